/**
 * `npm run bench:speed`: times of the engine's parts, as Markdown. Read the ratios: both sides of each are measured in one run.
 * Parts by name (products, lanes, sharedWork, headSolve, stops) run alone: `npm run bench:speed -- sharedWork`.
 */

import asc from 'assemblyscript/asc';
import { bundledHead } from '../src/cli/engine';
import { BoundaryOperator } from '../src/engine/boundary-operator';
import type { CoreExports } from '../src/engine/core';
import { type Crew, soloCrew } from '../src/engine/crew';
import { GEOMETRY_ROWS } from '../src/engine/operator-plan';
import { putPoints } from '../src/engine/primary-source';
import type { Source } from '../src/engine/protocol';
import { stackLayers } from '../src/engine/triangles';
import { builtinCoil } from '../src/model/coils/catalogue';
import type { Electrode } from '../src/model/electrode';
import { poseFromAxes } from '../src/model/pose';
import { cross, normalize } from '../src/model/vec3';
import { finish, sphereLayers, testCore, testEngine, testSharedCore } from '../test/helpers/engine';

function medianMs(runs: number, work: () => void): number {
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const began = performance.now();
    work();
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[runs >> 1];
}

/** One product of the boundary operator beside the same sum done pair by pair with four-wide SIMD. */
async function products(): Promise<void> {
  console.log(
    '| triangles | set-up, s | product, ms | product, us a triangle | direct SIMD sum, ms | ratio | memory, MiB |',
  );
  console.log('|---|---|---|---|---|---|---|');
  for (const [radii, level] of [
    [[92, 86, 80], 4],
    [[92, 86, 80, 78, 75.5], 4],
    [[92, 86, 80], 5],
    [[92, 86, 80, 78, 75.5], 5],
    [[92, 86, 80], 6],
  ] as [number[], number][]) {
    const core = await testCore();
    const set = finish(
      stackLayers(
        sphereLayers(
          radii,
          radii.map(() => 1),
          radii.map(() => level),
        ),
      ),
    );
    const began = performance.now();
    const operator = finish(BoundaryOperator.build(core, set));
    const setup = (performance.now() - began) / 1000;
    const { arena } = core;
    const charge = arena.zeros(operator.slots);
    arena.f32(charge, operator.slots).fill(1);
    const normalField = arena.zeros(operator.slots);
    const side = operator.side(charge, normalField);
    finish(operator.apply([side]));
    const fast = medianMs(7, () => finish(operator.apply([side])));
    // a slice of the targets is enough to time the direct sum
    const part = Math.min(set.count, 4096);
    const targets = putPoints(arena, set.centroidsM.subarray(0, 3 * part));
    const sources = new Float32Array(4 * set.count);
    for (let t = 0; t < set.count; t++) {
      for (let d = 0; d < 3; d++) sources[4 * t + d] = set.centroidsM[3 * t + d];
      sources[4 * t + 3] = 1;
    }
    const at = arena.put(sources);
    const out = arena.zeros(3 * targets.count);
    const { x, y, z, count } = targets;
    const direct = (medianMs(3, () => core.exports.chargeField(at, set.count, x, y, z, count, out)) * set.count) / part;
    console.log(
      `| ${set.count.toLocaleString('en')} | ${setup.toFixed(1)} | ${fast.toFixed(0)} | ` +
        `${((1000 * fast) / set.count).toFixed(2)} | ${direct.toFixed(0)} | ` +
        `${(direct / fast).toFixed(0)} | ${(operator.bytes / 2 ** 20).toFixed(0)} |`,
    );
  }
}

