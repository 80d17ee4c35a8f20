import { expect, it } from 'vitest';
import { normalComponent } from '../../src/app/field-frame';
import { frameParts, PackedFrame } from '../../src/engine/packed-frame';
import { magnitudes } from '../../src/measures/scalar-mesh';
import { testCore } from '../helpers/engine';

const wave = (n: number, rate: number): Float32Array => Float32Array.from({ length: n }, (_, i) => Math.sin(rate * i));

it('packs E, its magnitude and normal component for each surface', async () => {
  const core = await testCore();
  const surfaces = [7, 5].map((points) => ({ pointsMm: wave(3 * points, 1.1), normals: wave(3 * points, 2.3) }));
  const frame = new PackedFrame(core, surfaces);
  const field = wave(36, 0.7);
  const pack = () => frameParts(frame.pack(core.arena.put(field), 2.5), surfaces);
  const parts = pack();
  let first = 0;
  surfaces.forEach(({ normals }, s) => {
    const e = field.subarray(first, first + normals.length).map((x) => 2.5 * x);
    first += e.length;
    expect(parts[s].e).toEqual(e);
    magnitudes(e).forEach((size, i) => {
      expect(parts[s].magnitude[i]).toBeCloseTo(size, 5);
    });
    normalComponent(e, normals).forEach((along, i) => {
      expect(parts[s].normal[i]).toBeCloseTo(along, 5);
    });
  });
  expect(pack()).toBe(parts);
  // The memory that the views were of is gone when it has grown.
  core.arena.alloc(core.arena.memory.buffer.byteLength);
  expect(parts[0].e).toHaveLength(0);
  expect(pack()[0].e[3]).toBeCloseTo(2.5 * field[3], 6);
});
