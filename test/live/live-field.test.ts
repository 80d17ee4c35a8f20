import { beforeAll, describe, expect, test } from 'vitest';
import { coilElements } from '../../src/engine/coil-potential';
import { leadWeights } from '../../src/engine/lead-weights';
import { LiveField } from '../../src/engine/live-field';
import { liveObjective, sparingObjective } from '../../src/engine/live-objective';
import { PackedFrame } from '../../src/engine/packed-frame';
import { DONORS, type LiveBasis, type ModeSet, readLiveBasis, writeLiveBasis } from '../../src/formats/live-basis';
import type { Coil } from '../../src/model/coil';
import { builtinCoil } from '../../src/model/coils/catalogue';
import { type Pose, poseFromAxes } from '../../src/model/pose';
import { cross, normalize, type Vec3 } from '../../src/model/vec3';
import { relativeL2, testCore } from '../helpers/engine';
import { madeBytes } from '../helpers/made-bytes';

let state = 7;
const random = (): number => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32 - 0.5;
};
const randoms = (n: number, scale = 1): Float32Array => Float32Array.from({ length: n }, () => scale * random());
const int8s = (n: number): Int8Array => Int8Array.from({ length: n }, () => Math.round(254 * random()));

const POINTS = 70;
const CARRIED = 30;
const BLOCK_ROWS = 192;
const ROWS = 2 * BLOCK_ROWS;
const INPUTS = 41;
const MODES = 37;
const LEADS = [6, 18, 28].map((radiusMm) => ({ at: 'F3', radiusMm }));

const modeSet = (inputs: number, modes: number): ModeSet => ({
  projection: randoms(inputs * modes),
  matrix: int8s(ROWS * modes),
  steps: randoms(2 * modes, 0.02),
});

/** A basis of noise: every product in it is as hard as any other. Signature points lie 60 mm and more below the coil. */
function noiseBasis(): LiveBasis {
  const vertices = Uint32Array.from({ length: POINTS + CARRIED }, (_, v) => v).map(
    (_, i) => (i * 37) % (POINTS + CARRIED),
  );
  const normals = Array.from({ length: INPUTS }, () => normalize([random(), random(), random()])).flat();
  return {
    headHash: 'noise',
    blockRows: BLOCK_ROWS,
    modeVertices: vertices.slice(0, POINTS),
    carriedVertices: vertices.slice(POINTS),
    carriedDonors: Uint16Array.from({ length: DONORS * CARRIED }, () => Math.floor((random() + 0.5) * POINTS)),
    carriedWeights: Int16Array.from({ length: 9 * DONORS * CARRIED }, () => Math.round(60000 * random())),
    carriedSteps: randoms(CARRIED, 1e-4),
    coils: { pointsM: randoms(3 * INPUTS, 0.1), normals: Float32Array.from(normals), ...modeSet(INPUTS, MODES) },
    electrodes: { leads: LEADS, ...modeSet(LEADS.length, 5) },
  };
}

const Z = normalize([0.2, -0.3, -1]);
const Y = normalize(cross(Z, [1, 0.2, 0]));
const POSE: Pose = poseFromAxes(Y, Z, [5, 12, 110]);

/** n.B over mu0/(4 pi) of 1 A in the coil, in f64 by its wires and dipoles one by one. */
function directFlux(coil: Coil, pose: Pose, p: Vec3, n: Vec3): number {
  const { segments: s, dipoles: d } = coilElements(coil, pose);
  let sum = 0;
  for (let k = 0; k < s.length; k += 6) {
    const a: Vec3 = [p[0] - s[k], p[1] - s[k + 1], p[2] - s[k + 2]];
    const b: Vec3 = [p[0] - s[k + 3], p[1] - s[k + 4], p[2] - s[k + 5]];
    const [la, lb] = [Math.hypot(...a), Math.hypot(...b)];
    const f = (la + lb) / (la * lb * (la * lb + a[0] * b[0] + a[1] * b[1] + a[2] * b[2]));
    const c = cross(a, b);
    sum += f * (c[0] * n[0] + c[1] * n[1] + c[2] * n[2]);
  }
  for (let k = 0; k < d.length; k += 6) {
    const r: Vec3 = [p[0] - d[k], p[1] - d[k + 1], p[2] - d[k + 2]];
    const l = Math.hypot(...r);
    const m: Vec3 = [d[k + 3], d[k + 4], d[k + 5]];
    const [mr, nr, mn] = [
      [m, r],
      [n, r],
      [m, n],
    ].map(([u, v]) => u[0] * v[0] + u[1] * v[1] + u[2] * v[2]);
    sum += (3 * mr * nr) / l ** 5 - mn / l ** 3;
  }
  return sum;
}

