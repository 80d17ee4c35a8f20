/**
 * `npm run bench:accuracy`: the engine's error, as Markdown for docs/accuracy.md. Needs nothing but this repository: closed
 * forms on layered spheres (refined step by step), the null field, other invariants and finer triangles on the bundled head. Parts
 * by name (spheres, head, invariants, finer) run alone: `npm run bench:accuracy -- invariants`.
 */

import { tenTenPosition } from '../src/cli/electrode-names';
import { bundledHead } from '../src/cli/engine';
import { DEFAULT_MAX_EDGE_MM, PRECISION } from '../src/cli/run-job';
import { type FieldSummary, summarizeField } from '../src/cli/summary';
import type { FieldEngine, PrepareOptions, Source } from '../src/engine/protocol';
import { IDENTITY_POSE } from '../src/model/pose';
import { normalize, scale, type Vec3 } from '../src/model/vec3';
import { magnitudes, quantile, rdm, relativeL2, sphereLayers, testEngine } from '../test/helpers/engine';
import { figureEight, gaugeError, OVER_F3, reciprocityError, rigidMotionError } from '../test/helpers/head-invariants';
import { shellField } from '../test/helpers/sphere-tdcs';
import { sphereField } from '../test/helpers/sphere-tms';

/** Scalp, skull, CSF, grey and white matter. */
const RADII_MM = [92, 86, 80, 78, 75.5];
const INSIDE_S_PER_M = [0.465, 0.01, 1.654, 0.275, 0.126];
const percent = (x: number, digits = 2): string => `${(100 * x).toFixed(digits)} %`;

/** Points in grey and white matter, 1.2 mm and more from every interface. */
function innerPoints(): Float64Array {
  const out: number[] = [];
  for (let i = 0; i < 300; i++) {
    const up = 1 - (2 * (i + 0.5)) / 300;
    const angle = Math.PI * (1 + Math.sqrt(5)) * i;
    const flat = Math.sqrt(1 - up * up);
    const radius = [76.8, 74, 68, 55][i % 4] * 1e-3;
    out.push(radius * flat * Math.cos(angle), radius * flat * Math.sin(angle), radius * up);
  }
  return Float64Array.from(out);
}

async function spheres(): Promise<void> {
  const points = innerPoints();
  const pointsMm = Float32Array.from(points, (v) => v * 1e3);
  const place = normalize([0.4, 0.5, 0.77]);
  const dipole = { position: scale(place, 0.104), moment: [0.6, -0.7, 0.4] as Vec3 };
  const anode = normalize([-0.5, 0.6, 0.62]);
  const cathode = normalize([0.3, 0.93, -0.2]);
  const capRad = 17 / RADII_MM[0];
  const tms = sphereField([dipole], points);
  const shells = { radiiM: RADII_MM.map((r) => r * 1e-3).reverse(), sPerM: [...INSIDE_S_PER_M].reverse() };
  const pad = (direction: Vec3, currentA: number) => ({ direction, currentA, capHalfAngleRad: capRad });
  const tdcs = shellField(shells, [pad(anode, 0.002), pad(cathode, -0.002)], points);
  const coil = {
    id: 'dipole',
    title: 'dipole',
    dipoles: {
      positionsMm: Float64Array.from(dipole.position, (v) => v * 1e3),
      momentsAm2PerA: Float64Array.from(dipole.moment),
    },
  };
  const disc = (direction: Vec3, currentMa: number) => ({
    atMm: scale(direction, RADII_MM[0]),
    currentMa,
    shape: { kind: 'disc', radiusMm: 17 } as const,
  });
  const sources: [Source, ArrayLike<number>][] = [
    [{ kind: 'tms', coil, pose: IDENTITY_POSE, didtAPerS: 1 }, tms],
    [{ kind: 'tdcs', electrodes: [disc(anode, 2), disc(cathode, -2)] }, tdcs],
  ];
  console.log(
    '| triangles | outer edge, mm | TMS dipole 12 mm off: relative L2 | tDCS discs: relative L2 | tDCS RDM |',
  );
  console.log('|---|---|---|---|---|');
  for (const [levels, options] of [
    [[3, 3, 3, 3, 3], {}],
    [[4, 4, 4, 4, 4], {}],
    [[5, 5, 5, 4, 4], {}],
    [[5, 5, 5, 5, 5], {}],
    [[5, 5, 5, 5, 5], { degree: 9 }],
  ] as [number[], PrepareOptions][]) {
    const engine = await testEngine(1);
    const report = await engine.prepare(sphereLayers(RADII_MM, INSIDE_S_PER_M, levels), undefined, undefined, options);
    const row: string[] = [];
    for (const [source, exact] of sources) {
      const [e] = (await engine.solve(source, [pointsMm])).eVPerM;
      row.push(percent(relativeL2(e, exact)));
      if (source.kind === 'tdcs') row.push(rdm(e, exact).toFixed(4));
    }
    const degree = options.degree ? `, degree ${options.degree}` : '';
    const edge = (110 / 2 ** levels[0]).toFixed(1);
    console.log(`| ${report.triangles.toLocaleString('en')}${degree} | ${edge} | ${row.join(' | ')} |`);
  }
}

async function nullField(engine: FieldEngine, label: string, pointsMm: Float32Array): Promise<void> {
  const left: number[] = [];
  for (const eVPerM of [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ] as Vec3[]) {
    left.push(...magnitudes((await engine.solve({ kind: 'uniform', eVPerM }, [pointsMm])).eVPerM[0]));
  }
  const [median, p95, worst] = [0.5, 0.95, 1].map((q) => percent(quantile(left, q), 3));
  console.log(`| ${label} | ${median} | ${p95} | ${worst} |`);
}

