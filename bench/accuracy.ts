/**
 * `npm run bench:accuracy`: the engine's error, as Markdown for docs/accuracy.md. Needs nothing but this repository: closed
 * forms on layered spheres (refined step by step) and the null field on the bundled head.
 */

import { bundledHead } from '../src/cli/engine';
import type { FieldEngine, PrepareOptions, Source } from '../src/engine/protocol';
import { builtinCoil } from '../src/model/coils/catalogue';
import { IDENTITY_POSE } from '../src/model/pose';
import { normalize, scale, type Vec3 } from '../src/model/vec3';
import { magnitudes, quantile, rdm, relativeL2, sphereLayers, testEngine } from '../test/helpers/engine';
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
    const engine = await testEngine();
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
    const engine = await testEngine();
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
    if (options.degree) continue;
    const coil = builtinCoil('figure8-70');
    if (!coil) throw new Error('no figure8-70 in the catalogue');
    const pose = [-0.7, 0.3, 0.64, -62, 0.7, 0.4, -0.59, 66, -0.14, 0.87, -0.48, 54, 0, 0, 0, 1];
    const rigid = orthonormal(pose);
    const { report: solved } = await engine.solve({ kind: 'tms', coil, pose: rigid, didtAPerS: 1e8 }, [
      fieldSurfaces[0].pointsMm,
    ]);
    console.error(
      `net charge of a figure-eight's solution by layer: ${solved.netCharge.map((q) => q.toExponential(1))}`,
    );
  }
}

/** The pose whose axes are those of `m`, made exactly perpendicular. */
function orthonormal(m: number[]): number[] {
  const z = normalize([m[2], m[6], m[10]]);
  const raw: Vec3 = [m[1], m[5], m[9]];
  const along = raw[0] * z[0] + raw[1] * z[1] + raw[2] * z[2];
  const y = normalize([raw[0] - along * z[0], raw[1] - along * z[1], raw[2] - along * z[2]]);
  const x: Vec3 = [y[1] * z[2] - y[2] * z[1], y[2] * z[0] - y[0] * z[2], y[0] * z[1] - y[1] * z[0]];
  return [x[0], y[0], z[0], m[3], x[1], y[1], z[1], m[7], x[2], y[2], z[2], m[11], 0, 0, 0, 1];
}

await spheres();
await head();
