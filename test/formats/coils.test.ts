import { deflateSync } from 'node:zlib';
import { zlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { encodeBase64 } from '../../src/formats/base64';
import { readCcd } from '../../src/formats/ccd';
import { readCoils } from '../../src/formats/read-coil';
import { readTcd } from '../../src/formats/tcd';
import { writeTcd } from '../../src/formats/tcd-write';
import { builtinCoil, builtinCoilIds } from '../../src/model/coils/catalogue';
import { distance } from '../../src/model/vec3';

const CCD = `# Test Coil version 1.1;dIdtmax=100.0;x=-100,100;stimulator=None;coilname=Test coil
2
# centers and weighted directions of the elements (magnetic dipoles)
-0.01 0 -0.001 1e-6 0 2e-6
0.01 0 -0.001 -1e-6 0 -2e-6
`;

describe('.ccd', () => {
  it('metres become mm, A/us becomes A/s, "None" nothing', () => {
    const coil = readCcd(CCD, 'a.ccd');
    expect(coil.title).toBe('Test coil');
    expect(coil.maxDidtAPerS).toBe(1e8);
    expect(coil.stimulator).toBeUndefined();
    expect([...(coil.dipoles?.positionsMm ?? [])]).toEqual([-10, 0, -1, 10, 0, -1]);
    expect([...(coil.dipoles?.momentsAm2PerA ?? [])]).toEqual([1e-6, 0, 2e-6, -1e-6, 0, -2e-6]);
  });

  it('a header without keys is enough', () => {
    const coil = readCcd('# number of elements\n1\n# c\n0 0 0 0 0 1\n', 'b.ccd');
    expect(coil.title).toBe('b.ccd');
    expect(coil.maxDidtAPerS).toBeUndefined();
  });

  it.each([
    [CCD.replace('\n2\n', '\n3\n'), /announces 3 dipoles, 2 follow/],
    [CCD.replace('0.01 0 -0.001 -1e-6', '0.01 0 zero -1e-6'), /line 5: a dipole needs six numbers/],
    ['x\n', /is no \.ccd coil/],
  ])('refuses %#', (text, message) => expect(() => readCcd(text, 'a.ccd')).toThrow(message));
});

const packed = (values: Float64Array | BigInt64Array): string => encodeBase64(zlibSync(new Uint8Array(values.buffer)));
const stimulatorList = [{ name: 'S', brand: 'B', maxdIdt: 1.2e8 }];

describe('.tcd', () => {
  it('line elements (midpoint, vector) become joined paths; packed and plain numbers alike', () => {
    const points = [
      [0.5, 0, 0],
      [1, 0.5, 0],
      [5, 5, 5],
    ];
    const values = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 2],
    ];
    for (const packedElement of [false, true]) {
      const form = (rows: number[][]) => (packedElement ? packed(Float64Array.from(rows.flat())) : rows);
      const json = {
        coilElementList: [{ stimulator: 0, type: 2, points: form(points), values: form(values) }],
        stimulatorList,
      };
      const [coil, ...more] = readTcd(JSON.stringify(json), 'a.tcd');
      expect(more).toEqual([]);
      expect(coil.pathsMm).toEqual([
        [
          [0, 0, 0],
          [1, 0, 0],
          [1, 1, 0],
        ],
        [
          [5, 5, 4],
          [5, 5, 6],
        ],
      ]);
      expect(coil.maxDidtAPerS).toBe(1.2e8);
      expect(coil.stimulator).toBe('B S');
    }
  });

  it('deformations act in order at their initial setting, on dipoles and casings', () => {
    const json = {
      coilElementList: [
        { stimulator: 0, type: 1, points: [[1, 0, 0]], values: [[1, 0, 0]], deformations: [0, 1], elementCasing: 0 },
      ],
      stimulatorList,
      deformList: [
        { deformRange: 0, type: 'x' },
        { deformRange: 1, type: 'rot2p', point1: [0, 0, 0], point2: [0, 0, 3] },
      ],
      deformRangeList: [
        { initial: 2, range: [0, 5] },
        { initial: 90, range: [0, 90] },
      ],
      coilModels: [
        {
          points: [
            [0, 0, 0],
            [1, 0, 0],
            [0, 1, 0],
          ],
          faces: packed(BigInt64Array.of(0n, 1n, 2n)),
        },
      ],
    };
    const [coil] = readTcd(JSON.stringify(json), 'a.tcd');
    const near = (got: ArrayLike<number> | undefined, want: number[]): void => {
      expect(got).toHaveLength(want.length);
      for (const [i, value] of want.entries()) expect(got?.[i]).toBeCloseTo(value, 6);
    };
    near(coil.dipoles?.positionsMm, [0, 3, 0]);
    near(coil.dipoles?.momentsAm2PerA, [0, 1, 0]);
    near(coil.casing?.positionsMm, [0, 2, 0, 0, 3, 0, -1, 2, 0]);
  });

  it('two stimulators are two coils', () => {
    const element = { type: 1, points: [[0, 0, 0]], values: [[0, 0, 1]] };
    const json = {
      name: 'N',
      coilElementList: [
        { ...element, stimulator: 0 },
        { ...element, stimulator: 1 },
      ],
      stimulatorList: [{ name: 'one' }, { name: 'two' }],
    };
    expect(readTcd(JSON.stringify(json), 'a.tcd').map((c) => [c.id, c.title])).toEqual([
      ['a.tcd#0', 'N (one)'],
      ['a.tcd#1', 'N (two)'],
    ]);
  });

  const element = { stimulator: 0, type: 1, points: [[0, 0, 0]], values: [[0, 0, 1]] };
  it.each<[string, object, RegExp]>([
    [
      'a grid',
      { coilElementList: [{ stimulator: 0, type: 3, data: 'gASV', affine: [] }], stimulatorList },
      /coilElementList\[0\].*type 3.*pickle/,
    ],
    [
      'more points than values',
      { coilElementList: [{ ...element, values: [] }], stimulatorList },
      /1 points with 0 values/,
    ],
    ['no stimulator', { coilElementList: [{ ...element, stimulator: 4 }], stimulatorList }, /no such stimulator/],
    ['a stray deformation', { coilElementList: [{ ...element, deformations: [3] }], stimulatorList }, /deformation 3/],
    ['damaged packing', { coilElementList: [{ ...element, points: 'AAAA' }], stimulatorList }, /compressed data/],
    ['a missing list', { stimulatorList }, /coilElementList/],
  ])('refuses %s', (_, json, message) => {
    expect(() => readTcd(JSON.stringify(json), 'a.tcd')).toThrow(message);
  });

  it('refuses data packed a thousandfold beyond any coil', () => {
    const bomb = encodeBase64(deflateSync(new Uint8Array(70 << 20)));
    const json = { coilElementList: [{ ...element, points: bomb }], stimulatorList };
    expect(() => readTcd(JSON.stringify(json), 'a.tcd')).toThrow(/unpacks to more than/);
  });
});

describe('.tcd written here', () => {
  it.each(builtinCoilIds)('%s comes back', (id) => {
    const coil = builtinCoil(id);
    if (!coil?.pathsMm || !coil.casing) throw new Error(id);
    const [back] = readTcd(writeTcd(coil), `${id}.tcd`);
    expect(back.pathsMm).toHaveLength(coil.pathsMm.length);
    for (const [i, path] of coil.pathsMm.entries()) {
      for (const [k, point] of path.entries()) {
        expect(distance(back.pathsMm?.[i][k] ?? [0, 0, 0], point)).toBeLessThan(1e-9);
      }
    }
    expect(back.casing).toEqual(coil.casing);
    expect(back.maxDidtAPerS).toBe(coil.maxDidtAPerS);
  });
});

describe('readCoils', () => {
  it.each([
    ['a.nii.gz', /is no NIfTI image/],
    ['a.stl', /is no coil/],
  ])('%s is refused', (name, message) => {
    expect(() => readCoils('', name)).toThrow(message);
  });
});