/** E of a described source by the basis' arrays as they stand, in f64. */
function directField(basis: LiveBasis, set: ModeSet, inputs: ArrayLike<number>): Float64Array {
  const modes = set.steps.length / 2;
  const coefficients = Array.from({ length: modes }, (_, j) => {
    let c = 0;
    for (let i = 0; i < inputs.length; i++) c += set.projection[j * inputs.length + i] * inputs[i];
    return c;
  });
  const atPoints = Float64Array.from({ length: 3 * POINTS }, (_, r) =>
    coefficients.reduce(
      (e, c, j) => e + c * set.matrix[r * modes + j] * set.steps[Math.floor(r / BLOCK_ROWS) * modes + j],
      0,
    ),
  );
  const out = new Float64Array(3 * (POINTS + CARRIED));
  basis.modeVertices.forEach((v, i) => {
    out.set(atPoints.subarray(3 * i, 3 * i + 3), 3 * v);
  });
  basis.carriedVertices.forEach((v, i) => {
    for (let column = 0; column < 18; column++) {
      const e = atPoints[3 * basis.carriedDonors[6 * i + Math.floor(column / 3)] + (column % 3)];
      for (let d = 0; d < 3; d++) {
        out[3 * v + d] += e * basis.carriedWeights[(18 * i + column) * 3 + d] * basis.carriedSteps[i];
      }
    }
  });
  return out;
}

const DIPOLES: Coil = {
  id: 'dipoles',
  title: 'three dipoles',
  dipoles: {
    positionsMm: Float64Array.of(0, 0, -5, 30, 0, -8, -20, 10, -6),
    momentsAm2PerA: Float64Array.of(0, 0, 1, 0.3, -0.2, 0.5, 0, 1, 0),
  },
};

let basis: LiveBasis;
let frame: PackedFrame;
let live: LiveField;
let signature: Float64Array;
beforeAll(async () => {
  basis = noiseBasis();
  const core = await testCore();
  const vectors = randoms(3 * (POINTS + CARRIED));
  frame = new PackedFrame(core, [{ pointsMm: vectors, normals: vectors }]);
  live = new LiveField(core, basis);
  const coil = builtinCoil('figure8-70');
  if (!coil) throw new Error('no coil');
  take(coil);
  const { pointsM: p, normals: n } = basis.coils;
  signature = Float64Array.from({ length: INPUTS }, (_, i) =>
    directFlux(coil, POSE, [p[3 * i], p[3 * i + 1], p[3 * i + 2]], [n[3 * i], n[3 * i + 1], n[3 * i + 2]]),
  );
});

function take(coil: Coil): void {
  const steps = live.setCoil(coil);
  while (!steps.next().done);
}

