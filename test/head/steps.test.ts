import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'fflate';
import { afterEach, describe, expect, it } from 'vitest';
import { faultsOf, headReport } from '../../meshes/build/bounds';
import { everyNth, interpolate } from '../../meshes/build/head-images';
import { labelPoints, parseLabelNames } from '../../meshes/build/labels';
import { marchingTetrahedra } from '../../meshes/build/marching-tetrahedra';
import { fillSlicesBelow } from '../../meshes/build/skull-fields';
import { fieldCodec, StepCache, surfaceCodec } from '../../meshes/build/step-cache';
import { type Grid, placeOnGrid, readNiftiBytes, type Volume } from '../../meshes/build/volume';
import { icosphere } from '../../src/model/icosphere';
import type { Surface } from '../../src/model/surface';

/** A NIfTI-1 image of 8-bit values, `voxelMm` cubes. */
function nifti(dims: number[], voxelMm: number, originMm: number[], values: Uint8Array, datatype = 2): Uint8Array {
  const bytes = new Uint8Array(352 + values.length);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, 348, true);
  [3, ...dims, 1, 1, 1, 1].forEach((value, i) => {
    view.setInt16(40 + 2 * i, value, true);
  });
  view.setInt16(70, datatype, true);
  view.setInt16(72, 8, true);
  for (let d = 0; d < 3; d++) {
    view.setFloat32(80 + 4 * d, voxelMm, true);
    view.setFloat32(280 + 16 * d + 4 * d, voxelMm, true);
    view.setFloat32(280 + 16 * d + 12, originMm[d], true);
  }
  view.setFloat32(108, 352, true);
  view.setInt16(254, 1, true);
  bytes.set(new TextEncoder().encode('n+1'), 344);
  bytes.set(values, 352);
  return bytes;
}

const values = Uint8Array.from({ length: 60 }, (_, i) => i);

describe('reading NIfTI', () => {
  it('gives dimensions, place and values, gzipped or not', () => {
    const bytes = nifti([3, 4, 5], 2, [-1, -2, -3], values);
    for (const file of [bytes, gzipSync(bytes)]) {
      expect(readNiftiBytes(file, 'a.nii')).toEqual({ dims: [3, 4, 5], originMm: [-1, -2, -3], voxelMm: 2, values });
    }
  });

  it('refuses other types of value by name', () => {
    expect(() => readNiftiBytes(nifti([3, 4, 5], 2, [0, 0, 0], values, 16), 'a.nii')).toThrow(
      'a.nii: holds no 8-bit unsigned values',
    );
  });
});

describe('grids', () => {
  const image: Volume = { dims: [3, 4, 5], originMm: [0, 0, 0], voxelMm: 1, values: Float32Array.from(values) };

  it('place an image by whole voxels, shifted, with 0 around', () => {
    const grid: Grid = { dims: [3, 3, 3], originMm: [-1, 0, 0], voxelMm: 1 };
    const placed = placeOnGrid(image, grid, [1, 0, 0]);
    expect([...placed.subarray(0, 6)]).toEqual([0, 0, 0, 0, 0, 3]);
    expect(() => placeOnGrid(image, grid, [0.5, 0, 0])).toThrow(RangeError);
  });

  it('are read between voxels linearly', () => {
    expect(interpolate(image.values, image.dims, 0.5, 1.25, 2)).toBeCloseTo(0.5 + 3 * 1.25 + 12 * 2, 5);
    expect(interpolate(image.values, image.dims, -5, 0, 0)).toBe(0);
  });

  it('are thinned', () => {
    const { values: thin, grid } = everyNth(image.values, image, 2);
    expect(grid).toEqual({ dims: [2, 2, 3], originMm: [0, 0, 0], voxelMm: 2 });
    expect([...thin]).toEqual([0, 2, 6, 8, 24, 26, 30, 32, 48, 50, 54, 56]);
  });

  it('fill what a slice encloses, below a height only', () => {
    const ring = [0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0];
    const filled = fillSlicesBelow(
      Uint8Array.from([...ring, ...ring]),
      { dims: [5, 5, 2], originMm: [0, 0, 0], voxelMm: 1 },
      1,
    );
    expect(filled[12]).toBe(1);
    expect(filled[0]).toBe(0);
    expect(filled[25 + 12]).toBe(0);
  });
});

