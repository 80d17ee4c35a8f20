import { readFile } from 'node:fs/promises';
import { instantiateCore } from '../engine/core';
import { LiveField } from '../engine/live-field';
import { sparingObjective } from '../engine/live-objective';
import { runWhole } from '../engine/sliced';
import { readLiveBasis } from '../formats/live-basis';
import { builtinCoil, builtinCoilIds } from '../model/coils/catalogue';
import { type FieldGoal, type GoalComponent, goalAtPoint, goalInRegion, goalMiddleMm } from '../model/field-goal';
import type { Head } from '../model/head';
import { headHash } from '../model/head-hash';
import type { Pose } from '../model/pose';
import type { Vec3 } from '../model/vec3';
import { casingProbe } from '../targeting/casing-probe';
import { casingLift } from '../targeting/coil-clearance';
import { coilSeating, defaultAngleDeg, placeCoil } from '../targeting/coil-pose';
import { type SearchAnswer, type SearchGrid, searchPlacement } from '../targeting/placement-search';
import {
  type Displaced,
  type PlacementError,
  placementSensitivity,
  placementSpread,
  spreadQuantile,
} from '../targeting/placement-spread';
import { scalpGap } from '../targeting/scalp-gap';
import { scalpPoint } from '../targeting/scalp-index';
import { liveBasisPath } from './engine';
import { InputError } from './input-error';
import { pointAt, pointDoubts } from './place';

export interface FindRequest {
  /** Where the field is wanted: as `PlaceRequest.at`, or `region:<AAL name>`. */
  target: string;
  component: GoalComponent;
  /** Where it is not wanted: what it gets there is taken off. */
  avoid?: string;
  coil: string;
  gapMm: number;
  /** Sites within this distance of the scalp over the target are tried, mm. */
  radiusMm: number;
  /** Turns up to `spanDeg` either way from `angleDeg` (45 with the handle back and lateral unless told); 180 for all. */
  angleDeg?: number;
  spanDeg: number;
  grid: SearchGrid;
  /** How the place found is missed. */
  error: PlacementError;
}

export interface FoundPlacement {
  target: string;
  coil: string;
  pose: Pose;
  site_mm: Vec3;
  angle_deg: number;
  gap_mm: number;
  /** The target's field for 1 A/us, and that of the coil over the target with its handle back and lateral. */
  v_per_m_at_1_a_per_us: number;
  usual_v_per_m_at_1_a_per_us: number;
  gain: number;
  /** |E| where the field is not wanted, V/m for 1 A/us; null when nothing is spared. */
  avoided_v_per_m_at_1_a_per_us: number | null;
  poses: number;
  seconds: number;
  /** The target's field after a displacement over that in place. */
  sensitivity: Displaced[];
  /** How the place is missed, and 5, 25, 50, 75 and 95 % of the target's field over that in place for 2,000 such coils. */
  error: PlacementError;
  spread_quantiles: number[];
  /** What asks for a second look, in words; most often nothing. */
  doubts: string[];
}

const regionOf = (target: string): string | null => /^region:(.+)$/.exec(target)?.[1] ?? null;

function goalOf(target: string, component: GoalComponent, head: Head): FieldGoal {
  const region = regionOf(target);
  if (region === null) return goalAtPoint(head, pointAt(target, head), component);
  const names = Object.entries(head.aalNames ?? {});
  const wanted = region.toLowerCase().replaceAll(' ', '_');
  const found = names.find(([, name]) => name.toLowerCase() === wanted);
  if (!found) throw new InputError(`region "${region}": there is none such; names are such as ${names[2]?.[1] ?? '–'}`);
  return goalInRegion(head, Number(found[0]), component);
}

/**
 * Where on the bundled head a built-in coil gives a target the most: all sites and turns near it by the live field, then
 * refined. Throws InputError.
 */