async function head(): Promise<void> {
  console.log('\n| bundled head, uniform primary field | median | 95 % | worst |');
  console.log('|---|---|---|---|');
  for (const [resolution, options] of [
    ['light', {}],
    ['full', {}],
    ['full', { degree: 9 }],
  ] as ['light' | 'full', PrepareOptions][]) {
    const engine = await testEngine(1);
    const { layers, fieldSurfaces } = await bundledHead(resolution);
    const report = await engine.prepare(layers, undefined, undefined, options);
    const degree = options.degree ?? 7;
    for (const { id, pointsMm } of fieldSurfaces) {
      const where = id === 'cortex' ? 'mid-cortex' : 'white matter';
      await nullField(
        engine,
        `${report.triangles.toLocaleString('en')} triangles, degree ${degree}, ${where}`,
        pointsMm,
      );
    }
  }
}

/** What must hold on any head, on the full one. */
async function invariants(): Promise<void> {
  const { layers, fieldSurfaces } = await bundledHead('full');
  const { pointsMm } = fieldSurfaces[0];
  const engine = await testEngine(1);
  const { triangles } = await engine.prepare(layers);
  console.log(`\n| bundled head, ${triangles.toLocaleString('en')} triangles | left |`);
  console.log('|---|---|');
  const source = { kind: 'tms', coil: figureEight(), pose: OVER_F3, didtAPerS: 1e8 } as const;
  const { report } = await engine.solve(source, [pointsMm]);
  console.log(
    `| net charge of a layer over its absolute sum, worst | ${Math.max(...report.netCharge).toExponential(1)} |`,
  );
  console.log(`| one coil told by two vector potentials | ${percent(await gaugeError(engine, pointsMm), 3)} |`);
  const moved = await rigidMotionError(engine, await testEngine(1), layers, pointsMm);
  console.log(`| head and coil moved together | ${percent(moved, 3)} |`);
  const refined = await engine.prepare(layers, undefined, undefined, { maxEdgeMm: 4 });
  const reciprocity = await reciprocityError(engine, layers[0].surface);
  const size = refined.triangles.toLocaleString('en');
  console.log(
    `| reciprocity of voltages (${size} triangles, outer layers refined for tDCS) | ${percent(reciprocity, 3)} |`,
  );
}

/** Makes four of each triangle that the default makes, mm. */
const FINER_EDGE_MM = 2.9;

/** What finer triangles on the same shape would change: the one error of a head that neither null field nor invariants see. */
async function finer(): Promise<void> {
  const whole = await bundledHead('full');
  const montage: Source = {
    kind: 'tdcs',
    electrodes: (
      [
        ['F3', 1],
        ['Fp2', -1],
      ] as const
    ).map(([name, currentMa]) => {
      const atMm = tenTenPosition(name, whole);
      if (!atMm) throw new Error(`no position ${name}`);
      return { atMm, currentMa, shape: { kind: 'disc', radiusMm: 17 } };
    }),
  };
  const sources: [string, Source][] = [
    ['figure-eight', { kind: 'tms', coil: figureEight(), pose: OVER_F3, didtAPerS: 1e8 }],
    ['tDCS discs', montage],
  ];
  const engine = await testEngine(1);
  console.log(
    '\n| bundled head, source | where | relative L2 | strongest hundredth: median | 95 % | 99.9th percentile | area at half of it |',
  );
  console.log('|---|---|---|---|---|---|---|');
  for (const resolution of ['light', 'full'] as const) {
    const { layers, fieldSurfaces } = await bundledHead(resolution);
    const pointsMm = fieldSurfaces.map((surface) => surface.pointsMm);
    const solved = async (maxEdgeMm: number): Promise<{ triangles: number; fields: Float32Array[][] }> => {
      const { triangles } = await engine.prepare(layers, undefined, undefined, { ...PRECISION, maxEdgeMm });
      const solutions = await engine.solveAll(sources.map(([, source]) => ({ source, pointsMm })));
      return { triangles, fields: solutions.map(({ eVPerM }) => eVPerM) };
    };
    const usual = await solved(DEFAULT_MAX_EDGE_MM);
    const fine = await solved(FINER_EDGE_MM);
    for (const [k, [title]] of sources.entries()) {
      for (const [s, { id, surface }] of fieldSurfaces.entries()) {
        const [a, b] = [usual.fields[k][s], fine.fields[k][s]];
        const size = magnitudes(b);
        const off = magnitudes(a.map((v, i) => v - b[i])).map((d, i) => d / size[i]);
        const least = quantile(size, 0.99);
        const strong = off.filter((_, i) => size[i] >= least);
        const [before, after] = [a, b].map((e) => summarizeField(pointsMm[s], e, surface));
        const change = (of: (f: FieldSummary) => number | undefined): string =>
          percent((of(before) ?? Number.NaN) / (of(after) ?? Number.NaN) - 1, 1);
        const label = `${usual.triangles.toLocaleString('en')} beside ${fine.triangles.toLocaleString('en')} triangles, ${title}`;
        const figures = [relativeL2(a, b), quantile(strong, 0.5), quantile(strong, 0.95)].map((x) => percent(x, 1));
        const changes = [change((f) => f.percentiles_v_per_m['99.9']), change((f) => f.areas_mm2?.['0.5'])];
        console.log(
          `| ${[label, id === 'cortex' ? 'mid-cortex' : 'white matter', ...figures, ...changes].join(' | ')} |`,
        );
      }
    }
  }
  engine.close();
}

const PARTS = { spheres, head, invariants, finer };
const wanted = process.argv.slice(2);
for (const [name, part] of Object.entries(PARTS)) if (wanted.length === 0 || wanted.includes(name)) await part();
