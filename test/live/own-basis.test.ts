import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createEngine, type LocalFieldEngine } from '../../src/engine/engine';
import { leadWeights } from '../../src/engine/lead-weights';
import { LiveField } from '../../src/engine/live-field';
import { runSliced } from '../../src/engine/sliced';
import { readLiveBasis, writeLiveBasis } from '../../src/formats/live-basis';
import { prepareLayers } from '../../src/formats/prepare-head';
import { readLayers } from '../../src/formats/read-layers';
import { assembleHead } from '../../src/model/assemble-head';
import { builtinCoil } from '../../src/model/coils/catalogue';
import type { Head } from '../../src/model/head';
import { joinFloats } from '../../src/model/point-blocks';
import { poseFromAxes } from '../../src/model/pose';
import { cross, normalize, scale, type Vec3 } from '../../src/model/vec3';
import {
  assembleOwnBasis,
  type OwnBasisPlan,
  type OwnStudy,
  planOwnBasis,
  solveOwnStudy,
} from '../../src/modes/own-basis';
import { headSites } from '../../src/targeting/cap-sites';
import { eggHeadFiles } from '../helpers/egg-head';
import { relativeL2, testCore } from '../helpers/engine';

/** The egg head as the page makes it. */
function eggHead(): Head {
  const tissues = ['scalp', 'skull', 'grey_matter'] as const;
  const given = eggHeadFiles(2).map(({ name, bytes }, k) => ({
    name: tissues[k],
    tissue: tissues[k],
    parts: readLayers(bytes, name).map(({ surface }) => surface),
    insideSPerM: [0.465, 0.01, 0.3][k],
  }));
  const { layers, faults } = prepareLayers(given, { repair: true, detail: 'given' });
  expect(faults).toEqual([]);
  const landmarks = { nasion: [0, 80, -13], inion: [0, -110, -13], lpa: [-75, -15, -13], rpa: [75, -15, -13] } as const;
  return assembleHead({ id: 'egg', title: 'Egg', layers, landmarks });
}

const head = eggHead();
const points = head.fieldSurfaces.map((s) => s.pointsMm);
let engine: LocalFieldEngine;
beforeAll(async () => {
  engine = await createEngine(readFileSync(new URL('../../build/core.wasm', import.meta.url)));
});

/** Its solutions by number, each once. */
async function solved(studies: OwnStudy[]): Promise<Float32Array[]> {
  const fields: Float32Array[] = [];
  for (const study of studies) {
    const numbers = study.sources.map((_, k) => study.first + k);
    await solveOwnStudy(engine, head, study, numbers, async (number, eVPerM) => {
      expect(fields[number]).toBeUndefined();
      fields[number] = joinFloats(eVPerM);
    });
  }
  return fields;
}

/** A plan with the leads of a few positions, on surfaces that are subdivided less. */
function shortened({ shell, leads, studies }: OwnBasisPlan, positions: string[], maxEdgeMm: number): OwnBasisPlan {
  const kept = leads.filter(({ at }) => positions.includes(at));
  const [coils, electrodes] = studies;
  const sources = electrodes.sources.filter((_, k) => kept.includes(leads[k]));
  return { shell, leads: kept, studies: [coils, { ...electrodes, sources, prepare: { maxEdgeMm } }] };
}

async function liveFrom(plan: OwnBasisPlan, fields: Float32Array[]): Promise<LiveField> {
  const file = writeLiveBasis(assembleOwnBasis(head, plan, fields));
  return new LiveField(await testCore(), readLiveBasis(file.buffer as ArrayBuffer, 'egg'));
}

describe('the live basis of a head without white matter', () => {
  it('is planned for coils first, then for a disc of each size at every 10-10 position', () => {
    const { shell, leads, studies } = planOwnBasis(head);
    expect(studies.map(({ kind, first, sources }) => [kind, first, sources.length])).toEqual([
      ['coils', 0, shell.length],
      ['electrodes', shell.length, leads.length],
    ]);
    expect(leads).toHaveLength(2 * headSites(head).size);
    expect(studies[1].cost).toBeGreaterThan(1);
    const { landmarks, ...bare } = head;
    expect(landmarks).toBeDefined();
    expect(planOwnBasis(bare).studies.map(({ kind }) => kind)).toEqual(['coils']);
  });

  it('gives the field of a coil and of a montage that were not among its solutions', async () => {
    const maxEdgeMm = 20;
    const plan = shortened(planOwnBasis(head, 24), ['F3', 'P4'], maxEdgeMm);
    const fields = await solved(plan.studies);
    const alone = await liveFrom(plan, fields.slice(0, plan.shell.length));
    expect(alone.electrodes).toBeNull();
    const live = await liveFrom(plan, fields);
    expect(live.vertices).toBe(points[0].length / 3);

    const montage = [
      { at: 'F3', currentMa: 1.5 },
      { at: 'P4', currentMa: -1.5 },
    ];
    const weights = leadWeights(live.basis.electrodes?.leads ?? [], montage, 28);
    if (!weights) throw new Error('not covered');
    const electrodes = montage.map(({ at, currentMa }) => ({
      atMm: headSites(head).get(at) ?? ([0, 0, 0] as const),
      currentMa,
      shape: { kind: 'disc', radiusMm: 28 } as const,
    }));
    await engine.prepare(head.layers, undefined, undefined, { maxEdgeMm });
    const { eVPerM } = await engine.solve({ kind: 'tdcs', electrodes }, points);
    expect(relativeL2(live.montageField(weights), eVPerM[0])).toBeLessThan(0.02);

    const coil = builtinCoil('figure8-70');
    if (!coil) throw new Error('no coil');
    await engine.prepare(head.layers);
    for (const one of [alone, live]) await runSliced(one.setCoil(coil));
    for (const direction of [
      [-0.4, 0.5, 0.8],
      [0.7, -0.2, 0.7],
      [0, 0, 1],
    ] as Vec3[]) {
      const out = normalize(direction);
      const z = scale(out, -1);
      const y = normalize(cross(z, [0.9, 0.3, 0.1]));
      const pose = poseFromAxes(y, z, [98 * out[0], 118 * out[1] - 15, 110 * out[2] + 10]);
      const { eVPerM } = await engine.solve({ kind: 'tms', coil, pose, didtAPerS: 1 }, points);
      for (const one of [alone, live]) expect(relativeL2(one.coilField(pose), eVPerM[0])).toBeLessThan(0.03);
    }
  });
});
