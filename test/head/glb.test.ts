import fc from 'fast-check';
import { GLTFLoader } from 'three/examples/jsm/loaders/GLTFLoader.js';
import { describe, expect, it } from 'vitest';
import { loadBundledHead } from '../../src/formats/bundled-head';
import { type Glb, writeGlb } from '../../src/formats/glb';
import { readGlb } from '../../src/formats/glb-read';
import { readAsset } from './bundled';

const TETRAHEDRON: Glb = {
  meshes: [
    {
      name: 'tetrahedron',
      positions: Float32Array.of(0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3),
      triangles: Uint32Array.of(0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3),
      attributes: {
        _POINT: { components: 3, values: Float32Array.from({ length: 12 }, (_, i) => i / 8) },
        _CODE: { components: 1, values: Uint8Array.of(1, 2, 3, 255) },
        _PAIR: { components: 2, values: Uint16Array.of(1, 2, 3, 4, 5, 6, 7, 65535) },
      },
    },
  ],
  extras: { unit: 'mm' },
};

/** The file with its JSON replaced; the binary chunk stays. */
function withDocument(bytes: Uint8Array, change: (json: string) => string): ArrayBuffer {
  const view = new DataView(bytes.buffer);
  const length = view.getUint32(12, true);
  const json = new TextEncoder().encode(change(new TextDecoder().decode(bytes.subarray(20, 20 + length))));
  const rest = bytes.subarray(20 + length);
  const out = new Uint8Array(20 + json.length + rest.length);
  out.set(bytes.subarray(0, 20));
  out.set(json, 20);
  out.set(rest, 20 + json.length);
  new DataView(out.buffer).setUint32(8, out.length, true);
  new DataView(out.buffer).setUint32(12, json.length, true);
  return out.buffer;
}