describe('the live field against its definition', () => {
  test('the signature of a wound coil is that of its wires, to 3e-4', () => {
    expect(relativeL2(live.signature(POSE), signature)).toBeLessThan(3e-4);
  });

  test('a pose and its frame make nothing, not even a view of the core’s memory', async () => {
    const pose = [...POSE];
    const show = (poses: number): void => {
      for (let i = 0; i < poses; i++) {
        pose[11] += 0.01;
        live.coilField(pose);
        frame.pack(live.field, 1e6);
      }
    };
    // Code that is new makes boxes for its numbers.
    show(5000);
    // A view, empty, takes over a hundred bytes.
    expect((await madeBytes(() => show(1000))) / 1000).toBeLessThan(90);
  });

  test('E at every vertex is the product of the basis, to what 16 bits leave', () => {
    expect(relativeL2(live.coilField(POSE), directField(basis, basis.coils, signature))).toBeLessThan(1e-3);
  });

  test('so is that of a montage', () => {
    const currents = Float32Array.of(2, -1, 0.5);
    const { electrodes } = basis;
    if (!electrodes) throw new Error('no electrodes');
    expect(relativeL2(live.montageField(currents), directField(basis, electrodes, currents))).toBeLessThan(1e-4);
  });

  test('a goal is the field at its vertices: |E| over many, E along directions, mode points and carried ones alike', () => {
    const e = live.coilField(POSE).slice();
    const vertices = Uint32Array.of(basis.modeVertices[3], basis.carriedVertices[5], basis.carriedVertices[9]);
    const weights = Float64Array.of(0.5, 0.2, 0.3);
    const size = (v: number): number => Math.hypot(e[3 * v], e[3 * v + 1], e[3 * v + 2]);
    const mean = weights.reduce((sum, w, i) => sum + w * size(vertices[i]), 0);
    expect(liveObjective(live, { vertices, weights })([POSE])[0] / mean).toBeCloseTo(1, 3);

    const directions = Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0.6, 0.8);
    const along = weights.reduce((sum, w, i) => {
      const v = vertices[i];
      return sum + w * [0, 1, 2].reduce((s, d) => s + e[3 * v + d] * directions[3 * i + d], 0);
    }, 0);
    expect(liveObjective(live, { vertices, weights, directions })([POSE])[0] / along).toBeCloseTo(1, 2);
    live.forgetRows();
  });

  test("many poses at once have the values they have one by one, to the bit, and those of some points the points' share", () => {
    const rows = [0, 5].map((vertex) => live.vertexRows(basis.modeVertices[vertex])[0]);
    const products = live.storeRows(rows);
    const poses = Array.from({ length: 130 }, (_, k) => POSE.map((value, i) => value + (i === 3 ? 0.1 * k : 0)));
    const together = products(poses);
    expect(together).toEqual(Float32Array.from(poses.flatMap((pose) => [...products([pose])])));
    const points = [7, 2, 11];
    const some = live.storeRows([Float32Array.of(1, 10, 100)], points)(poses);
    const signatures = poses.map((pose) => live.signature(pose).slice());
    expect(
      relativeL2(
        some,
        signatures.map((s) => s[7] + 10 * s[2] + 100 * s[11]),
      ),
    ).toBeLessThan(1e-6);
    live.forgetRows();
  });

  test('what a search spares is taken off what it wants, by one signature', () => {
    const goal = { vertices: Uint32Array.of(basis.modeVertices[3]), weights: Float64Array.of(1) };
    const avoid = {
      vertices: Uint32Array.of(basis.modeVertices[7], basis.carriedVertices[2]),
      weights: Float64Array.of(0.5, 0.5),
    };
    const [wanted, unwanted] = [goal, avoid].map((one) => liveObjective(live, one)([POSE])[0]);
    const { target, spared, objective } = sparingObjective(live, goal, avoid);
    expect(target([POSE])[0]).toBeCloseTo(wanted, 9);
    expect(spared?.([POSE])[0]).toBeCloseTo(unwanted, 9);
    expect(objective([POSE])[0]).toBeCloseTo(wanted - unwanted, 9);
    live.forgetRows();
    expect(sparingObjective(live, goal, null).spared).toBeNull();
    live.forgetRows();
  });

  test('takes another coil, dipoles too, and asks for one where there is none', () => {
    take(DIPOLES);
    const { pointsM: p, normals: n } = basis.coils;
    const expected = Float64Array.from({ length: INPUTS }, (_, i) =>
      directFlux(DIPOLES, POSE, [p[3 * i], p[3 * i + 1], p[3 * i + 2]], [n[3 * i], n[3 * i + 1], n[3 * i + 2]]),
    );
    expect(relativeL2(live.signature(POSE), expected)).toBeLessThan(3e-4);
    live.setCoil(DIPOLES).next();
    expect(() => live.signature(POSE)).toThrow('no coil');
  });
});

describe('the file of a basis', () => {
  test('round-trips', () => {
    const bytes = writeLiveBasis(basis);
    expect(readLiveBasis(bytes.buffer as ArrayBuffer, 'noise')).toEqual(basis);
  });

  test('is refused when cut at any place, or when an index points outside', () => {
    const bytes = writeLiveBasis(basis);
    for (const length of [0, 7, 8, 100, bytes.length - 1]) {
      expect(() => readLiveBasis(bytes.buffer.slice(0, length) as ArrayBuffer, 'x.safetensors')).toThrow(
        'x.safetensors',
      );
    }
    const donors = basis.carriedDonors.slice();
    donors[4] = POINTS;
    const bad = writeLiveBasis({ ...basis, carriedDonors: donors });
    expect(() => readLiveBasis(bad.buffer as ArrayBuffer, 'x')).toThrow('a donor is no mode point');
    const twice = writeLiveBasis({ ...basis, modeVertices: basis.modeVertices.map(() => 0) });
    expect(() => readLiveBasis(twice.buffer as ArrayBuffer, 'x')).toThrow('there twice');
  });
});

describe('currents into leads', () => {
  test('a radius that was solved for takes its own lead alone', () => {
    expect([...(leadWeights(LEADS, [{ at: 'F3', currentMa: 2 }], 18) ?? [])]).toEqual([0, 2, 0]);
  });

  test('between them any field that is a quadratic in the squared radius comes out exactly', () => {
    const field = (r: number): number => 3 - 0.01 * r ** 2 + 2e-6 * r ** 4;
    const shares = leadWeights(LEADS, [{ at: 'F3', currentMa: 1 }], 12) ?? new Float32Array(3);
    expect(LEADS.reduce((sum, { radiusMm }, i) => sum + shares[i] * field(radiusMm), 0)).toBeCloseTo(field(12), 5);
  });

  test('an unknown position or a radius far outside is not covered', () => {
    expect(leadWeights(LEADS, [{ at: 'Xz', currentMa: 1 }], 12)).toBeNull();
    expect(leadWeights(LEADS, [{ at: 'F3', currentMa: 1 }], 35)).toBeNull();
  });
});
