import { trianglesReaching } from './reaching';
import { requireValues, type ScalarMesh, shareAbove } from './scalar-mesh';

/** The area on which a quantity is at least `level`, mm2; triangles are cut at the level. */
export function areaAboveMm2(mesh: ScalarMesh, values: ArrayLike<number>, level: number): number {
  requireValues(mesh, values);
  const { triangles, areasMm2 } = mesh;
  const reached = trianglesReaching(mesh, values, level);
  let sum = 0;
  for (let i = 0; i < reached.length; i++) {
    const t = reached[i];
    const a = values[triangles[3 * t]];
    const b = values[triangles[3 * t + 1]];
    const c = values[triangles[3 * t + 2]];
    // Most triangles lie wholly on one side.
    if (a < level && b < level && c < level) continue;
    sum += a >= level && b >= level && c >= level ? areasMm2[t] : areasMm2[t] * shareAbove(a, b, c, level);
  }
  return sum;
}

/**
 * The level that is reached or exceeded on exactly `areaMm2` of the surface: the inverse of `areaAboveMm2`. Found by halving
 * the range of values; triangles wholly above or below what is left of it are put aside, so the cost is a few passes.
 * The smallest value for an area as large as the surface, the largest for 0. RangeError for a negative area.
 */
export function levelAtArea(mesh: ScalarMesh, values: ArrayLike<number>, areaMm2: number): number {
  requireValues(mesh, values);
  if (!(areaMm2 >= 0)) throw new RangeError(`an area of ${areaMm2} mm2 has no level`);
  const { low, high } = rangeOf(values);
  if (areaMm2 <= 0) return high;
  if (areaMm2 >= mesh.totalMm2) return low;

  const tolerance = 1e-7 * Math.max(Math.abs(low), Math.abs(high));
  // Small areas are asked for most, which lie where the field is strong: the fewer triangles, the sooner they are looked at.
  const level = TOP_SHARES.map((share) => high - share * (high - low)).find(
    (top) => areaAboveMm2(mesh, values, top) >= areaMm2,
  );
  const from = level ?? low;
  return halve(mesh, values, areaMm2, { low: from, high, tolerance }, trianglesReaching(mesh, values, from));
}

/** Its numbers are kept apart from any closure, which would make an object of each. */
function rangeOf(values: ArrayLike<number>): { low: number; high: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let v = 0; v < values.length; v++) {
    low = Math.min(low, values[v]);
    high = Math.max(high, values[v]);
  }
  return { low, high };
}

/** Upper parts of a field's range in which a level is looked for, one after another, before the whole. */
const TOP_SHARES: readonly number[] = [0.1, 0.2, 0.35, 0.5];

/** The level at an area within [low, high], which every triangle that is not `active` lies below. Reorders `active`. */
function halve(
  { triangles, areasMm2 }: ScalarMesh,
  values: ArrayLike<number>,
  areaMm2: number,
  { low, high, tolerance }: { low: number; high: number; tolerance: number },
  active: Uint32Array,
): number {
  let count = active.length;
  /** Area of the triangles put aside that lie wholly above the range. */
  let settled = 0;
  while (high - low > tolerance) {
    const level = (low + high) / 2;
    let above = 0;
    let kept = 0;
    for (let i = 0; i < count; i++) {
      const t = active[i];
      const a = values[triangles[3 * t]];
      const b = values[triangles[3 * t + 1]];
      const c = values[triangles[3 * t + 2]];
      if (a <= low && b <= low && c <= low) continue;
      if (a >= high && b >= high && c >= high) {
        settled += areasMm2[t];
        continue;
      }
      active[kept++] = t;
      if (a < level && b < level && c < level) continue;
      above += a >= level && b >= level && c >= level ? areasMm2[t] : areasMm2[t] * shareAbove(a, b, c, level);
    }
    count = kept;
    if (settled + above >= areaMm2) low = level;
    else high = level;
  }
  return (low + high) / 2;
}

/** A(f), mm2: the area with |E| >= f x reference, for each fraction f. One definition for every modality. */
export function areaCurveMm2(
  mesh: ScalarMesh,
  values: ArrayLike<number>,
  reference: number,
  fractions: readonly number[],
): number[] {
  requireValues(mesh, values);
  const { triangles, areasMm2 } = mesh;
  // Levels in rising order: a triangle lies wholly above the first of them, is cut by a few, and below the rest.
  const order = fractions.map((_, k) => k).sort((i, j) => fractions[i] - fractions[j]);
  const levels = Float64Array.from(order, (k) => fractions[k] * reference);
  /** Area of the triangles wholly above exactly the first k levels. */
  const whole = new Float64Array(levels.length + 1);
  const cut = new Float64Array(levels.length);
  const reached = trianglesReaching(mesh, values, levels[0]);
  for (let i = 0; i < reached.length; i++) {
    const t = reached[i];
    const a = values[triangles[3 * t]];
    const b = values[triangles[3 * t + 1]];
    const c = values[triangles[3 * t + 2]];
    const high = Math.max(a, b, c);
    if (!(high >= levels[0])) continue;
    let k = countUpTo(levels, Math.min(a, b, c));
    whole[k] += areasMm2[t];
    for (; k < levels.length && levels[k] < high; k++) cut[k] += areasMm2[t] * shareAbove(a, b, c, levels[k]);
  }
  const out = new Array<number>(levels.length).fill(0);
  let above = 0;
  for (let k = levels.length - 1; k >= 0; k--) {
    above += whole[k + 1];
    out[order[k]] = above + cut[k];
  }
  return out;
}

/** How many of the rising levels are at most x. */
function countUpTo(levels: Float64Array, x: number): number {
  let low = 0;
  let high = levels.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (levels[middle] <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The fraction f of the reference at which A(f) is `areaMm2`. It may exceed 1: with the 99.9th percentile as reference,
 * A(1) is a thousandth of the surface. Null when the surface is smaller than the area.
 */
export function fractionAtArea(
  mesh: ScalarMesh,
  values: ArrayLike<number>,
  reference: number,
  areaMm2: number,
): number | null {
  return areaMm2 > mesh.totalMm2 ? null : levelAtArea(mesh, values, areaMm2) / reference;
}
