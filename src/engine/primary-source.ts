import type { Coil } from '../model/coil';
import { type Pose, poseCentreMm } from '../model/pose';
import { at, type Vec3 } from '../model/vec3';
import { aFieldSampler } from './a-field-grid';
import type { Arena, Pointer } from './arena';
import { coilElements, MU0_4PI } from './coil-potential';
import type { Core } from './core';
import { pieces } from './crew';

/** Points in the core's memory: x, y, z arrays of f32, `count` a multiple of four; `out` takes their E, three arrays too. */
export interface PointBlock {
  x: Pointer;
  y: Pointer;
  z: Pointer;
  count: number;
  out: Pointer;
}

/** Charges (eps0 = 1) that stand for the current an electrode injects, metres; see tdcs.ts. */
export interface ChargeSet {
  positionsM: Float64Array;
  charges: Float64Array;
}

/** A primary field that can be added to points, and the box its sources lie in (metres). */
export interface PrimaryField {
  /** Adds E at the points of every block. */
  addTo(blocks: readonly PointBlock[]): void;
  bounds?: { low: Vec3; high: Vec3 };
}

/** Copies packed xyz points (metres) into the core, padded to fours by repeating the last; no field yet. */
export function putPoints(arena: Arena, pointsM: ArrayLike<number>): PointBlock {
  const n = pointsM.length / 3;
  const count = Math.ceil(n / 4) * 4;
  const x = arena.alloc(4 * count);
  const y = arena.alloc(4 * count);
  const z = arena.alloc(4 * count);
  [x, y, z].forEach((array, d) => {
    const view = arena.f32(array, count);
    for (let i = 0; i < count; i++) view[i] = pointsM[3 * Math.min(i, n - 1) + d];
  });
  return { x, y, z, count, out: arena.zeros(3 * count) };
}

/** Points that one thread takes at a time. */
const POINTS_A_CALL = 512;

/** The field at packed xyz points (metres), V/m, packed. */
export function fieldAt({ arena }: Core, field: PrimaryField, pointsM: ArrayLike<number>): Float32Array {
  const e = new Float32Array(pointsM.length);
  const mark = arena.mark();
  const points = Float64Array.from(pointsM);
  const parts = pieces(points.length, points.length / (3 * POINTS_A_CALL), 3);
  const blocks = parts.map(([begin, end]) => putPoints(arena, points.subarray(begin, end)));
  field.addTo(blocks);
  blocks.forEach(({ count, out }, k) => {
    const [begin, end] = parts[k];
    const block = arena.f32(out, 3 * count);
    for (let i = 0; i < end - begin; i++) e[begin + i] = block[(i % 3) * count + Math.floor(i / 3)];
  });
  arena.release(mark);
  return e;
}

/** The field -dA/dt of a coil at a pose. Segments and dipoles are uploaded at `arena`'s mark. */
export function coilField({ crew, arena }: Core, coil: Coil, pose: Pose, didtAPerS: number): PrimaryField {
  if (coil.aField) return gridField(arena, aFieldSampler(coil.aField, pose, coil.title), pose, didtAPerS);
  const { segments, dipoles } = coilElements(coil, pose);
  const segmentsAt = arena.put(Float32Array.from(segments));
  const dipolesAt = arena.put(Float32Array.from(dipoles));
  const factor = -MU0_4PI * didtAPerS;
  return {
    bounds: boundsOf([segments, dipoles.filter((_, i) => i % 6 < 3)]),
    addTo(blocks) {
      for (const [kernel, elements, count] of [
        ['segmentField', segmentsAt, segments.length / 6],
        ['dipoleField', dipolesAt, dipoles.length / 6],
      ] as const) {
        if (count === 0) continue;
        crew.run(
          kernel,
          blocks.map((b) => [elements, count, factor, b.x, b.y, b.z, b.count, b.out]),
        );
      }
    },
  };
}

function gridField(
  arena: Arena,
  sample: ReturnType<typeof aFieldSampler>,
  pose: Pose,
  didtAPerS: number,
): PrimaryField {
  const centre = poseCentreMm(pose).map((v) => v * 1e-3) as unknown as Vec3;
  return {
    bounds: { low: centre, high: centre },
    addTo(blocks) {
      for (const { x, y, z, count, out } of blocks) {
        const [px, py, pz] = [x, y, z].map((p) => arena.f32(p, count));
        const e = arena.f32(out, 3 * count);
        for (let i = 0; i < count; i++) {
          const a = sample(1e3 * px[i], 1e3 * py[i], 1e3 * pz[i]);
          for (let d = 0; d < 3; d++) e[d * count + i] -= didtAPerS * a[d];
        }
      }
    },
  };
}

/** The same E everywhere, V/m. */
export function uniformField(arena: Arena, eVPerM: Vec3): PrimaryField {
  return {
    addTo(blocks) {
      for (const { count, out } of blocks) {
        eVPerM.forEach((e, d) => {
          const view = arena.f32(out + 4 * d * count, count);
          for (let i = 0; i < count; i++) view[i] += e;
        });
      }
    },
  };
}

/** The Coulomb field of point charges. */
export function chargesField({ crew, arena }: Core, set: ChargeSet): PrimaryField {
  const packed = new Float32Array(4 * set.charges.length);
  set.charges.forEach((q, i) => {
    packed.set([...at(set.positionsM, i), q / (4 * Math.PI)], 4 * i);
  });
  const chargesAt = arena.put(packed);
  return {
    addTo(blocks) {
      crew.run(
        'chargeField',
        blocks.map((b) => [chargesAt, set.charges.length, b.x, b.y, b.z, b.count, b.out]),
      );
    },
  };
}

function boundsOf(lists: Float64Array[]): PrimaryField['bounds'] {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (const list of lists) {
    list.forEach((v, i) => {
      low[i % 3] = Math.min(low[i % 3], v);
      high[i % 3] = Math.max(high[i % 3], v);
    });
  }
  return { low: low as unknown as Vec3, high: high as unknown as Vec3 };
}
