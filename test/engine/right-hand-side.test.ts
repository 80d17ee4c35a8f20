import { expect, it } from 'vitest';
import { coilField, fieldAt } from '../../src/engine/primary-source';
import { smoothNormalField } from '../../src/engine/right-hand-side';
import { runWhole } from '../../src/engine/sliced';
import { stackLayers } from '../../src/engine/triangles';
import { bundledHead } from '../app/bundled';
import { relativeL2, testCore } from '../helpers/engine';
import { figureEight, OVER_F3 } from '../helpers/head-invariants';

/** One triangle in so many is looked at. */
const STEP = 10;

/** Weights of the corners at the points of a rule: each of 9 equal parts of the triangle by its three-point rule. */
function fineRule(): number[][] {
  const rule: number[][] = [];
  const part = (i: number, j: number, size: number): void => {
    for (const [u, v] of [
      [1, 1],
      [4, 1],
      [1, 4],
    ]) {
      rule.push([3 - i - j - (size * (u + v)) / 6, i + (size * u) / 6, j + (size * v) / 6].map((w) => w / 3));
    }
  };
  for (let i = 0; i < 3; i++) {
    for (let j = 0; i + j < 3; j++) {
      part(i, j, 1);
      if (i + j < 2) part(i + 1, j + 1, -1);
    }
  }
  return rule;
}

it('means of the normal field that drives the solution are right to a ten-thousandth', async () => {
  const core = await testCore();
  const triangles = runWhole(stackLayers((await bundledHead('light')).layers));
  const { count, cornersM, normals, areasM2 } = triangles;
  const field = coilField(core, figureEight(), OVER_F3, 1e8);
  const sample = Uint32Array.from({ length: count / STEP }, (_, k) => STEP * k);
  const rule = fineRule();
  const exact = new Float64Array(sample.length);
  for (const [a, b, c] of rule) {
    const points = Float64Array.from({ length: 3 * sample.length }, (_, i) => {
      const corner = 9 * sample[Math.floor(i / 3)] + (i % 3);
      return a * cornersM[corner] + b * cornersM[corner + 3] + c * cornersM[corner + 6];
    });
    fieldAt(core, field, points).forEach((e, i) => {
      exact[Math.floor(i / 3)] += (e * normals[3 * sample[Math.floor(i / 3)] + (i % 3)]) / rule.length;
    });
  }
  const means = runWhole(smoothNormalField({ core, triangles }, field));
  const weighted = (mean: (k: number, t: number) => number): Float64Array =>
    Float64Array.from(sample, (t, k) => mean(k, t) * Math.sqrt(areasM2[t]));
  const error = relativeL2(
    weighted((_, t) => means[t]),
    weighted((k) => exact[k]),
  );
  console.info(`mean normal field against ${rule.length} points a triangle: ${(100 * error).toFixed(4)} %`);
  expect(error).toBeLessThan(1e-4);
});
