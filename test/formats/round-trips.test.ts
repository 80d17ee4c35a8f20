import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readCcd, writeCcd } from '../../src/formats/ccd';
import { readFieldCsv, writeFieldCsv } from '../../src/formats/field-csv';
import { readFreeSurferCurvature, readFreeSurferSurface } from '../../src/formats/freesurfer';
import { writeFreeSurferCurvature, writeFreeSurferSurface } from '../../src/formats/freesurfer-write';
import { readGifti, readGiftiSurface } from '../../src/formats/gifti-read';
import { type GiftiEncoding, writeGiftiFunc, writeGiftiSurface } from '../../src/formats/gifti-write';
import { writeGmsh } from '../../src/formats/gmsh-write';
import { writeGmsh41 } from '../../src/formats/gmsh41-write';
import { readNifti } from '../../src/formats/nifti-read';
import { writeNifti } from '../../src/formats/nifti-write';
import { readNpy } from '../../src/formats/npy-read';
import { writeNpy } from '../../src/formats/npy-write';
import { writeNpz } from '../../src/formats/npz-write';
import { readObj, writeObj } from '../../src/formats/obj';
import { readPly } from '../../src/formats/ply-read';
import { writePly } from '../../src/formats/ply-write';
import { readSurface } from '../../src/formats/read-surface';
import { readTcd } from '../../src/formats/tcd';
import { writeTcd } from '../../src/formats/tcd-write';
import { readVtp } from '../../src/formats/vtp-read';
import { writeVtp } from '../../src/formats/vtp-write';
import type { Surface } from '../../src/model/surface';
import { surfaces } from '../helpers/arbitraries';

/** Every 32-bit float but NaN, infinities and -0, which text and JSON do not keep. */
const float32 = fc.float({ noNaN: true, noDefaultInfinity: true }).map((v) => v + 0);
const floats = (length: number) =>
  fc.array(float32, { minLength: length, maxLength: length }).map((a) => Float32Array.from(a));
const doubles = fc.double({ noNaN: true, noDefaultInfinity: true }).map((v) => v + 0);
const plain = (s: Surface) => ({ positionsMm: [...s.positionsMm], triangles: [...s.triangles] });
const COMMENT = '{"coil":"figure8 & <70>","E":"ünïts V/m"}';

/** Vertices in the order in which the triangles name them first: readers that rebuild a surface number them so. */
function inOrderOfUse({ positionsMm, triangles }: Surface): Surface {
  const order = [...new Set(triangles)];
  const place = new Map(order.map((v, i) => [v, i]));
  return {
    positionsMm: Float32Array.from(order.flatMap((v) => [...positionsMm.subarray(3 * v, 3 * v + 3)])),
    triangles: triangles.map((v) => place.get(v) ?? 0),
  };
}

describe('a surface comes back bit for bit', () => {
  const ways: [string, (s: Surface) => Surface][] = [
    ['PLY', (s) => readPly(writePly(s, {}, [COMMENT]), 'a.ply')],
    ['OBJ', (s) => readObj(writeObj(s), 'a.obj')],
    ['GIFTI ASCII', (s) => readGiftiSurface(writeGiftiSurface(s, { encoding: 'ASCII' }), 'a.gii')],
    ['GIFTI base64', (s) => readGiftiSurface(writeGiftiSurface(s, { encoding: 'Base64Binary' }), 'a.gii')],
    ['GIFTI gzip', (s) => readGiftiSurface(writeGiftiSurface(s, { meta: { a: COMMENT } }), 'a.gii')],
    ['FreeSurfer', (s) => readFreeSurferSurface(writeFreeSurferSurface(s), 'lh.pial')],
    ['VTP', (s) => readVtp(writeVtp(s, [], { notes: { provenance: COMMENT } }), 'a.vtp').surface],
  ];
  it.each(ways)('%s', (_, way) => {
    fc.assert(
      fc.property(surfaces, (s) => {
        expect(plain(way(s))).toEqual(plain(s));
      }),
    );
  });

  it.each([
    ['Gmsh 2.2', (s: Surface) => writeGmsh(s, [], 1005, [COMMENT])],
    ['Gmsh 4.1', (s: Surface) => writeGmsh41(s, [], 1005, [COMMENT])],
  ])('%s', (_, write) => {
    fc.assert(
      fc.property(surfaces, (s) => {
        expect(plain(readSurface(write(s), 'a.msh', '1005'))).toEqual(plain(inOrderOfUse(s)));
      }),
    );
  });
});

