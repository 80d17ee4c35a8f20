import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { montageElectrodes } from '../../src/app/montage';
import { DEFAULT_PLAN, type Plan } from '../../src/app/plan';
import { rerunOf } from '../../src/app/rerun';
import { InputFiles } from '../../src/cli/input-files';
import { parseJob } from '../../src/cli/job';
import { HeadShelf, type LoadedJob, loadJob } from '../../src/cli/load-job';
import { readSurface } from '../../src/formats/read-surface';
import { assembleHead } from '../../src/model/assemble-head';
import type { Head } from '../../src/model/head';
import { poseFromAxes } from '../../src/model/pose';
import { loadHead } from '../head/bundled';
import { eggHeadFiles } from '../helpers/egg-head';

const folder = mkdtempSync(join(tmpdir(), 'coilscope-rerun-'));
afterAll(() => rmSync(folder, { recursive: true }));

const POSE = poseFromAxes([0, 1, 0], [0, 0, -1], [-30, 20, 110]);

/** The job of a plan as the command line reads it from the files that the page saves. */
async function reread(plan: Plan, head: Head): Promise<LoadedJob> {
  const rerun = rerunOf(plan, POSE, head);
  if (typeof rerun === 'string') throw new Error(rerun);
  for (const { name, content } of rerun.files) writeFileSync(join(folder, name), content);
  const job = parseJob(String(rerun.files[0].content), 'job.json');
  return loadJob(job, new InputFiles(folder), new HeadShelf(() => loadHead('light')));
}

test('a coil on the bundled head is the same source to the command line', async () => {
  const head = await loadHead('light');
  const { source, points } = await reread(DEFAULT_PLAN, head);
  expect(source).toMatchObject({ kind: 'tms', pose: POSE, didtAPerS: 70e6, coil: { id: 'figure8-70' } });
  expect(points.pointsMm).toEqual(head.fieldSurfaces[0].pointsMm);
});

test('a montage lies at the same places', async () => {
  const head = await loadHead('light');
  const plan: Plan = { ...DEFAULT_PLAN, source: 'tdcs' };
  const { source } = await reread(plan, head);
  expect(source).toEqual({ kind: 'tdcs', electrodes: montageElectrodes(plan, head) });
});

test('a head of one’s own comes along as files, exactly', async () => {
  const [scalp, skull, brain] = eggHeadFiles().map(({ name, bytes }) => readSurface(bytes, name));
  const flipped = { ...skull, triangles: skull.triangles.slice().reverse() };
  const head = assembleHead({
    id: 'egg',
    title: 'egg',
    layers: [
      { name: 'scalp', surface: scalp, insideSPerM: 0.465 },
      { name: 'skull', surface: flipped, insideSPerM: 0.01 },
      { name: 'grey_matter', surface: brain, insideSPerM: 0.33 },
    ],
    landmarks: { nasion: [0, 83, 10], inion: [0, -113, 10], lpa: [-78, -15, 10], rpa: [78, -15, 10] },
  });
  const again = await reread({ ...DEFAULT_PLAN, head: '0123456789abcdef' }, head);
  again.head.layers.forEach(({ name, insideSPerM, surface }, i) => {
    expect({ name, insideSPerM }).toEqual({ name: head.layers[i].name, insideSPerM: head.layers[i].insideSPerM });
    expect(surface.positionsMm).toEqual(head.layers[i].surface.positionsMm);
    expect(Array.from(surface.triangles)).toEqual(Array.from(head.layers[i].surface.triangles));
  });
  expect(again.head.landmarks).toEqual(head.landmarks);
  expect(again.points.pointsMm).toEqual(head.fieldSurfaces[0].pointsMm);
});

test('what no job computes is refused in words', async () => {
  const head = await loadHead('light');
  expect(rerunOf({ ...DEFAULT_PLAN, charge: false }, POSE, head)).toMatch('switch the charge on');
  expect(rerunOf(DEFAULT_PLAN, null, head)).toMatch('not on the head');
  const montage = [
    { at: 'F3', currentMa: 2 },
    { at: 'Fp2', currentMa: -1 },
  ];
  expect(rerunOf({ ...DEFAULT_PLAN, source: 'tdcs', montage }, POSE, head)).toMatch('add up to zero');
  const one = montage.slice(0, 1);
  expect(rerunOf({ ...DEFAULT_PLAN, source: 'tdcs', montage: one }, POSE, head)).toMatch('at least two electrodes');
});
