import { FormatError } from './format-error';
import { BIN_CHUNK, type Glb, type GlbAttribute, type GlbMesh, JSON_CHUNK, MAGIC } from './glb';

type Json = Record<string, unknown>;

const COMPONENT_BYTES: Record<number, 1 | 2 | 4> = { 5121: 1, 5123: 2, 5125: 4, 5126: 4 };
const COMPONENTS: Record<string, 1 | 2 | 3 | 4> = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4 };
const FLOAT32 = 5126;
const TRIANGLES = 4;
/** Accessors may overlap, so a small file can ask for any amount; this is well above every real head. */
const MAX_UNPACKED_BYTES = 2 ** 29;

/**
 * Reads the named triangle meshes of a GLB: plain accessors of float, uint8, uint16 or uint32, any stride, one
 * primitive a mesh. Compressed or sparse data, other files and placed (moved, turned, scaled) nodes are refused by name.
 *
 * Throws FormatError, one line starting with `fileName`, on whatever is wrong with the bytes.
 */
export function readGlb(buffer: ArrayBuffer, fileName: string): Glb {
  return new GlbReader(buffer, fileName).read();
}

class GlbReader {
  private readonly view: DataView;
  private document: Json = {};
  private binary = new Uint8Array(0);
  private unpackedBytes = 0;

  constructor(
    private readonly buffer: ArrayBuffer,
    private readonly fileName: string,
  ) {
    this.view = new DataView(buffer);
  }

  read(): Glb {
    this.readChunks();
    const required = this.document.extensionsRequired;
    if (required !== undefined) throw this.fault(`needs the extensions ${JSON.stringify(required)}; save it without`);
    this.refusePlacedNodes();
    const meshes = this.list('meshes').map((mesh, i) => this.readMesh(mesh, i));
    const asset = this.document.asset;
    const extras = isObject(asset) && isObject(asset.extras) ? asset.extras : undefined;
    return extras ? { meshes, extras } : { meshes };
  }

  private fault(what: string): Error {
    return new FormatError(this.fileName, what);
  }

