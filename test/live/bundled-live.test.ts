import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { leadWeights } from '../../src/engine/lead-weights';
import { LiveField } from '../../src/engine/live-field';
import { sparingObjective } from '../../src/engine/live-objective';
import type { FieldEngine, Source } from '../../src/engine/protocol';
import { runWhole } from '../../src/engine/sliced';
import { readLiveBasis } from '../../src/formats/live-basis';
import { builtinCoil } from '../../src/model/coils/catalogue';
import { goalAtPoint } from '../../src/model/field-goal';
import type { Head } from '../../src/model/head';
import { headHash } from '../../src/model/head-hash';
import type { Pose } from '../../src/model/pose';
import { vertexCount } from '../../src/model/surface';
import { at, distance } from '../../src/model/vec3';
import { headSites } from '../../src/targeting/cap-sites';
import { coilSeating, placeCoil } from '../../src/targeting/coil-pose';
import { casingRings, seatFan } from '../../src/targeting/seat-fan';
import { loadHead } from '../head/bundled';
import { testCore, testEngine } from '../helpers/engine';

let head: Head;
let live: LiveField;
let engine: FieldEngine;
beforeAll(async () => {
  head = await loadHead('full');
  const file = readFileSync(new URL('../../meshes/colin27/live.safetensors', import.meta.url));
  const buffer = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer;
  live = new LiveField(await testCore(), readLiveBasis(buffer, 'live.safetensors'));
  engine = await testEngine();
  await engine.prepare(head.layers, undefined, undefined, { maxEdgeMm: 5 });
});

/** Relative L2 difference over the vertices with |E| of at least 0.3 of the peak, by field surface. */
async function differences(source: Source, field: Float32Array): Promise<number[]> {
  const points = head.fieldSurfaces.map((s) => s.pointsMm);
  const { eVPerM } = await engine.solve(source, points, { tolerance: 3e-4 });
  let first = 0;
  return eVPerM.map((solved) => {
    const size = (i: number): number => Math.hypot(solved[i], solved[i + 1], solved[i + 2]);
    let peak = 0;
    for (let i = 0; i < solved.length; i += 3) peak = Math.max(peak, size(i));
    let off = 0;
    let all = 0;
    for (let i = 0; i < solved.length; i++) {
      if (size(i - (i % 3)) < 0.3 * peak) continue;
      off += (field[first + i] - solved[i]) ** 2;
      all += solved[i] ** 2;
    }
    first += solved.length;
    return Math.sqrt(off / all);
  });
}

describe('the basis of the bundled head against full solves', () => {
  test('belongs to it', () => {
    expect(live.basis.headHash).toBe(headHash(head));
  });

  test('a coil that had no part in the basis, turned and tilted: within 2 %', async () => {
    const coil = builtinCoil('figure8-25');
    if (!coil) throw new Error('no coil');
    runWhole(live.setCoil(coil));
    const seating = coilSeating(head.layers[0].surface);
    const pose = placeCoil(seating, { siteMm: [-62, -20, 62], angleDeg: 70, tiltDeg: [6, -4], gapMm: 9 });
    const field = live.coilField(pose);
    for (const off of await differences({ kind: 'tms', coil, pose, didtAPerS: 1 }, field))
      expect(off).toBeLessThan(0.02);
  });

  test('the quick objective of a search: within 0.2 % of the largest exact one at poses it was not made from', () => {
    const coil = builtinCoil('figure8-70');
    if (!coil?.casing) throw new Error('no coil');
    runWhole(live.setCoil(coil));
    const seating = coilSeating(head.layers[0].surface);
    const rings = casingRings(coil.casing, 24);
    const fans = (every: number, from: number, anglesDeg: number[]): Pose[] =>
      Array.from({ length: vertexCount(seating.scalp) }, (_, v) => at(seating.scalp.positionsMm, v))
        .filter((p) => distance(p, seating.index.closest([-38, 44, 26]).point) < 50)
        .filter((_, k) => k % every === from)
        .flatMap((siteMm) => anglesDeg.map(seatFan(seating, siteMm, 4, rings)));
    const goal = goalAtPoint(head, [-38, 44, 26]);
    const avoid = goalAtPoint(head, [-30, 10, 50]);
    const { objective, quick } = sparingObjective(live, goal, avoid);
    const cheap = quick(fans(6, 0, [0, 60, 120, 180, 240, 300]));
    expect(cheap).not.toBe(objective);
    const poses = fans(6, 3, [33, 100, 215, 290]);
    const exact = objective(poses);
    const most = exact.reduce((top, value) => Math.max(top, value), 0);
    cheap(poses).forEach((value, k) => {
      expect(Math.abs(value - exact[k])).toBeLessThan(2e-3 * most);
    });
    live.forgetRows();
  });

  test('a montage of discs between those solved for: within 4 %', async () => {
    const montage = [
      { at: 'F3', currentMa: 2 },
      { at: 'P4', currentMa: -2 },
    ];
    const weights = leadWeights(live.basis.electrodes?.leads ?? [], montage, 15);
    if (!weights) throw new Error('not covered');
    const sites = headSites(head);
    const electrodes = montage.map(({ at, currentMa }) => ({
      atMm: sites.get(at) ?? ([0, 0, 0] as const),
      currentMa,
      shape: { kind: 'disc', radiusMm: 15 } as const,
    }));
    const field = live.montageField(weights);
    for (const off of await differences({ kind: 'tdcs', electrodes }, field)) expect(off).toBeLessThan(0.04);
  });
});
