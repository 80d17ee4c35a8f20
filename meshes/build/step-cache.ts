import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeGlb } from '../../src/formats/glb';
import { readGlb } from '../../src/formats/glb-read';
import type { Surface } from '../../src/model/surface';

/** A result that is computed once: `key` names the inputs it follows from. */
export interface Step<T> {
  key: string;
  value(): T;
}

/** How a result is kept in a file. */
export interface Codec<T> {
  extension: string;
  encode(value: T): Uint8Array;
  decode(bytes: Uint8Array): T;
}

/** A copy: the bytes of a small file that Node read lie in a buffer shared with others. */
const ownBuffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

export const fieldCodec: Codec<Float32Array> = {
  extension: 'f32',
  encode: (value) => new Uint8Array(value.buffer, value.byteOffset, value.byteLength),
  decode: (bytes) => new Float32Array(ownBuffer(bytes)),
};

export const surfaceCodec: Codec<Surface> = {
  extension: 'glb',
  encode: ({ positionsMm, triangles }) =>
    writeGlb({ meshes: [{ name: 'surface', positions: positionsMm, triangles, attributes: {} }] }),
  decode: (bytes) => {
    const [{ positions, triangles }] = readGlb(ownBuffer(bytes), 'cached surface').meshes;
    return { positionsMm: positions, triangles };
  },
};

/** Keeps the results of steps in a folder, so that a build goes on where it was stopped. */
export class StepCache {
  constructor(
    private readonly folder: string,
    private readonly log: (line: string) => void,
  ) {
    mkdirSync(folder, { recursive: true });
  }

  /** An input: known by its own content. */
  input<T>(content: Uint8Array, decode: (bytes: Uint8Array) => T): Step<T> {
    return remembered(hash(content), () => decode(content));
  }

  /** A step that is cheap enough to be done anew in each build. */
  derive<T>(name: string, inputs: Step<unknown>[], compute: () => T): Step<T> {
    return remembered(keyOf(name, null, inputs), () => this.timed(name, inputs, compute));
  }

  /**
   * A step whose result is kept. Its key is made of its name, its parameters and its inputs' keys: put a version into
   * `parameters` and raise it when the code of the step changes what comes out.
   */
  keep<T>(name: string, parameters: unknown, inputs: Step<unknown>[], codec: Codec<T>, compute: () => T): Step<T> {
    const key = keyOf(name, parameters, inputs);
    const path = join(this.folder, `${name}-${key.slice(0, 16)}.${codec.extension}`);
    return remembered(key, () => {
      if (existsSync(path)) {
        this.log(`${name}: kept from an earlier build`);
        return codec.decode(readFileSync(path));
      }
      const value = this.timed(name, inputs, compute);
      // Renamed when complete, so that a build stopped here leaves no half result behind.
      writeFileSync(`${path}.part`, codec.encode(value));
      renameSync(`${path}.part`, path);
      return value;
    });
  }

  private timed<T>(name: string, inputs: Step<unknown>[], compute: () => T): T {
    // Inputs first, so that their time is not counted twice.
    for (const input of inputs) input.value();
    this.log(`${name} ...`);
    const start = performance.now();
    const value = compute();
    this.log(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
    return value;
  }
}

function remembered<T>(key: string, compute: () => T): Step<T> {
  let result: { value: T } | undefined;
  return {
    key,
    value: () => {
      result ??= { value: compute() };
      return result.value;
    },
  };
}

const hash = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
const keyOf = (name: string, parameters: unknown, inputs: Step<unknown>[]): string =>
  hash(JSON.stringify([name, parameters, inputs.map(({ key }) => key)]));