  private readChunks(): void {
    const size = this.buffer.byteLength;
    if (size < 20 || this.view.getUint32(0, true) !== MAGIC) throw this.fault('is not a GLB file');
    const version = this.view.getUint32(4, true);
    if (version !== 2) throw this.fault(`is GLB version ${version}; only version 2 is read`);
    const stated = this.view.getUint32(8, true);
    if (stated !== size) throw this.fault(`states ${stated} bytes but has ${size}: it is cut or damaged`);
    let json: Uint8Array | undefined;
    for (let at = 12; at < size; ) {
      if (at + 8 > size) throw this.fault(`the chunk at byte ${at} has no room for its header`);
      const length = this.view.getUint32(at, true);
      const type = this.view.getUint32(at + 4, true);
      if (at + 8 + length > size) throw this.fault(`the chunk at byte ${at} runs past the end of the file`);
      const bytes = new Uint8Array(this.buffer, at + 8, length);
      if (type === JSON_CHUNK && json === undefined) json = bytes;
      else if (type === BIN_CHUNK && this.binary.length === 0) this.binary = bytes;
      at += 8 + length;
    }
    if (!json) throw this.fault('has no JSON chunk');
    let parsed: unknown;
    try {
      parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json));
    } catch (error) {
      throw this.fault(`its JSON chunk does not parse (${error instanceof Error ? error.message : 'unknown'})`);
    }
    if (!isObject(parsed)) throw this.fault('its JSON chunk is not an object');
    this.document = parsed;
  }

  private refusePlacedNodes(): void {
    this.list('nodes').forEach((node, i) => {
      const placed = ['matrix', 'translation', 'rotation', 'scale'].find((key) => key in node);
      if (placed) throw this.fault(`node ${i} has a ${placed}; apply it to the vertices before saving`);
    });
  }

  private list(key: string): Json[] {
    const value = this.document[key];
    if (value === undefined) return [];
    if (!Array.isArray(value) || !value.every(isObject)) throw this.fault(`${key} is not a list of objects`);
    return value;
  }

  private item(key: string, index: unknown, where: string): Json {
    const items = this.list(key);
    const found = isCount(index) ? items[index] : undefined;
    if (!found) throw this.fault(`${where}: no ${key}[${String(index)}]`);
    return found;
  }

  private readMesh(mesh: Json, index: number): GlbMesh {
    const name = typeof mesh.name === 'string' ? mesh.name : `mesh ${index}`;
    const primitives = mesh.primitives;
    if (!Array.isArray(primitives) || primitives.length !== 1 || !isObject(primitives[0])) {
      throw this.fault(`${name}: has not exactly one primitive; join them before saving`);
    }
    const { attributes, indices, mode = TRIANGLES } = primitives[0];
    if (mode !== TRIANGLES) throw this.fault(`${name}: mode ${String(mode)} is not triangles`);
    if (!isObject(attributes) || attributes.POSITION === undefined) throw this.fault(`${name}: has no POSITION`);
    const { POSITION, ...others } = attributes;
    const positions = this.readAccessor(POSITION, `${name}.POSITION`);
    if (!(positions.values instanceof Float32Array) || positions.components !== 3) {
      throw this.fault(`${name}.POSITION: is not a VEC3 of floats`);
    }
    const bad = positions.values.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) throw this.fault(`${name}.POSITION: vertex ${Math.floor(bad / 3)} is not a finite point`);
    const vertices = positions.values.length / 3;
    const read: Record<string, GlbAttribute> = {};
    for (const [key, accessor] of Object.entries(others)) {
      const { components, values } = this.readAccessor(accessor, `${name}.${key}`);
      if (values.length !== vertices * components) {
        throw this.fault(`${name}.${key}: ${values.length / components} values for ${vertices} vertices`);
      }
      if (values instanceof Uint32Array) throw this.fault(`${name}.${key}: an attribute cannot be uint32`);
      read[key] = { components, values };
    }
    return {
      name,
      positions: positions.values,
      triangles: this.readIndices(indices, vertices, name),
      attributes: read,
    };
  }

  private readIndices(accessor: unknown, vertices: number, name: string): Uint32Array {
    const where = `${name}.indices`;
    const { components, values } = this.readAccessor(accessor, where);
    if (components !== 1 || values instanceof Float32Array) throw this.fault(`${where}: are not whole numbers`);
    if (values.length % 3 !== 0) throw this.fault(`${where}: ${values.length} is not a multiple of three`);
    const bad = values.findIndex((value) => value >= vertices);
    if (bad >= 0) {
      throw this.fault(
        `${where}: triangle ${Math.floor(bad / 3)} names vertex ${values[bad]}, but there are ${vertices}`,
      );
    }
    return values instanceof Uint32Array ? values : Uint32Array.from(values);
  }

  private readAccessor(
    index: unknown,
    where: string,
  ): { components: 1 | 2 | 3 | 4; values: Float32Array | Uint8Array | Uint16Array | Uint32Array } {
    const accessor = this.item('accessors', index, where);
    const { count, componentType, type, byteOffset = 0 } = accessor;
    if (accessor.sparse !== undefined) throw this.fault(`${where}: sparse accessors are not read`);
    const size = typeof componentType === 'number' ? COMPONENT_BYTES[componentType] : undefined;
    if (!size) throw this.fault(`${where}: component type ${String(componentType)} is not read`);
    const components = typeof type === 'string' && Object.hasOwn(COMPONENTS, type) ? COMPONENTS[type] : undefined;
    if (!components) throw this.fault(`${where}: type ${String(type)} is not read`);
    const view = this.item('bufferViews', accessor.bufferView, where);
    const { byteOffset: viewOffset = 0, byteLength, byteStride } = view;
    this.refuseOtherBuffers(view, where);
    if (!isCount(count) || !isCount(byteOffset) || !isCount(viewOffset) || !isCount(byteLength)) {
      throw this.fault(`${where}: its counts and offsets must be whole numbers >= 0`);
    }
    const width = components * size;
    const stride = byteStride === undefined ? width : byteStride;
    if (!isCount(stride) || stride < width) throw this.fault(`${where}: stride ${String(stride)} is below ${width}`);
    const needed = count === 0 ? 0 : byteOffset + (count - 1) * stride + width;
    if (needed > byteLength || viewOffset + byteLength > this.binary.length) {
      throw this.fault(`${where}: its ${count} values run past the end of the data`);
    }
    this.unpackedBytes += count * width;
    if (this.unpackedBytes > MAX_UNPACKED_BYTES) throw this.fault('asks for more than 512 MiB of mesh data');
    // Packed into bytes of their own, so that any offset and stride ends up aligned.
    const packed = new Uint8Array(count * width);
    const start = viewOffset + byteOffset;
    if (stride === width) packed.set(this.binary.subarray(start, start + packed.length));
    else {
      for (let i = 0; i < count; i++) {
        packed.set(this.binary.subarray(start + i * stride, start + i * stride + width), i * width);
      }
    }
    if (componentType === FLOAT32) return { components, values: new Float32Array(packed.buffer) };
    if (size === 4) return { components, values: new Uint32Array(packed.buffer) };
    return { components, values: size === 2 ? new Uint16Array(packed.buffer) : packed };
  }

  private refuseOtherBuffers(view: Json, where: string): void {
    const buffer = this.item('buffers', view.buffer, where);
    if (view.buffer !== 0 || buffer.uri !== undefined) throw this.fault(`${where}: its data lie outside the file`);
  }
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
