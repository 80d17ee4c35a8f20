import { beforeAll, expect, test } from 'vitest';
import type { LocalFieldEngine } from '../../src/engine/engine';
import type { Source } from '../../src/engine/protocol';
import type { Electrode } from '../../src/model/electrode';
import type { Layer } from '../../src/model/head';
import { IDENTITY_POSE } from '../../src/model/pose';
import type { Surface } from '../../src/model/surface';
import type { Vec3 } from '../../src/model/vec3';
import { relativeL2, sphereLayers, testEngine } from '../helpers/engine';

const mirror = ([x, y, z]: Vec3): Vec3 => [-x, y, z];
const mirrored = (packed: Float32Array): Float32Array => packed.map((v, i) => (i % 3 === 0 ? -v : v));

/** Spheres pulled out of shape, so that no mirror maps the head on itself. */
const head: Layer[] = sphereLayers([92, 86, 80], [0.465, 0.01, 0.3], [3, 3, 3]).map((layer) => ({
  ...layer,
  surface: {
    ...layer.surface,
    positionsMm: layer.surface.positionsMm.map((v, i, all) => (i % 3 === 0 ? v + 0.002 * all[i + 1] ** 2 : 1.1 * v)),
  },
}));
const points = Float32Array.from({ length: 300 }, (_, i) => 40 * Math.sin(1.7 * i));
const paths: Vec3[][] = [
  [
    [10, 40, 125],
    [-50, 45, 115],
    [-40, -20, 120],
    [10, 40, 125],
  ],
];
const pads: Electrode[] = [
  { atMm: [-50, 50, 70], currentMa: 1, shape: { kind: 'disc', radiusMm: 12 } },
  { atMm: [60, 10, 80], currentMa: -1, shape: { kind: 'disc', radiusMm: 17 } },
];
const sources = (pathsMm: Vec3[][], electrodes: Electrode[]): Source[] => [
  { kind: 'tms', coil: { id: 'loop', title: 'loop', pathsMm }, pose: IDENTITY_POSE, didtAPerS: 1e6 },
  { kind: 'tdcs', electrodes },
];

async function fields(layers: Layer[], asked: Source[], pointsMm: Float32Array): Promise<Float32Array[]> {
  await engine.prepare(layers);
  const solutions = await engine.solveAll(asked.map((source) => ({ source, pointsMm: [pointsMm] })));
  return solutions.map(({ eVPerM }) => eVPerM[0]);
}

let engine: LocalFieldEngine;
let plain: Float32Array[];
beforeAll(async () => {
  engine = await testEngine();
  plain = await fields(head, sources(paths, pads), points);
});

test('the field does not know in which order vertices, triangles and corners stand', async () => {
  const shuffled = ({ positionsMm, triangles }: Surface): Surface => {
    const vertices = positionsMm.length / 3;
    // 7 has no factor in common with the counts of an icosphere
    const moved = (v: number): number => (7 * v + 3) % vertices;
    const positions = new Float32Array(positionsMm.length);
    for (let v = 0; v < vertices; v++) positions.set(positionsMm.subarray(3 * v, 3 * v + 3), 3 * moved(v));
    const count = triangles.length / 3;
    const corner = (i: number): number => {
      const t = (7 * Math.floor(i / 3)) % count;
      return moved(triangles[3 * t + ((i + t) % 3)]);
    };
    return { positionsMm: positions, triangles: triangles.map((_, i) => corner(i)) };
  };
  const other = await fields(
    head.map((layer) => ({ ...layer, surface: shuffled(layer.surface) })),
    sources(paths, pads),
    points,
  );
  other.forEach((e, k) => {
    expect(relativeL2(e, plain[k])).toBeLessThan(1e-3);
  });
});

test('mirrored head and source have the mirrored field', async () => {
  const image = ({ positionsMm, triangles }: Surface): Surface => ({
    positionsMm: mirrored(positionsMm),
    triangles: triangles.map((_, i) => triangles[i - (i % 3) + [0, 2, 1][i % 3]]),
  });
  const other = await fields(
    head.map((layer) => ({ ...layer, surface: image(layer.surface) })),
    sources(
      paths.map((path) => path.map(mirror)),
      pads.map((pad) => ({ ...pad, atMm: mirror(pad.atMm) })),
    ),
    mirrored(points),
  );
  other.forEach((e, k) => {
    expect(relativeL2(mirrored(e), plain[k])).toBeLessThan(1e-3);
  });
});
