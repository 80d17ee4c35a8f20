/** GLB (glTF 2.0 in one file): named triangle meshes with per-vertex attributes. Specification: Khronos glTF 2.0. */

/** Values of one attribute, `components` a vertex. Names of your own start with an underscore, as glTF wants. */
export interface GlbAttribute {
  components: 1 | 2 | 3 | 4;
  values: Float32Array | Uint8Array | Uint16Array;
}

export interface GlbMesh {
  name: string;
  /** Packed xyz, in the file's unit: this module neither scales nor turns them. */
  positions: Float32Array;
  /** Three vertex indices a triangle. */
  triangles: Uint32Array;
  attributes: Record<string, GlbAttribute>;
}

export interface Glb {
  meshes: GlbMesh[];
  /** The file's `asset.extras`: unit, frame, whatever its writer noted. */
  extras?: Record<string, unknown>;
}

export const MAGIC = 0x46546c67;
export const JSON_CHUNK = 0x4e4f534a;
export const BIN_CHUNK = 0x004e4942;
const ARRAY_BUFFER = 34962;
const ELEMENT_ARRAY_BUFFER = 34963;
const UINT8 = 5121;
const UINT16 = 5123;
const UINT32 = 5125;
const FLOAT32 = 5126;
const TYPES = ['SCALAR', 'VEC2', 'VEC3', 'VEC4'] as const;

interface BufferView {
  buffer: 0;
  byteOffset: number;
  byteLength: number;
  byteStride?: number;
  target: number;
}

/** Gathers the binary chunk; every view starts on a multiple of four bytes. */
class BinaryChunk {
  readonly views: BufferView[] = [];
  readonly accessors: Record<string, unknown>[] = [];
  private readonly parts: Uint8Array[] = [];
  byteLength = 0;

  private addView(bytes: Uint8Array, target: number, byteStride?: number): number {
    const padded = new Uint8Array(Math.ceil(bytes.byteLength / 4) * 4);
    padded.set(bytes);
    this.views.push({
      buffer: 0,
      byteOffset: this.byteLength,
      byteLength: bytes.byteLength,
      ...(byteStride === undefined ? {} : { byteStride }),
      target,
    });
    this.parts.push(padded);
    this.byteLength += padded.byteLength;
    return this.views.length - 1;
  }

  /** glTF wants each vertex of an attribute to start on a multiple of four bytes: narrow ones are spread out. */
  addAttribute(attribute: GlbAttribute, withBounds: boolean): number {
    const { components, values } = attribute;
    const width = components * values.BYTES_PER_ELEMENT;
    const stride = Math.ceil(width / 4) * 4;
    const count = values.length / components;
    const source = bytesOf(values);
    const spread = stride === width ? source : new Uint8Array(count * stride);
    if (spread !== source) {
      for (let i = 0; i < count; i++) spread.set(source.subarray(i * width, (i + 1) * width), i * stride);
    }
    const bounds = withBounds ? boundsOf(values, components) : {};
    this.accessors.push({
      bufferView: this.addView(spread, ARRAY_BUFFER, stride === width ? undefined : stride),
      componentType: values instanceof Float32Array ? FLOAT32 : values instanceof Uint16Array ? UINT16 : UINT8,
      count,
      type: TYPES[components - 1],
      ...bounds,
    });
    return this.accessors.length - 1;
  }

  /** Sixteen bits an index where the vertices allow it (65535 itself is glTF's restart mark). */
  addIndices(triangles: Uint32Array, vertexCount: number): number {
    const narrow = vertexCount <= 65535;
    this.accessors.push({
      bufferView: this.addView(bytesOf(narrow ? Uint16Array.from(triangles) : triangles), ELEMENT_ARRAY_BUFFER),
      componentType: narrow ? UINT16 : UINT32,
      count: triangles.length,
      type: 'SCALAR',
    });
    return this.accessors.length - 1;
  }

  concatenated(): Uint8Array {
    const out = new Uint8Array(this.byteLength);
    let at = 0;
    for (const part of this.parts) {
      out.set(part, at);
      at += part.byteLength;
    }
    return out;
  }
}

const bytesOf = (values: ArrayBufferView): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

function boundsOf(values: ArrayLike<number>, components: number): { min: number[]; max: number[] } {
  const min = new Array<number>(components).fill(Infinity);
  const max = new Array<number>(components).fill(-Infinity);
  for (let i = 0; i < values.length; i++) {
    const k = i % components;
    min[k] = Math.min(min[k], values[i]);
    max[k] = Math.max(max[k], values[i]);
  }
  return { min, max };
}

/** A GLB of one scene with a node a mesh. Throws a RangeError where an array does not fit its mesh. */
export function writeGlb(glb: Glb): Uint8Array<ArrayBuffer> {
  const chunk = new BinaryChunk();
  const meshes = glb.meshes.map((mesh) => {
    const vertices = mesh.positions.length / 3;
    const attributes: Record<string, number> = {
      POSITION: chunk.addAttribute({ components: 3, values: mesh.positions }, true),
    };
    for (const [name, attribute] of Object.entries(mesh.attributes)) {
      if (attribute.values.length !== vertices * attribute.components) {
        throw new RangeError(`${mesh.name}.${name}: ${attribute.values.length} values for ${vertices} vertices`);
      }
      attributes[name] = chunk.addAttribute(attribute, false);
    }
    const indices = chunk.addIndices(mesh.triangles, vertices);
    return { name: mesh.name, primitives: [{ attributes, indices, mode: 4 }] };
  });
  const document = {
    asset: { version: '2.0', generator: 'Coilscope', ...(glb.extras ? { extras: glb.extras } : {}) },
    scene: 0,
    scenes: [{ nodes: meshes.map((_, i) => i) }],
    nodes: meshes.map(({ name }, mesh) => ({ name, mesh })),
    meshes,
    accessors: chunk.accessors,
    bufferViews: chunk.views,
    buffers: [{ byteLength: chunk.byteLength }],
  };
  return packChunks(document, chunk.concatenated());
}

function packChunks(document: object, binary: Uint8Array): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(JSON.stringify(document));
  const jsonLength = Math.ceil(json.length / 4) * 4;
  const out = new Uint8Array(12 + 8 + jsonLength + 8 + binary.length);
  const view = new DataView(out.buffer);
  const words = [MAGIC, 2, out.length, jsonLength, JSON_CHUNK];
  words.forEach((word, i) => {
    view.setUint32(4 * i, word, true);
  });
  out.fill(0x20, 20, 20 + jsonLength);
  out.set(json, 20);
  view.setUint32(20 + jsonLength, binary.length, true);
  view.setUint32(24 + jsonLength, BIN_CHUNK, true);
  out.set(binary, 28 + jsonLength);
  return out;
}