/** Kernels of the core with one target at a time: what four lanes are to be measured against. */
const SCALAR_KERNELS = `
/** assembly/primary.ts, chargeField. */
export function chargeField(charges: usize, n: i32, x: usize, y: usize, z: usize, count: i32, out: usize): void {
  const bytes = (<usize>count) << 2;
  for (let o: usize = 0; o < bytes; o += 4) {
    const px = load<f32>(x + o), py = load<f32>(y + o), pz = load<f32>(z + o);
    let ex: f32 = 0, ey: f32 = 0, ez: f32 = 0, s = charges;
    for (let k = 0; k < n; k++, s += 16) {
      const dx = px - load<f32>(s), dy = py - load<f32>(s, 4), dz = pz - load<f32>(s, 8);
      const d2 = dx * dx + dy * dy + dz * dz, r2: f32 = d2 > 1e-12 ? d2 : 1e-12;
      const f = load<f32>(s, 12) / (r2 * sqrt<f32>(r2));
      ex += f * dx;
      ey += f * dy;
      ez += f * dz;
    }
    store<f32>(out + o, load<f32>(out + o) + ex);
    store<f32>(out + bytes + o, load<f32>(out + bytes + o) + ey);
    store<f32>(out + 2 * bytes + o, load<f32>(out + 2 * bytes + o) + ez);
  }
}

/** assembly/primary.ts, chargeFlux, for charges in the plane of no triangle. */
export function chargeFlux(geometry: usize, stride: i32, begin: i32, end: i32, charges: usize, n: i32, out: usize): void {
  for (let k = 0; k < n; k++, charges += 20) {
    const x = load<f32>(charges), y = load<f32>(charges, 4), z = load<f32>(charges, 8);
    const f: f32 = <f32>(8.0 * Math.PI) * load<f32>(charges, 12);
    for (let t = begin; t < end; t++) {
      const at = geometry + ((<usize>t) << 2), row = (<usize>stride) << 2;
      const ax = load<f32>(at) - x, ay = load<f32>(at + row) - y, az = load<f32>(at + 2 * row) - z;
      const bx = load<f32>(at + 3 * row) - x, by = load<f32>(at + 4 * row) - y, bz = load<f32>(at + 5 * row) - z;
      const cx = load<f32>(at + 6 * row) - x, cy = load<f32>(at + 7 * row) - y, cz = load<f32>(at + 8 * row) - z;
      const ra = sqrt<f32>(ax * ax + ay * ay + az * az);
      const rb = sqrt<f32>(bx * bx + by * by + bz * bz);
      const rc = sqrt<f32>(cx * cx + cy * cy + cz * cz);
      const triple = ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx);
      const below = ra * rb * rc + (ax * bx + ay * by + az * bz) * rc
        + (bx * cx + by * cy + bz * cz) * ra + (cx * ax + cy * ay + cz * az) * rb;
      const o = out + ((<usize>t) << 2);
      store<f32>(o, load<f32>(o) + f * load<f32>(at + 13 * row) * NativeMathf.atan2(triple, below));
    }
  }
}`;

type TwinKernels = Pick<CoreExports, 'chargeField' | 'chargeFlux'>;

/** Two of the core's kernels by four lanes beside the same sums one by one. */
async function lanes(): Promise<void> {
  const built = await asc.compileString(SCALAR_KERNELS, {
    optimizeLevel: 3,
    runtime: 'stub',
    noAssert: true,
    importMemory: true,
  });
  if (!built.binary) throw new Error(String(built.stderr));
  const core = await testCore();
  const { arena } = core;
  const env = { memory: arena.memory, abort: () => {} };
  const { instance } = await WebAssembly.instantiate(built.binary.slice(), { env });
  const scalar = instance.exports as unknown as TwinKernels;
  const n = 4096;
  const place = (i: number): number => 0.1 * Math.sin(12.9898 * i);
  const { x, y, z, count } = putPoints(
    arena,
    Float64Array.from({ length: 3 * n }, (_, i) => place(i)),
  );
  const charges = arena.put(Float32Array.from({ length: 4 * n }, (_, i) => (i % 4 === 3 ? 1 : place(7 * i + 3))));
  // triangles of about 5 mm in a cube of 20 cm: rows of coordinates, corner by corner
  const corner = (row: number, t: number): number => place(3 * t + (row % 3)) + 0.05 * place(17 * t + row);
  const triangles = arena.put(
    Float32Array.from({ length: GEOMETRY_ROWS * n }, (_, i) => corner(Math.floor(i / n), i % n)),
  );
  // the fifth word of each, a slot, is one that is not among these
  const sources = arena.put(Float32Array.from({ length: 5 * n }, (_, i) => (i % 5 === 4 ? 1 : place(5 * i + 2))));
  const out = arena.zeros(3 * count);
  const fieldBy = (kernels: TwinKernels) => () => kernels.chargeField(charges, n, x, y, z, count, out);
  const fluxBy = (kernels: TwinKernels) => () => kernels.chargeFlux(triangles, n, 0, n, sources, n, out);
  console.log('\n| 4,096 x 4,096 pairs, f32 | scalar, ms | SIMD, ms | 1e9 pairs a second | ratio |');
  console.log('|---|---|---|---|---|');
  for (const [name, by] of [
    ['field of charges', fieldBy],
    ['flux of charges through triangles', fluxBy],
  ] as const) {
    const [four, one] = bestMs(15, by(core.exports), by(scalar));
    const rate = (n ** 2 / four / 1e6).toFixed(2);
    console.log(`| ${name} | ${one.toFixed(1)} | ${four.toFixed(1)} | ${rate} | ${(one / four).toFixed(1)} |`);
  }
}

/** The best of several runs of each, turn and turn about: another program on the machine slows all alike. */
function bestMs(runs: number, ...works: (() => void)[]): number[] {
  const best = works.map(() => Infinity);
  for (let run = 0; run < runs; run++) {
    works.forEach((work, k) => {
      best[k] = Math.min(best[k], medianMs(1, work));
    });
  }
  return best;
}

