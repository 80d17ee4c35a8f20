/**
 * `npm run bench:reference`: the engine against closed forms and finite elements, as Markdown for
 * docs/accuracy.md. The tables need the reference data beside the project and are left out by name without it.
 */

import type { PrepareOptions } from '../src/engine/protocol';
import { rdm, relativeL2, sphereLayers, testEngine } from '../test/helpers/engine';
import { openCases, openSource, shapes, shellCases, shellErrors } from '../test/helpers/reference-cases';

const percent = (x: number): string => `${(100 * x).toPrecision(2)} %`;
const range = (values: number[]): string => `${percent(Math.min(...values))} to ${percent(Math.max(...values))}`;
const engineWithAllCores = () => testEngine(1);

/** Every open case on spheres whose outer layers are refined. */
async function open(): Promise<void> {
  const cases = openCases();
  if (cases.length === 0) return console.log('open cases: reference data not present');
  const layers = cases[0].layers;
  const levels = [5, 5, 5, 4, 4];
  const engine = await engineWithAllCores();
  await engine.prepare(
    sphereLayers(
      layers.map((l) => l.radius_mm),
      layers.map((l) => l.inside),
      levels,
    ),
  );
  console.log('| five spheres, outer layers with 3.4 mm edges, inner two 6 mm | relative L2 | RDM |');
  console.log('|---|---|---|');
  for (const c of cases) {
    const [e] = (await engine.solve(openSource(c), [Float32Array.from(c.points_mm.flat())])).eVPerM;
    console.log(`| ${c.name} | ${percent(relativeL2(e, c.E.flat()))} | ${rdm(e, c.E.flat()).toFixed(4)} |`);
  }
}

/** tDCS by layer, the worst of the montages. */
async function shells(): Promise<void> {
  const cases = shellCases().filter((c) => c.model === '5-layer');
  if (cases.length === 0) return console.log('\ntDCS by layer: reference data not present');
  console.log('\n| five-layer sphere, tDCS, worst montage | white | grey | CSF | skull | scalp |');
  console.log('|---|---|---|---|---|---|');
  const radii = cases[0].radii_m.map((r) => 1e3 * r).reverse();
  for (const [name, levels, options] of [
    ['5,120 triangles a layer (6.9 mm edges), degree 7', [4, 4, 4, 4, 4], {}],
    ['CSF 1.7 mm, other layers 3.4 mm edges, degree 7', [5, 5, 6, 5, 5], {}],
    ['the same, degree 9', [5, 5, 6, 5, 5], { degree: 9 }],
  ] as [string, number[], PrepareOptions][]) {
    const engine = await engineWithAllCores();
    const layers = sphereLayers(radii, [...cases[0].sigma_S_per_m].reverse(), levels);
    await engine.prepare(layers, undefined, undefined, options);
    const worst = radii.map(() => 0);
    for (const c of cases) {
      for (const [l, error] of (await shellErrors(engine, c)).entries()) worst[l] = Math.max(worst[l], error);
    }
    console.log(`| ${name} | ${worst.map(percent).join(' | ')} |`);
  }
}

/** Heads that are no spheres, beside MNE's linear BEM on the same triangles. */
async function besideMne(): Promise<void> {
  const all: { kind: string; ours: number; theirs: number }[] = [];
  for (const { layers, pointsMm, cases } of shapes()) {
    const engine = await engineWithAllCores();
    await engine.prepare(layers);
    for (const { kind, source, exact, mne } of cases) {
      const [e] = (await engine.solve(source, [pointsMm])).eVPerM;
      all.push({ kind, ours: relativeL2(e, exact), theirs: relativeL2(mne, exact) });
    }
  }
  if (all.length === 0) return console.log('\nshapes: reference data not present');
  console.log('\n| source | cases | Coilscope | MNE linear BEM, same triangles | nearer to the truth |');
  console.log('|---|---|---|---|---|');
  for (const [kind, name] of [
    ['tms_dipole', 'magnetic dipoles'],
    ['tms_figure8', 'figure-eights'],
    ['tdcs_point_pair', 'point-electrode pairs'],
  ]) {
    const of = all.filter((c) => c.kind === kind);
    const won = of.filter((c) => c.ours < c.theirs).length;
    const [ours, theirs] = [of.map((c) => c.ours), of.map((c) => c.theirs)].map(range);
    console.log(`| ${name} | ${of.length} | ${ours} | ${theirs} | ${won} |`);
  }
}

const PARTS = { open, shells, besideMne };
const wanted = process.argv.slice(2);
for (const [name, part] of Object.entries(PARTS)) if (wanted.length === 0 || wanted.includes(name)) await part();