describe('labels', () => {
  const atlas: Volume<Uint8Array> = {
    dims: [20, 20, 20],
    originMm: [0, 0, 0],
    voxelMm: 1,
    values: new Uint8Array(8000),
  };
  atlas.values[5 + 20 * (5 + 20 * 5)] = 7;
  atlas.values[9 + 20 * (5 + 20 * 5)] = 9;

  it('are those of the nearest labelled voxel within 5 mm', () => {
    const points = Float32Array.of(5, 5, 5, 6.9, 5, 5, 7.1, 5, 5, 5, 9.9, 5, 5, 10.2, 5, 1.2, 5, 5);
    expect([...labelPoints(points, atlas)]).toEqual([7, 7, 9, 7, 0, 7]);
  });

  it('have names, with either line ending', () => {
    expect(parseLabelNames('1 Precentral_L 2001\r\n115 Vermis_9 9160\n\n')).toEqual({
      1: 'Precentral_L',
      115: 'Vermis_9',
    });
  });
});

describe('the step cache', () => {
  const folder = mkdtempSync(join(tmpdir(), 'head-cache-'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('computes a step once, again when its inputs or parameters change, and keeps no half result', () => {
    let runs = 0;
    const build = (content: string, parameters: number): Float32Array => {
      const cache = new StepCache(folder, () => {});
      const input = cache.input(new TextEncoder().encode(content), (bytes) => bytes.length);
      const doubled = cache.derive('doubled', [input], () => 2 * input.value());
      const step = cache.keep('step', parameters, [doubled], fieldCodec, () => {
        runs++;
        return Float32Array.of(doubled.value(), parameters);
      });
      return step.value();
    };
    expect(build('abc', 1)).toEqual(Float32Array.of(6, 1));
    expect(build('abc', 1)).toEqual(Float32Array.of(6, 1));
    expect(runs).toBe(1);
    build('abc', 2);
    build('abcd', 1);
    expect(runs).toBe(3);
    expect(readdirSync(folder).every((name) => name.endsWith('.f32'))).toBe(true);
  });

  it('gives surfaces back as they were', () => {
    const surface: Surface = {
      positionsMm: Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0),
      triangles: Uint32Array.of(0, 1, 2),
    };
    expect(surfaceCodec.decode(surfaceCodec.encode(surface))).toEqual(surface);
  });
});

describe('the bounds', () => {
  it("pass nested balls of a head's volumes and name what is wrong with worse ones", () => {
    const good = {
      scalp: icosphere(101, 3),
      outer_skull: icosphere(84, 3),
      inner_skull: icosphere(78, 3),
      pial: icosphere(71, 3),
      white: icosphere(55, 3),
    };
    expect(faultsOf(headReport(good))).toEqual([]);
    const ball = marchingTetrahedra(
      Float32Array.from(
        { length: 20 ** 3 },
        (_, v) => 8 - Math.hypot((v % 20) - 9.5, (Math.floor(v / 20) % 20) - 9.5, Math.floor(v / 400) - 9.5),
      ),
      { dims: [20, 20, 20], originMm: [-78, -20, 10], voxelMm: 1 },
    );
    const faults = faultsOf(headReport({ ...good, white: { ...ball, triangles: ball.triangles.slice(3) } }));
    expect(faults).toContainEqual(expect.stringMatching(/^white: 3 bad edges/));
    expect(faults).toContainEqual(expect.stringMatching(/^white: \d+(\.\d+)? ml is not between/));
    expect(faults).toContainEqual(expect.stringMatching(/^white and pial: \d+ pairs of triangles cross/));
    expect(faults).toContainEqual(expect.stringMatching(/^white: \d+ vertices lie outside pial/));
  });
});