export async function findPlacement(
  request: FindRequest,
  head: Head,
  corePath: string,
  onProgress: (share: number) => void = () => undefined,
): Promise<{ found: FoundPlacement; map: SearchAnswer['map'] }> {
  const { target, component, avoid, coil: coilId, gapMm, radiusMm, spanDeg, grid, error } = request;
  const coil = builtinCoil(coilId);
  if (!coil?.casing) throw new InputError(`--coil ${coilId}: there is none such; choose ${builtinCoilIds.join(', ')}`);
  const goal = goalOf(target, component, head);
  const spared = avoid === undefined ? null : goalOf(avoid, 'magnitude', head);
  const live = await loadLive(head, corePath);
  runWhole(live.setCoil(coil));
  const sparing = sparingObjective(live, goal, spared);

  const seating = coilSeating(head.layers[0].surface);
  const centreMm = scalpPoint(head.layers[0].surface, goalMiddleMm(head, goal));
  const toScalpMm = scalpGap(head.layers[0].surface);
  const began = performance.now();
  const usualAngleDeg = defaultAngleDeg(centreMm);
  const bounds = { centreMm, radiusMm, angleDeg: request.angleDeg ?? usualAngleDeg, angleSpanDeg: spanDeg, gapMm };
  const steps = searchPlacement(seating, coil.casing, sparing.objective, bounds, grid, sparing.quick);
  const answer = searched(() => runWhole(steps, onProgress), radiusMm);
  const seconds = (performance.now() - began) / 1000;
  const usualSeat = { siteMm: centreMm, angleDeg: usualAngleDeg, tiltDeg: [0, 0] as const, gapMm };
  const usualPose = placeCoil(seating, usualSeat, casingLift(seating, casingProbe(coil.casing), gapMm));
  const [usual, value] = sparing.target([usualPose, answer.pose]);
  const spread = runWhole(placementSpread(seating, coil.casing, sparing.target, answer.seat, error));
  return {
    found: {
      target,
      coil: coilId,
      pose: answer.pose,
      site_mm: answer.seat.siteMm,
      angle_deg: answer.seat.angleDeg,
      gap_mm: gapMm,
      v_per_m_at_1_a_per_us: 1e6 * value,
      usual_v_per_m_at_1_a_per_us: 1e6 * usual,
      gain: value / usual,
      avoided_v_per_m_at_1_a_per_us: sparing.spared && 1e6 * sparing.spared([answer.pose])[0],
      poses: answer.gridPoses + answer.refinePoses,
      seconds,
      sensitivity: placementSensitivity(seating, coil.casing, sparing.target, answer.seat),
      error,
      spread_quantiles: [0.05, 0.25, 0.5, 0.75, 0.95].map((q) => spreadQuantile(spread, q)),
      doubts: [target, avoid].flatMap((at) =>
        at === undefined || regionOf(at) ? [] : pointDoubts(at, toScalpMm(pointAt(at, head))),
      ),
    },
    map: answer.map,
  };
}

/** Of a search, what its bounds make impossible. */
function searched<T>(search: () => T, radiusMm: number): T {
  try {
    return search();
  } catch (error) {
    if (error instanceof RangeError) throw new InputError(`--radius ${radiusMm}: ${error.message}; give a larger one`);
    throw error;
  }
}

async function loadLive(head: Head, corePath: string): Promise<LiveField> {
  const file = await readFile(liveBasisPath()).catch(() => {
    throw new InputError('meshes/colin27/live.safetensors is not there; build it with npm run modes:build');
  });
  const buffer = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer;
  const basis = readLiveBasis(buffer, 'live.safetensors');
  if (basis.headHash !== headHash(head))
    throw new InputError('live.safetensors belongs to another head; build it again');
  return new LiveField(await instantiateCore(await WebAssembly.compile(await readFile(corePath))), basis);
}

/** A found placement in words, the pose last. */
export function foundText(found: FoundPlacement): string {
  const volts = (v: number): string => `${v.toFixed(3)} V/m per A/us`;
  const percent = (ratio: number): string => `${(100 * ratio).toFixed(0)} %`;
  const step = ({ aheadMm, asideMm, turnDeg, ratio }: Displaced): string => {
    const what = turnDeg !== 0 ? `${turnDeg} deg` : aheadMm !== 0 ? `${aheadMm} mm ahead` : `${asideMm} mm aside`;
    return `${what} ${percent(ratio)}`;
  };
  const [least, , middle, , most] = found.spread_quantiles;
  const avoided = found.avoided_v_per_m_at_1_a_per_us;
  return [
    `target     ${found.target}: ${volts(found.v_per_m_at_1_a_per_us)}`,
    `usual pose ${volts(found.usual_v_per_m_at_1_a_per_us)} (over the target, handle back and lateral): gain ${percent(found.gain - 1)}`,
    ...(avoided === null ? [] : [`avoided    ${volts(avoided)}`]),
    `site       ${found.site_mm.map((x) => x.toFixed(1)).join(', ')} mm, +y turned ${found.angle_deg.toFixed(1)} deg to the right, gap ${found.gap_mm} mm`,
    `displaced  ${found.sensitivity.map(step).join('; ')}`,
    `missed by  ${errorText(found.error)}: nine in ten give ${percent(least)} to ${percent(most)}, the middle one ${percent(middle)}`,
    `tried      ${found.poses.toLocaleString('en')} poses in ${found.seconds.toFixed(1)} s`,
    'pose       coil mm -> head mm',
    ...[0, 4, 8, 12].map((r) =>
      found.pose
        .slice(r, r + 4)
        .map((x) => x.toFixed(6))
        .join(' '),
    ),
    '',
  ].join('\n');
}

const errorText = ({ positionSdMm, turnSdDeg, tiltSdDeg }: PlacementError): string =>
  `${positionSdMm} mm, turn ${turnSdDeg} deg, tilt ${tiltSdDeg} deg (standard deviations)`;

/** The objective over the scalp as CSV: the best turn at every site. */
export const mapCsv = (map: SearchAnswer['map']): string =>
  [
    'x,y,z,angle_deg,v_per_m_at_1_a_per_us',
    ...map.map(({ siteMm, angleDeg, value }) =>
      [...siteMm.map((x) => x.toFixed(2)), angleDeg.toFixed(1), (1e6 * value).toFixed(5)].join(','),
    ),
    '',
  ].join('\n');
