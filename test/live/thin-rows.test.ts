import { describe, expect, test } from 'vitest';
import { thinRows } from '../../src/engine/thin-rows';
import { dot, type Vec3 } from '../../src/model/vec3';

let state = 11;
const random = (): number => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32 - 0.5;
};

const POINTS = 200;
/** Points spread over a unit sphere (Vogel's spiral). */
const sphere: Vec3[] = Array.from({ length: POINTS }, (_, i) => {
  const z = 1 - (2 * i + 1) / POINTS;
  const turn = i * Math.PI * (3 - Math.sqrt(5));
  return [Math.sqrt(1 - z * z) * Math.cos(turn), Math.sqrt(1 - z * z) * Math.sin(turn), z];
});

/** The normal component of B of a radial dipole above the sphere's crown. */
function smooth(): Float32Array {
  const place: Vec3 = [random(), random(), 1.5];
  const size = Math.hypot(...place);
  return Float32Array.from(sphere, (p) => {
    const r: Vec3 = [p[0] - place[0], p[1] - place[1], p[2] - place[2]];
    const length = Math.hypot(...r);
    return (3 * dot(place, r) * dot(p, r)) / size / length ** 5 - dot(place, p) / size / length ** 3;
  });
}
const noise = (): Float32Array => Float32Array.from({ length: POINTS }, random);
const many = (one: () => Float32Array, count: number): Float32Array[] => Array.from({ length: count }, one);
const product = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, i) => sum + value * b[i], 0);

describe('rows over some of the points', () => {
  const rows = many(noise, 4);

  test('give the same products with smooth signatures that were not shown, from a third of the points', () => {
    const thin = thinRows(rows, many(smooth, 200));
    if (!thin) throw new Error('not thinned');
    expect(thin.points.length).toBeLessThan(POINTS / 3);
    expect(new Set(thin.points).size).toBe(thin.points.length);
    const unseen = many(smooth, 40);
    let off = 0;
    let all = 0;
    for (const signature of unseen) {
      const there = Float32Array.from(thin.points, (i) => signature[i]);
      rows.forEach((row, r) => {
        off += (product(row, signature) - product(thin.rows[r], there)) ** 2;
        all += product(row, signature) ** 2;
      });
    }
    expect(Math.sqrt(off / all)).toBeLessThan(1e-3);
  });

  test('are refused where signatures have nothing in common, too few are shown, or those kept back disagree', () => {
    expect(thinRows(rows, many(noise, 300))).toBeNull();
    expect(thinRows(rows, many(smooth, 8))).toBeNull();
    const shown = many(smooth, 200).map((signature, k) => (k % 4 === 0 ? noise() : signature));
    expect(thinRows(rows, shown)).toBeNull();
  });
});
