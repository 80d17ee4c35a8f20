/** Random poses of coils over a head's upper scalp, the same every run, and how far a live field is from the solved one there. */

import { builtinCoil } from '../src/model/coils/catalogue';
import type { FieldSurface, Head } from '../src/model/head';
import type { Pose } from '../src/model/pose';
import { vertexCount } from '../src/model/surface';
import { at, distance } from '../src/model/vec3';
import { casingProbe } from '../src/targeting/casing-probe';
import { casingLift } from '../src/targeting/coil-clearance';
import { coilSeating, placeCoil } from '../src/targeting/coil-pose';

/** Gives poses of a built-in coil: any site and turn, tilts up to 15 degrees, its casing 2 to 25 mm off the scalp. */
export function unseenPoses(head: Head): (coilId: string) => { pose: Pose; gapMm: number } {
  const scalp = head.layers[0].surface;
  const seating = coilSeating(scalp);
  const upper = Array.from({ length: vertexCount(scalp) }, (_, v) => at(scalp.positionsMm, v)).filter((p) => p[2] > 0);
  /** Numbers in [0, 1), the same every run (Numerical Recipes' linear congruence). */
  let state = 20230417;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const between = (low: number, high: number): number => low + (high - low) * random();
  return (coilId) => {
    const gapMm = between(2, 25);
    const coil = builtinCoil(coilId);
    if (!coil?.casing) throw new Error(`no coil ${coilId}`);
    const seat = {
      siteMm: upper[Math.floor(random() * upper.length)],
      angleDeg: between(-180, 180),
      tiltDeg: [between(-15, 15), between(-15, 15)] as const,
      gapMm,
    };
    return { pose: placeCoil(seating, seat, casingLift(seating, casingProbe(coil.casing), gapMm)), gapMm };
  };
}

export interface Difference {
  /** Relative L2 over the vertices with |E| of at least 0.3 of the peak. */
  l2: number;
  peak: number;
  peakOffMm: number;
  /** By how much the solved field at the live field's peak falls short of the solved peak: small where two gyri rival. */
  rival: number;
}

export function difference(surface: FieldSurface, live: Float32Array, solved: Float32Array): Difference {
  const size = (e: Float32Array, i: number): number => Math.hypot(e[i], e[i + 1], e[i + 2]);
  const top = (e: Float32Array): number => {
    let best = 0;
    for (let i = 0; i < e.length; i += 3) if (size(e, i) > size(e, best)) best = i;
    return best;
  };
  const [peakLive, peakSolved] = [top(live), top(solved)];
  const level = 0.3 * size(solved, peakSolved);
  let off = 0;
  let all = 0;
  for (let i = 0; i < solved.length; i += 3) {
    if (size(solved, i) < level) continue;
    off += (live[i] - solved[i]) ** 2 + (live[i + 1] - solved[i + 1]) ** 2 + (live[i + 2] - solved[i + 2]) ** 2;
    all += size(solved, i) ** 2;
  }
  return {
    l2: Math.sqrt(off / all),
    peak: Math.abs(size(live, peakLive) / size(solved, peakSolved) - 1),
    peakOffMm: distance(at(surface.pointsMm, peakLive / 3), at(surface.pointsMm, peakSolved / 3)),
    rival: 1 - size(solved, peakLive) / size(solved, peakSolved),
  };
}

export const percent = (x: number): string => `${(100 * x).toFixed(2)} %`;
