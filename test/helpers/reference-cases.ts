/** The reference data beside the project as sources and points of the engine; lists are empty where it is not present. */

import { readdirSync } from 'node:fs';
import type { FieldEngine, Source } from '../../src/engine/protocol';
import { readPly } from '../../src/formats/ply-read';
import type { ElectrodeShape } from '../../src/model/electrode';
import type { Layer } from '../../src/model/head';
import { IDENTITY_POSE, type Pose } from '../../src/model/pose';
import { scale, type Vec3 } from '../../src/model/vec3';
import { relativeL2 } from './engine';
import { sharedBytes, sharedJson, sharedPath } from './reference';

const mm = (p: number[]): Vec3 => p.map((v) => 1e3 * v) as unknown as Vec3;

/** Concentric spheres with a coil or electrodes. */
export interface OpenCase {
  name: string;
  layers: { radius_mm: number; inside: number }[];
  tms?: {
    coil: { dipoles?: { position: number[]; moment: number[] }[]; polylines?: Vec3[][] };
    pose?: number[];
    didt: number;
  };
  tdcs?: { electrodes: { at: Vec3; current_mA: number; shape: 'point' | { disc_mm: number } }[] };
  points_mm: number[][];
  E: number[][];
}

export function openCases(): OpenCase[] {
  const folder = sharedPath('reference/open');
  const names = folder ? readdirSync(folder).filter((f) => f.endsWith('.json')) : [];
  return names.map((f) => sharedJson<OpenCase>(`reference/open/${f}`));
}

export function openSource({ tms, tdcs }: OpenCase): Source {
  if (tms) {
    const dipoles = tms.coil.dipoles && {
      positionsMm: Float64Array.from(tms.coil.dipoles.flatMap((d) => d.position)),
      momentsAm2PerA: Float64Array.from(tms.coil.dipoles.flatMap((d) => d.moment)),
    };
    const coil = { id: 'case', title: 'case', dipoles, pathsMm: tms.coil.polylines };
    return { kind: 'tms', coil, pose: tms.pose ?? IDENTITY_POSE, didtAPerS: tms.didt };
  }
  const shapeOf = (shape: 'point' | { disc_mm: number }): ElectrodeShape =>
    shape === 'point' ? { kind: 'point' } : { kind: 'disc', radiusMm: shape.disc_mm };
  const electrodes = (tdcs?.electrodes ?? []).map((e) => ({
    atMm: e.at,
    currentMa: e.current_mA,
    shape: shapeOf(e.shape),
  }));
  return { kind: 'tdcs', electrodes };
}

/** tDCS in concentric shells, points in every layer. */
export interface ShellCase {
  model: '3-layer' | '5-layer';
  montage: string;
  /** Innermost first, as are the layer numbers of the points. */
  radii_m: number[];
  sigma_S_per_m: number[];
  electrodes: { direction: Vec3; current_A: number; cap_half_angle_rad: number | null }[];
  points: number[][];
  layer: number[];
  E: number[][];
}

const SHELLS = 'reference/closed-form/C_tdcs_sphere.json';
export const shellCases = (): ShellCase[] =>
  sharedPath(SHELLS) ? sharedJson<{ cases: ShellCase[] }>(SHELLS).cases : [];

/** Relative L2 error in each layer, innermost first. */
export async function shellErrors(engine: FieldEngine, c: ShellCase): Promise<number[]> {
  const scalpMm = 1e3 * Math.max(...c.radii_m);
  const electrodes = c.electrodes.map((e) => ({
    atMm: scale(e.direction, scalpMm),
    currentMa: 1e3 * e.current_A,
    shape: e.cap_half_angle_rad
      ? { kind: 'disc' as const, radiusMm: e.cap_half_angle_rad * scalpMm }
      : { kind: 'point' as const },
  }));
  const points = Float32Array.from(c.points.flat(), (v) => 1e3 * v);
  const [e] = (await engine.solve({ kind: 'tdcs', electrodes }, [points], { tolerance: 3e-4 })).eVPerM;
  return c.radii_m.map((_, l) => {
    const inLayer = c.layer.flatMap((k, i) => (k === l ? [i] : []));
    const pick = (v: ArrayLike<number>): number[] => inLayer.flatMap((i) => [v[3 * i], v[3 * i + 1], v[3 * i + 2]]);
    return relativeL2(pick(e), pick(c.E.flat()));
  });
}