/** One product on the light head by one thread and by two, and four right-hand sides at once beside one. */
async function sharedWork(): Promise<void> {
  const core = await testSharedCore(1);
  const { layers } = await bundledHead('light');
  const operator = finish(BoundaryOperator.build(core, finish(stackLayers(layers))));
  const { arena } = core;
  const two = core.crew;
  const one = soloCrew(core.exports);
  const sides = Array.from({ length: 4 }, () =>
    operator.side(arena.zeros(operator.slots), arena.zeros(operator.slots)),
  );
  for (const { charge } of sides) arena.f32(charge, operator.slots).fill(1);
  const product = (crew: Crew, count: number) => (): void => {
    core.crew = crew;
    finish(operator.apply(sides.slice(0, count)));
  };
  const [alone, together, four, fourTogether] = bestMs(
    25,
    product(one, 1),
    product(two, 1),
    product(one, 4),
    product(two, 4),
  );
  two.disband();
  console.log('\n| product, light head | 1 thread, ms | 2 threads, ms | ratio |');
  console.log('|---|---|---|---|');
  for (const [name, a, b] of [
    ['one right-hand side', alone, together],
    ['each of four at once', four / 4, fourTogether / 4],
  ] as const) {
    console.log(`| ${name} | ${a.toFixed(1)} | ${b.toFixed(1)} | ${(a / b).toFixed(2)} |`);
  }
  console.log(
    `\nFour at once are ${((4 * alone) / four).toFixed(2)} times as fast as one after another with one thread, ` +
      `${((4 * together) / fourTogether).toFixed(2)} times with two.`,
  );
}

function coilOverF3(): Source {
  const coil = builtinCoil('figure8-70');
  if (!coil) throw new Error('no figure8-70 in the catalogue');
  const z = normalize([0.6, -0.55, -0.58]);
  const pose = poseFromAxes(normalize(cross(z, [-0.7, -0.7, 0])), z, [-62, 66, 54]);
  return { kind: 'tms', coil, pose, didtAPerS: 1e8 };
}

async function headSolve(): Promise<void> {
  console.log(
    '\n| bundled head | threads | set-up, s | primary, s | GMRES, s | iterations | evaluation, s | solve in all, s | memory, MiB |',
  );
  console.log('|---|---|---|---|---|---|---|---|---|');
  for (const [resolution, threads] of [
    ['light', 1],
    ['light', 2],
    ['full', 1],
    ['full', 2],
  ] as const) {
    const engine = await testEngine(threads - 1);
    const { layers, fieldSurfaces } = await bundledHead(resolution);
    const prepared = await engine.prepare(layers);
    const points = fieldSurfaces.map((s) => s.pointsMm);
    const source = coilOverF3();
    await engine.solve(source, points, { tolerance: 1e-4 });
    const { report } = await engine.solve(source, points, { tolerance: 1e-4 });
    const { primary, solve, evaluate } = report.seconds;
    const name = `${resolution}, ${prepared.triangles.toLocaleString('en')} triangles`;
    const seconds = [primary, solve].map((s) => s.toFixed(2));
    console.log(
      `| ${name} | ${report.threads} | ${prepared.seconds.toFixed(1)} | ${seconds.join(' | ')} | ${report.iterations} | ` +
        `${evaluate.toFixed(2)} | ${(primary + solve + evaluate).toFixed(1)} | ${(report.bytes / 2 ** 20).toFixed(0)} |`,
    );
  }
}

/** The longest time that work held its thread while `work` went on, which is how long a cancel may wait, ms. */
async function longestHold(work: () => Promise<unknown>): Promise<number> {
  const { port1, port2 } = new MessageChannel();
  let last = performance.now();
  let longest = 0;
  port1.onmessage = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    port2.postMessage(null);
  };
  port2.postMessage(null);
  await work();
  port1.close();
  return longest;
}

async function stops(): Promise<void> {
  console.log('\n| one thread, cancel waits at most, ms | set-up | coil | electrodes |');
  console.log('|---|---|---|---|');
  const electrodes: Electrode[] = [
    { atMm: [-45, 45, 60], currentMa: 2, shape: { kind: 'disc', radiusMm: 17 } },
    { atMm: [30, 80, 20], currentMa: -2, shape: { kind: 'disc', radiusMm: 17 } },
  ];
  for (const resolution of ['light', 'full'] as const) {
    const engine = await testEngine();
    const { layers, fieldSurfaces } = await bundledHead(resolution);
    const points = fieldSurfaces.map((s) => s.pointsMm);
    const holds = [
      await longestHold(() => engine.prepare(layers)),
      await longestHold(() => engine.solve(coilOverF3(), points, { tolerance: 1e-4 })),
      await longestHold(() => engine.solve({ kind: 'tdcs', electrodes }, points, { tolerance: 1e-4 })),
    ];
    console.log(`| ${resolution} head | ${holds.map((ms) => ms.toFixed(0)).join(' | ')} |`);
  }
}

const PARTS = { products, lanes, sharedWork, headSolve, stops };
const wanted = process.argv.slice(2);
for (const [name, part] of Object.entries(PARTS)) if (wanted.length === 0 || wanted.includes(name)) await part();