describe('values come back bit for bit', () => {
  const values = fc.integer({ min: 1, max: 40 }).chain(floats);

  it.each<GiftiEncoding>(['ASCII', 'Base64Binary', 'GZipBase64Binary'])('GIFTI %s', (encoding) => {
    fc.assert(
      fc.property(values, (v) => {
        const [array] = readGifti(writeGiftiFunc({ a: v }, { encoding, units: { a: 'V/m' } }), 'a.func.gii');
        expect([...array.values]).toEqual([...v]);
      }),
    );
  });

  it('FreeSurfer curvature', () => {
    fc.assert(
      fc.property(values, (v) => {
        expect([...readFreeSurferCurvature(writeFreeSurferCurvature(v, 20), 'lh.curv')]).toEqual([...v]);
      }),
    );
  });

  it('NIfTI: scalars and vectors, transform and comment', () => {
    const image = fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
      .chain((dims) =>
        fc.record({
          dims: fc.constant(dims),
          components: fc.constantFrom(1 as const, 3 as const),
          values: floats(3 * dims[0] * dims[1] * dims[2]),
          affine: floats(12).map((a) => [...a, 0, 0, 0, 1]),
          comment: fc.option(
            fc.string({ unit: 'grapheme', maxLength: 200 }).filter((t) => !t.includes('\0')),
            {
              nil: undefined,
            },
          ),
        }),
      );
    fc.assert(
      fc.property(image, ({ dims, components, values: all, affine, comment }) => {
        const count = dims[0] * dims[1] * dims[2] * components;
        const volume = { dims, components, affine, values: all.slice(0, count), description: 'test', comment };
        const back = readNifti(writeNifti(volume), 'a.nii.gz');
        expect(back.dims).toEqual(components === 1 ? [...dims] : [...dims, 1, 3]);
        expect([...back.values]).toEqual([...volume.values]);
        expect(back.affineMm.map((v) => v + 0)).toEqual(affine);
        expect(back.comments).toEqual(comment === undefined ? [] : [comment]);
      }),
    );
  });

  it('VTP: scalars and vectors on points', () => {
    fc.assert(
      fc.property(
        surfaces.chain((s) => fc.tuple(fc.constant(s), floats(s.positionsMm.length))),
        ([s, e]) => {
          const { pointData } = readVtp(writeVtp(s, [{ name: 'E', components: 3, values: e }]), 'a.vtp');
          expect(pointData.map((a) => [a.name, a.components, ...a.values])).toEqual([['E', 3, ...e]]);
        },
      ),
    );
  });

  it('NPY: floats of both widths, whole numbers, texts', () => {
    const texts = fc.array(
      fc.string({ unit: 'grapheme', maxLength: 12 }).filter((t) => !t.includes('\0')),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(
        values,
        fc.array(doubles, { minLength: 1 }),
        fc.array(fc.integer(), { minLength: 1 }),
        texts,
        (f, d, n, t) => {
          for (const v of [f, Float64Array.from(d), Int32Array.from(n), t]) {
            expect(readNpy(writeNpy(v, [v.length]), 'a.npy')).toEqual({ shape: [v.length], values: v });
          }
        },
      ),
    );
  });

  it('NPZ: each array under its name', () => {
    const files = unzipSync(
      writeNpz({ a: Float32Array.of(1, 2), b: { values: Float64Array.of(1, 2, 3, 4), shape: [2, 2] } }),
    );
    expect(readNpy(files['a.npy'], 'a').values).toEqual(Float32Array.of(1, 2));
    expect(readNpy(files['b.npy'], 'b').shape).toEqual([2, 2]);
  });

  it('field.csv', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(doubles, doubles, doubles, float32, float32, float32), { minLength: 1 }),
        (rows) => {
          const points = Float64Array.from(rows.flatMap((r) => r.slice(0, 3)));
          const e = Float32Array.from(rows.flatMap((r) => r.slice(3)));
          expect(readFieldCsv(writeFieldCsv(points, e), 'field.csv')).toEqual({ pointsMm: points, eVPerM: e });
        },
      ),
    );
  });
});

describe('a coil comes back bit for bit', () => {
  const dipoles = fc
    .array(fc.array(doubles, { minLength: 6, maxLength: 6 }), { minLength: 1, maxLength: 20 })
    .map((rows) => ({
      positionsMm: Float64Array.from(rows.flatMap((r) => r.slice(0, 3))),
      momentsAm2PerA: Float64Array.from(rows.flatMap((r) => r.slice(3))),
    }));

  it.each([
    ['.ccd', (coil: Parameters<typeof writeCcd>[0]) => readCcd(writeCcd(coil), 'a.ccd')],
    ['.tcd', (coil: Parameters<typeof writeCcd>[0]) => readTcd(writeTcd(coil), 'a.tcd')[0]],
  ])('%s', (_, way) => {
    // 1e300 mm would leave the range of a double on its way to metres and back.
    const near = dipoles.filter((d) =>
      d.positionsMm.every((mm) => mm === 0 || (Math.abs(mm) > 1e-290 && Math.abs(mm) < 1e290)),
    );
    fc.assert(
      fc.property(near, fc.constantFrom(1e8, 122.22e6), (given, maxDidtAPerS) => {
        const coil = way({ id: 'x', title: 'a coil', dipoles: given, maxDidtAPerS, stimulator: 'S' });
        expect(coil.dipoles).toEqual(given);
        expect([coil.title, coil.stimulator]).toEqual(['a coil', 'S']);
        expect(coil.maxDidtAPerS).toBeCloseTo(maxDidtAPerS, 3);
      }),
    );
  });

  it('.ccd refuses wires', () => {
    expect(() => writeCcd({ id: 'x', title: 'wires', pathsMm: [] })).toThrow(/holds dipoles only/);
  });
});