describe('GLB', () => {
  it('comes back as it was written', () => {
    expect(readGlb(writeGlb(TETRAHEDRON).buffer, 'a.glb')).toEqual(TETRAHEDRON);
  });

  it('keeps any mesh through a round trip', () => {
    const mesh = fc.integer({ min: 1, max: 40 }).chain((vertices) =>
      fc.record({
        name: fc.string(),
        positions: fc
          .array(fc.float({ noNaN: true, noDefaultInfinity: true }), {
            minLength: 3 * vertices,
            maxLength: 3 * vertices,
          })
          .map((values) => Float32Array.from(values)),
        triangles: fc
          .array(fc.tuple(fc.nat(vertices - 1), fc.nat(vertices - 1), fc.nat(vertices - 1)))
          .map((values) => Uint32Array.from(values.flat())),
        attributes: fc.constant({}),
      }),
    );
    fc.assert(
      fc.property(fc.array(mesh, { maxLength: 3 }), (meshes) => {
        expect(readGlb(writeGlb({ meshes }).buffer, 'a.glb')).toEqual({ meshes });
      }),
    );
  });

  it('widens its indices where sixteen bits do not reach', () => {
    const positions = new Float32Array(3 * 70_000);
    const triangles = Uint32Array.of(0, 65_535, 69_999);
    const { meshes } = readGlb(
      writeGlb({ meshes: [{ name: 'm', positions, triangles, attributes: {} }] }).buffer,
      'a.glb',
    );
    expect(meshes[0].triangles).toEqual(triangles);
  });

  it("is read alike by three's loader", async () => {
    const { scene } = await new GLTFLoader().parseAsync(await readAsset('light.glb'), '');
    const ours = readGlb(await readAsset('light.glb'), 'light.glb').meshes;
    expect(scene.children.map(({ name }) => name)).toEqual(ours.map(({ name }) => name));
    scene.children.forEach((child, i) => {
      const { geometry } = child as unknown as {
        geometry: {
          index: { array: ArrayLike<number> };
          attributes: Record<string, { array: ArrayLike<number>; getX(i: number): number }>;
        };
      };
      expect(Float32Array.from(geometry.attributes.position.array)).toEqual(ours[i].positions);
      expect(Uint32Array.from(geometry.index.array)).toEqual(ours[i].triangles);
      const codes = ours[i].attributes._AAL?.values;
      codes?.forEach((code, v) => {
        if (geometry.attributes._aal.getX(v) !== code) throw new Error(`vertex ${v}`);
      });
    });
  });

  it.each([
    ['"mode":4', '"mode":1', /a\.glb: tetrahedron: mode 1 is not triangles/],
    ['"count":12', '"count":13', /tetrahedron\.indices: its 13 values run past the end/],
    ['"mesh":0', '"mesh":0,"scale":[2,2,2]', /node 0 has a scale/],
    ['"_CODE":2', '"_CODE":9', /tetrahedron\._CODE: no accessors\[9\]/],
    ['"byteStride":4', '"byteStride":0', /tetrahedron\._CODE: stride 0 is below 1/],
    ['"scene":0', '"extensionsRequired":["KHR_draco_mesh_compression"]', /needs the extensions/],
    ['"buffers":[{', '"buffers":[{"uri":"x.bin",', /data lie outside the file/],
    ['"meshes":[', '"meshes":[1,', /meshes is not a list of objects/],
    ['{"asset"', '{asset', /JSON chunk does not parse/],
  ])('names the fault when %s becomes %s', (from, to, message) => {
    const bytes = withDocument(writeGlb(TETRAHEDRON), (json) => {
      expect(json).toContain(from);
      return json.replace(from, to);
    });
    expect(() => readGlb(bytes, 'a.glb')).toThrow(message);
  });

  it('refuses triangles that name no vertex, and points at no place', () => {
    const [mesh] = TETRAHEDRON.meshes;
    const wrong = writeGlb({ meshes: [{ ...mesh, triangles: Uint32Array.of(0, 1, 4) }] });
    expect(() => readGlb(wrong.buffer, 'a.glb')).toThrow('triangle 0 names vertex 4, but there are 4');
    const positions = mesh.positions.with(4, Number.NaN);
    expect(() => readGlb(writeGlb({ meshes: [{ ...mesh, positions }] }).buffer, 'a.glb')).toThrow('vertex 1 is not');
  });

  it('answers any damage with a mesh or one line that names the file', () => {
    const good = writeGlb(TETRAHEDRON);
    const edits = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(edits, fc.option(fc.nat(good.length)), (changes, cut) => {
        const bytes = good.slice(0, cut ?? good.length);
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        expectMeshOrFault(() => readGlb(bytes.buffer, 'a.glb'));
      }),
      { numRuns: 5000 },
    );
  });

  it('answers any digits in its JSON with a mesh or a fault', () => {
    const good = writeGlb(TETRAHEDRON);
    fc.assert(
      fc.property(
        fc.nat(200),
        fc.oneof(fc.constant('4294967295'), fc.constant('-1'), fc.integer().map(String)),
        (nth, to) => {
          let seen = 0;
          const bytes = withDocument(good, (json) => json.replace(/\d+/g, (found) => (seen++ === nth ? to : found)));
          expectMeshOrFault(() => readGlb(bytes, 'a.glb'));
        },
      ),
      { numRuns: 2000 },
    );
  });
});

function expectMeshOrFault(read: () => Glb): void {
  try {
    for (const mesh of read().meshes) {
      expect(mesh.triangles.every((v) => v < mesh.positions.length / 3)).toBe(true);
    }
  } catch (error) {
    if (!(error instanceof Error) || !/^a\.glb: [^\n]+$/.test(error.message)) throw error;
  }
}

describe('loading the bundled head', () => {
  const edited =
    (change: (json: string) => string) =>
    async (name: string): Promise<ArrayBuffer> => {
      const buffer = await readAsset(name);
      if (name !== 'head.json') return buffer;
      return new TextEncoder().encode(change(new TextDecoder().decode(buffer))).buffer;
    };

  it.each([
    [/"bytes": \d+/g, '"bytes": 5', /light\.glb: has \d+ bytes, head\.json states 5/],
    ['"unit": "mm"', '"unit": "m"', /head\.json: unit: /],
    ['"surface": "inner_skull"', '"surface": "dura"', /light\.glb: has no mesh "dura"; it has scalp, outer_skull/],
    ['"nasion": [', '"nasion": [1,', /head\.json: landmarks\.nasion/],
    ['"id"', 'id', /head\.json: does not parse/],
  ])('names the fault when %s becomes %s', async (from, to, message) => {
    await expect(
      loadBundledHead(
        edited((json) => json.replace(from, to)),
        'light',
      ),
    ).rejects.toThrow(message);
  });
});
