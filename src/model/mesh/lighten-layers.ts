import { type Surface, triangleCount } from '../surface';
import { coveringPoints } from './covering-points';
import { decimate } from './decimate';

/** Distance kept to the layers beside, mm. */
const CLEARANCE_MM = 0.5;
const SMOOTHING_ROUNDS = 2;

/**
 * Nested surfaces (outermost first, sound) with at most `most[k]` triangles each, from the inside out. Every change keeps a
 * surface embedded and off its neighbours, so that sound layers stay sound; where that leaves no change, more triangles stay.
 */
export function lightenLayers(
  layers: readonly Surface[],
  most: readonly number[],
  onProgress?: (share: number) => void,
): Surface[] {
  const out = layers.slice();
  for (let k = out.length - 1; k >= 0; k--) {
    const surface = out[k];
    const from = triangleCount(surface);
    if (from <= most[k]) continue;
    const beside = [out[k - 1], out[k + 1]].filter((layer) => layer !== undefined);
    out[k] = decimate(surface, {
      targetTriangles: most[k],
      cellMm: most[k] < 10_000 ? 4 : 2,
      obstacles: beside.map((layer) => ({
        pointsMm: coveringPoints(layer, 2 * CLEARANCE_MM),
        clearanceMm: CLEARANCE_MM,
      })),
      smoothingRounds: SMOOTHING_ROUNDS,
      onTriangles: (left) => {
        const share = Math.log(from / left) / Math.log(from / most[k]);
        onProgress?.((out.length - 1 - k + Math.min(1, share)) / out.length);
      },
    });
  }
  return out;
}
