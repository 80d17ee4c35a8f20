/** The WASM core (assembly/): its exports as typed functions over pointers. Only this folder sees a pointer. */

import { Arena, type Pointer } from './arena';
import { type Crew, type Helpers, hireCrew, soloCrew } from './crew';

export interface CoreExports {
  heapBase(): Pointer;
  regular(out: Pointer, degree: number, x: number, y: number, z: number): void;
  irregular(out: Pointer, degree: number, x: number, y: number, z: number): void;
  triangleRows(
    geometry: Pointer,
    stride: number,
    slot: number,
    count: number,
    degree: number,
    coefficients: number,
    cx: number,
    cy: number,
    cz: number,
    h: number,
    up: Pointer,
    down: Pointer,
    harmonics: Pointer,
  ): void;
  fillLeaf(
    leaves: Pointer,
    leaf: number,
    geometry: Pointer,
    stride: number,
    runs: Pointer,
    scratch: Pointer,
    entries: Pointer,
  ): void;
  translate(
    matrices: Pointer,
    n: number,
    bounds: Pointer,
    start: Pointer,
    directions: number,
    pairs: Pointer,
    sources: Pointer,
    destinations: Pointer,
  ): void;
  leafMultipoles(
    leaves: Pointer,
    begin: number,
    end: number,
    coefficients: number,
    up: Pointer,
    charge: Pointer,
    multipoles: Pointer,
  ): void;
  leafNormalField(
    leaves: Pointer,
    begin: number,
    end: number,
    runs: Pointer,
    entries: Pointer,
    coefficients: number,
    down: Pointer,
    sides: Pointer,
    sideCount: number,
  ): void;
  evaluateLeaf(
    geometry: Pointer,
    stride: number,
    density: Pointer,
    points: Pointer,
    count: number,
    runs: Pointer,
    runCount: number,
    degree: number,
    coefficients: number,
    cx: number,
    cy: number,
    cz: number,
    h: number,
    local: Pointer,
    rows: Pointer,
    harmonics: Pointer,
    field: Pointer,
  ): void;
  segmentField(
    segments: Pointer,
    segmentCount: number,
    factor: number,
    x: Pointer,
    y: Pointer,
    z: Pointer,
    count: number,
    out: Pointer,
  ): void;
  dipoleField(
    dipoles: Pointer,
    dipoleCount: number,
    factor: number,
    x: Pointer,
    y: Pointer,
    z: Pointer,
    count: number,
    out: Pointer,
  ): void;
  chargeField(
    charges: Pointer,
    chargeCount: number,
    x: Pointer,
    y: Pointer,
    z: Pointer,
    count: number,
    out: Pointer,
  ): void;
  chargeFlux(
    geometry: Pointer,
    stride: number,
    begin: number,
    end: number,
    charges: Pointer,
    chargeCount: number,
    normalField: Pointer,
  ): void;
  spread(records: Pointer, x: Pointer, charge: Pointer, begin: number, end: number): void;
  fillGridSlab(
    grid: Pointer,
    n: number,
    k: number,
    x0: number,
    y0: number,
    z0: number,
    h: number,
    segments: Pointer,
    segmentCount: number,
    dipoles: Pointer,
    dipoleCount: number,
  ): void;
  sampleNormalFlux(
    grids: Pointer,
    gridCount: number,
    poses: Pointer,
    poseCount: number,
    points: Pointer,
    normals: Pointer,
    count: number,
    out: Pointer,
    stride: number,
  ): void;
  denseProduct(a: Pointer, x: Pointer, rows: number, columns: number, out: Pointer): void;
  modesProduct(
    matrix: Pointer,
    scales: Pointer,
    blocks: number,
    rows: number,
    columns: number,
    coefficients: Pointer,
    steps: Pointer,
    out: Pointer,
  ): void;
  carryField(carried: Pointer, count: number, modeField: Pointer, field: Pointer): void;
  scatterField(vertices: Pointer, count: number, modeField: Pointer, field: Pointer): void;
  frameField(
    field: Pointer,
    normals: Pointer,
    count: number,
    scale: number,
    e: Pointer,
    magnitude: Pointer,
    normal: Pointer,
  ): void;
  dot(a: Pointer, b: Pointer, n: number): number;
  axpy(y: Pointer, s: number, x: Pointer, n: number): void;
  scaleTo(y: Pointer, s: number, x: Pointer, n: number): void;
  multiplyTo(y: Pointer, a: Pointer, x: Pointer, n: number): void;
  halfMinusProduct(y: Pointer, x: Pointer, a: Pointer, n: number): void;
  projectOut(x: Pointer, weight: Pointer, layerOf: Pointer, layers: number, n: number, sums: Pointer): void;
}

/** The core, its memory under one owner, and the threads that run its kernels. */
export interface Core {
  exports: CoreExports;
  arena: Arena;
  crew: Crew;
}

const MAX_PAGES = 65536;
/** What WebAssembly can address: 4 GiB. */
export const MAX_MEMORY_BYTES = MAX_PAGES * 65536;

/** Instantiates the core (build/core.wasm) over a fresh memory, for the calling thread alone. */
export async function instantiateCore(module: WebAssembly.Module): Promise<Core> {
  const { exports, arena } = await coreOver(module, new WebAssembly.Memory({ initial: 16, maximum: MAX_PAGES }));
  return { exports, arena, crew: soloCrew(exports) };
}

/** The same for several threads, over a memory they share. `module` is the core as shared-core.ts makes it. */
export async function instantiateSharedCore(module: WebAssembly.Module, helpers: Helpers): Promise<Core> {
  const memory = new WebAssembly.Memory({ initial: 16, maximum: MAX_PAGES, shared: true });
  const { exports, arena } = await coreOver(module, memory);
  return { exports, arena, crew: hireCrew(exports, module, memory, helpers) };
}

async function coreOver(module: WebAssembly.Module, memory: WebAssembly.Memory): Promise<Omit<Core, 'crew'>> {
  const abort = (): never => {
    throw new Error('the field core stopped on a failed check');
  };
  const instance = await WebAssembly.instantiate(module, { env: { memory, abort } });
  const exports = instance.exports as unknown as CoreExports;
  return { exports, arena: new Arena(memory, exports.heapBase()) };
}