interface ShapeCaseFile {
  kind: 'tms_dipole' | 'tms_figure8' | 'tdcs_point_pair';
  position: number[];
  mdot: number[];
  rotation_columns_are_coil_axes: number[][];
  coil_centre: number[];
  dIdt: number;
  anode: number[];
  cathode: number[];
  current_A: number;
  E: number[][];
  E_mne_bem_ico4: number[][];
}

interface ShapeFile {
  conductivity_S_per_m: { brain: number; skull: number; scalp: number };
  coil_polygons_in_coil_frame: number[][][];
  points: number[][];
  cases: ShapeCaseFile[];
}

/** A three-layer head that is no sphere, its sources, the field at its points, and what MNE makes of it. */
export interface Shape {
  name: string;
  layers: Layer[];
  pointsMm: Float32Array;
  cases: { kind: ShapeCaseFile['kind']; source: Source; exact: number[]; mne: number[] }[];
}

export function shapes(): Shape[] {
  if (!sharedPath('reference/shapes/D_egg.json')) return [];
  return ['sphere3', 'egg'].map((name) => {
    const file = sharedJson<ShapeFile>(`reference/shapes/D_${name}.json`);
    const { scalp, skull, brain } = file.conductivity_S_per_m;
    const layer = (surface: string, insideSPerM: number): Layer => {
      const ply = `${name}_${surface}_ico4.ply`;
      const { positionsMm, triangles } = readPly(sharedBytes(`reference/shapes/surfaces/${ply}`), ply);
      return { name: surface, insideSPerM, surface: { positionsMm: positionsMm.map((v) => 1e3 * v), triangles } };
    };
    return {
      name,
      layers: [layer('scalp', scalp), layer('outer_skull', skull), layer('inner_skull', brain)],
      pointsMm: Float32Array.from(file.points.flat(), (v) => 1e3 * v),
      cases: file.cases.map((c) => ({
        kind: c.kind,
        source: shapeSource(c, file.coil_polygons_in_coil_frame),
        exact: c.E.flat(),
        mne: c.E_mne_bem_ico4.flat(),
      })),
    };
  });
}

function shapeSource(c: ShapeCaseFile, polygons: number[][][]): Source {
  if (c.kind === 'tdcs_point_pair') {
    const electrode = (at: number[], sign: number) => ({
      atMm: mm(at),
      currentMa: sign * 1e3 * c.current_A,
      shape: { kind: 'point' } as const,
    });
    return { kind: 'tdcs', electrodes: [electrode(c.anode, 1), electrode(c.cathode, -1)] };
  }
  if (c.kind === 'tms_dipole') {
    const dipoles = { positionsMm: Float64Array.from(mm(c.position)), momentsAm2PerA: Float64Array.from(c.mdot) };
    return { kind: 'tms', coil: { id: 'dipole', title: 'dipole', dipoles }, pose: IDENTITY_POSE, didtAPerS: 1 };
  }
  const [x, y, z] = c.rotation_columns_are_coil_axes;
  const centre = mm(c.coil_centre);
  const pose: Pose = [...x, centre[0], ...y, centre[1], ...z, centre[2], 0, 0, 0, 1];
  const pathsMm = polygons.map((p) => [...p, p[0]].map(mm));
  return { kind: 'tms', coil: { id: 'figure8', title: 'figure-eight', pathsMm }, pose, didtAPerS: c.dIdt };
}
