/** The scalar twins of kernels (bench/scalar), compiled as the core is but for SIMD, over the memory of a core. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import type { Arena } from '../src/engine/arena';
import type { CoreExports } from '../src/engine/core';

export type Twins = Pick<
  CoreExports,
  'chargeField' | 'chargeFlux' | 'segmentField' | 'fillLeaf' | 'leafNormalField' | 'translate' | 'modesProduct'
>;

const SOURCES = fileURLToPath(new URL('scalar', import.meta.url));
/** More than the twins keep in memory of their own. */
const STATIC_BYTES = 4096;

/** @param optimizeLevel 3 to time them; less compiles sooner */
export async function scalarTwins(arena: Arena, { optimizeLevel = 3 } = {}): Promise<Twins> {
  const base = arena.alloc(STATIC_BYTES);
  let binary = new Uint8Array();
  const { error, stderr } = await asc.main(
    [
      'index.ts',
      ...['--outFile', 'twins.wasm', '--bindings', 'raw', '--runtime', 'stub', '--importMemory'],
      ...['--memoryBase', String(base)],
      ...['--optimizeLevel', String(optimizeLevel), '--noAssert', '--uncheckedBehavior', 'always'],
    ],
    {
      readFile: (name) => textOf(join(SOURCES, name)),
      listFiles: (name) => filesOf(join(SOURCES, name)),
      writeFile: (name, contents) => {
        if (name === 'twins.wasm') binary = new Uint8Array(contents as Uint8Array);
      },
    },
  );
  if (error) throw new Error(`${error.message}\n${stderr}`);
  const env = { memory: arena.memory, abort: () => {} };
  const { instance } = await WebAssembly.instantiate(binary, { env });
  return instance.exports as unknown as Twins;
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function filesOf(path: string): string[] | null {
  try {
    return readdirSync(path);
  } catch {
    return null;
  }
}
