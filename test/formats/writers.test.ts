import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { decompressSync } from 'fflate';
import * as nifti from 'nifti-reader-js';
import { describe, expect, it } from 'vitest';
import { writeFieldCsv } from '../../src/formats/field-csv';
import { readGifti } from '../../src/formats/gifti-read';
import { writeGiftiFunc } from '../../src/formats/gifti-write';
import { readGmsh } from '../../src/formats/gmsh-read';
import { writeGmsh } from '../../src/formats/gmsh-write';
import { writeNifti } from '../../src/formats/nifti-write';
import { writeNpy } from '../../src/formats/npy-write';
import { readPointsCsv } from '../../src/formats/points-csv';
import { writeVtp } from '../../src/formats/vtp-write';
import { icosphere } from '../helpers/icosphere';

const sphere = icosphere(1, 80);
const vertices = sphere.positionsMm.length / 3;
const floats = fc
  .array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 3, maxLength: 60 })
  .map((a) => Float32Array.from(a.slice(0, a.length - (a.length % 3))));

describe('field.csv', () => {
  it('every number reads back as itself', () => {
    fc.assert(
      fc.property(floats, (e) => {
        const points = Float64Array.from(e, (_, i) => i / 7);
        const rows = writeFieldCsv(points, e)
          .trim()
          .split('\n')
          .slice(1)
          .map((line) => line.split(',').map(Number));
        expect(rows.flatMap((r) => r.slice(0, 3))).toEqual([...points]);
        expect(rows.flatMap((r) => r.slice(3)).map((v) => Math.fround(v) + 0)).toEqual([...e].map((v) => v + 0));
      }),
    );
  });

  it('32-bit points are printed short', () => {
    expect(writeFieldCsv(Float32Array.of(0.1, 2, -3.5), Float32Array.of(0.3, 0, 1e-7))).toBe(
      'x,y,z,Ex,Ey,Ez\n0.1,2,-3.5,0.3,0,1e-7\n',
    );
  });
});

describe('points.csv', () => {
  it('reads what spreadsheets write', () => {
    expect([...readPointsCsv('\uFEFFX, Y, Z\r\n1,2.5,-3e1\r\n\r\n', 'p.csv')]).toEqual([1, 2.5, -30]);
  });
  it.each<[string, RegExp]>([
    ['1,2,3\n', /line 1 must be the header x,y,z/],
    ['x,y,z\n1,2\n', /line 2: three finite numbers/],
    ['x,y,z\n1,2,3\n1,,3\n', /line 3: three finite numbers/],
    ['x,y,z\n', /holds no points/],
  ])('%j is refused', (text, message) => expect(() => readPointsCsv(text, 'p.csv')).toThrow(message));
});

describe('.nii.gz', () => {
  it.each([1, 3] as const)('%i components come back through an independent reader', (components) => {
    const dims = [2, 3, 4] as const;
    const values = Float32Array.from({ length: 24 * components }, (_, i) => i - 5.5);
    const affine = [2, 0, 0, -90, 0, 2, 0, -126, 0, 0, 2, -72, 0, 0, 0, 1];
    const file = writeNifti({ dims, affine, components, values, description: 'test' });
    const raw = decompressSync(file).buffer as ArrayBuffer;
    const header = nifti.readHeader(raw);
    expect(header.dims.slice(0, 6)).toEqual([components === 1 ? 3 : 5, 2, 3, 4, 1, components]);
    expect(header.affine).toEqual([
      [2, 0, 0, -90],
      [0, 2, 0, -126],
      [0, 0, 2, -72],
      [0, 0, 0, 1],
    ]);
    expect(header.description).toContain('test');
    if (!(header instanceof nifti.NIFTI1)) throw new Error('is no NIfTI-1');
    expect([...new Float32Array(nifti.readImage(header, raw))]).toEqual([...values]);
  });
  it('a wrong length is refused', () => {
    const wrong = {
      dims: [2, 2, 2] as const,
      affine: [],
      components: 1 as const,
      values: new Float32Array(7),
      description: '',
    };
    expect(() => writeNifti(wrong)).toThrow(/got 7/);
  });
});

describe('.func.gii', () => {
  it('keeps values', () => {
    fc.assert(
      fc.property(floats, (e) => {
        const [array] = readGifti(writeGiftiFunc({ 'a<b': e }), 'a.func.gii');
        expect([...array.values]).toEqual([...e]);
        expect(array.dims).toEqual([e.length]);
      }),
    );
  });
});

describe('.msh with fields', () => {
  it('is still read; a cloud of points has no triangles', () => {
    const e = Float32Array.from({ length: 3 * vertices }, (_, i) => i);
    const mesh = readGmsh(writeGmsh(sphere, [{ name: 'E', on: 'nodes', components: 3, values: e }]), 'a.msh');
    expect(mesh.triangles).toHaveLength(sphere.triangles.length);
    const cloud = { ...sphere, triangles: new Uint32Array(0) };
    expect(readGmsh(writeGmsh(cloud), 'a.msh').triangles).toHaveLength(0);
  });
});

describe('.vtp', () => {
  it('announces offsets that point at each array', () => {
    const e = Float32Array.from({ length: vertices }, (_, i) => i);
    const bytes = writeVtp(sphere, [{ name: 'magnE', components: 1, values: e }]);
    const text = new TextDecoder('latin1').decode(bytes);
    const start = text.indexOf('<AppendedData encoding="raw">_') + 30;
    const view = new DataView(bytes.buffer);
    const sizes = [...text.matchAll(/type="(\w+)" Name="(\w+)".*?offset="(\d+)"/g)].map(([, type, name, offset]) => {
      return [type, name, Number(view.getBigUint64(start + Number(offset), true))];
    });
    expect(sizes).toEqual([
      ['Float32', 'magnE', 4 * vertices],
      ['Float32', 'Points', 12 * vertices],
      ['Int32', 'connectivity', 4 * sphere.triangles.length],
      ['Int32', 'offsets', (4 * sphere.triangles.length) / 3],
    ]);
  });
});

const hasNumpy = ((): boolean => {
  try {
    execFileSync('python3', ['-c', 'import numpy'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe('.npy', () => {
  it('starts its data at a multiple of 64', () => {
    for (const shape of [[1], [2, 3], [1, 2, 3, 4, 5]]) {
      const values = new Float32Array(shape.reduce((a, b) => a * b));
      expect((writeNpy(values, shape).length - values.byteLength) % 64).toBe(0);
    }
  });
  it.skipIf(!hasNumpy)('NumPy reads it (skipped where python3 with numpy is not present)', () => {
    const directory = mkdtempSync(join(tmpdir(), 'coilscope-npy-'));
    const file = join(directory, 'a.npy');
    writeFileSync(file, writeNpy(Float32Array.of(1, 2, 3, 4, 5, 6.5), [2, 3]));
    const script = 'import numpy,sys; a=numpy.load(sys.argv[1]); print(a.dtype, a.shape, a[1].tolist())';
    expect(execFileSync('python3', ['-c', script, file], { encoding: 'utf8' }).trim()).toBe(
      'float32 (2, 3) [4.0, 5.0, 6.5]',
    );
    rmSync(directory, { recursive: true });
  });
});
