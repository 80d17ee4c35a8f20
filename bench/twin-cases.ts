/** Work that a kernel of the core and its scalar twin can both do: to time them, and to compare what they give. */

import { BoundaryOperator } from '../src/engine/boundary-operator';
import { coilElements, MU0_4PI } from '../src/engine/coil-potential';
import type { Core } from '../src/engine/core';
import type { KernelName } from '../src/engine/crew';
import { M2L_OFFSETS } from '../src/engine/octree';
import { GEOMETRY_ROWS } from '../src/engine/operator-plan';
import { putPoints } from '../src/engine/primary-source';
import { runWhole } from '../src/engine/sliced';
import { stackLayers } from '../src/engine/triangles';
import { sphereLayers } from '../test/helpers/engine';
import type { Twins } from './scalar-twins';
import { coilOverF3 } from './speed/coil-over-f3';

export interface TwinCase {
  name: string;
  /** Does the work by the core's kernels or by their twins. */
  run(kernels: Twins): void;
  /** What a first run gives. */
  result(kernels: Twins): Float64Array;
}

/** @param size points, charges and triangles of the sums; @param level icosphere level of the operator's three spheres */
export function twinCases(core: Core, size: number, level: number): TwinCase[] {
  return [...sums(core, size), ...parts(core, level), modes(core, size)];
}

/** Numbers without order in +-0.1: metres, within a head. */
const scattered = (i: number): number => 0.1 * Math.sin(12.9898 * i);

/** Sources at points or through triangles, all with all. */
function sums({ arena }: Core, n: number): TwinCase[] {
  const { x, y, z, count } = putPoints(
    arena,
    Float64Array.from({ length: 3 * n }, (_, i) => scattered(i)),
  );
  const charges = arena.put(Float32Array.from({ length: 4 * n }, (_, i) => (i % 4 === 3 ? 1 : scattered(7 * i + 3))));
  // triangles of about 5 mm: rows of coordinates, corner by corner, then those of the centroid, the reach and the weight
  const corner = (row: number, t: number): number => scattered(3 * t + (row % 3)) + 0.05 * scattered(17 * t + row);
  const triangles = arena.put(
    Float32Array.from({ length: GEOMETRY_ROWS * n }, (_, i) => (i < 9 * n ? corner(Math.floor(i / n), i % n) : 1)),
  );
  const fluxCharges = new Float32Array(5 * n).map((_, i) => (i % 5 === 3 ? 1 : scattered(5 * i + 2)));
  // the fifth word of each is the slot of a triangle that gets nothing
  const hosts = new Int32Array(fluxCharges.buffer);
  for (let k = 0; k < n; k++) hosts[5 * k + 4] = 3 * k - n;
  const hosted = arena.put(fluxCharges);
  const source = coilOverF3();
  const segments = Float32Array.from(coilElements(source.coil, source.pose).segments);
  const wire = arena.put(segments);
  const factor = -MU0_4PI * source.didtAPerS;
  const out = arena.zeros(3 * count);
  const into = (length: number, run: (kernels: Twins) => void): Omit<TwinCase, 'name'> => ({
    run,
    result(kernels) {
      arena.f32(out, 3 * count).fill(0);
      run(kernels);
      return Float64Array.from(arena.f32(out, length));
    },
  });
  return [
    { name: 'field of charges', ...into(3 * count, (k) => k.chargeField(charges, n, x, y, z, count, out)) },
    {
      name: 'flux of charges through triangles',
      ...into(n, (k) => k.chargeFlux(triangles, n, 0, n, hosted, n, out)),
    },
    {
      name: 'field of a coil’s segments',
      ...into(3 * count, (k) => k.segmentField(wire, segments.length / 6, factor, x, y, z, count, out)),
    },
  ];
}

/** Calls of each kind of part that are enough to time it. */
const CALLS = 2;

/** The parts of an operator: the calls that its set-up and one product make, some of each. */
function parts(core: Core, level: number): TwinCase[] {
  const { arena, crew } = core;
  const calls: Partial<Record<KernelName, number[][]>> = {};
  core.crew = {
    ...crew,
    run(kernel, list) {
      calls[kernel] = [...(calls[kernel] ?? []), ...list.map((call) => [...call])];
      crew.run(kernel, list);
    },
  };
  const layers = sphereLayers([92, 86, 80], [1, 1, 1], [level, level, level]);
  const operator = runWhole(BoundaryOperator.build(core, runWhole(stackLayers(layers))));
  const { slots, plan } = operator;
  const side = operator.side(arena.zeros(slots), arena.zeros(slots));
  arena.f32(side.charge, slots).forEach((_, slot, charge) => {
    charge[slot] = Math.sin(slot);
  });
  runWhole(operator.apply([side]));
  core.crew = crew;
  // what the operator gave back since is taken again, to stay as the calls need it
  const scratch = arena.alloc(16 * Math.max(...plan.nearSlots));
  const table = arena.put(Uint32Array.of(side.charge, side.normalField, side.locals));
  const fills = some(calls.fillLeaf).map((call) => call.with(5, scratch));
  const rows = (calls.leafNormalField ?? []).map((call) => call.with(7, table));
  const carried = some(calls.translate?.filter((call) => call[4] === M2L_OFFSETS.length));
  const expansions = (plan.tree.boxCount + 1) * operator.translations.coefficients;
  return [
    {
      name: 'near entries, set-up',
      run: (kernels) => replay(kernels.fillLeaf, fills),
      result(kernels) {
        replay(kernels.fillLeaf, fills);
        return Float64Array.from(fills.flatMap((call) => storedEntries(call)));
      },
    },
    { name: 'near entries and local expansions, from memory', ...leafProduct(rows) },
    { name: 'near entries and local expansions, from the cache', ...leafProduct(rows.slice(0, 1)) },
    {
      name: 'translations of expansions',
      run: (kernels) => replay(kernels.translate, carried),
      result(kernels) {
        const locals = arena.f32(side.locals, expansions);
        const before = locals.slice();
        locals.fill(0);
        replay(kernels.translate, carried);
        const after = Float64Array.from(locals);
        locals.set(before);
        return after;
      },
    },
  ];

  function leafProduct(leafCalls: number[][]): Omit<TwinCase, 'name'> {
    return {
      run: (kernels) => replay(kernels.leafNormalField, leafCalls),
      result(kernels) {
        arena.f32(side.normalField, slots).fill(0);
        replay(kernels.leafNormalField, leafCalls);
        return Float64Array.from(arena.f32(side.normalField, slots));
      },
    };
  }

  /** The entries that a call of fillLeaf stored: in each panel four steps, then four i16 a source. */
  function storedEntries([leaves, leaf, , , , , entries]: number[]): number[] {
    const [, own, , , , offset] = arena.i32(leaves + 24 * leaf, 6);
    const sources = plan.nearSlots[leaf];
    return Array.from({ length: own / 4 }, (_, panel) => {
      const at = entries + 16 * offset + panel * (16 + 8 * sources);
      const steps = arena.f32(at, 4);
      return Array.from(new Int16Array(arena.memory.buffer, at + 16, 4 * sources), (e, i) => e * steps[i % 4]);
    }).flat();
  }
}

/** Some of many, from all over. */
function some(calls: number[][] = []): number[][] {
  return Array.from({ length: CALLS }, (_, k) => calls[Math.floor(((k + 0.5) * calls.length) / CALLS)]);
}

function replay(kernel: Twins[keyof Twins], calls: number[][]): void {
  for (const call of calls) (kernel as (...call: number[]) => void)(...call);
}

/** The live field's product, by int8. */
function modes({ arena }: Core, size: number): TwinCase {
  const [blocks, rows, columns] = [size >> 5, 256, 288];
  const count = blocks * rows;
  const matrix = arena.alloc(count * columns);
  new Int8Array(arena.memory.buffer, matrix, count * columns).forEach((_, i, a) => {
    a[i] = 1270 * scattered(i);
  });
  const scales = arena.put(Float32Array.from({ length: blocks * columns }, (_, i) => 0.1 + scattered(i) ** 2));
  const coefficients = arena.put(Float32Array.from({ length: columns }, (_, i) => scattered(3 * i)));
  const steps = arena.alloc(2 * columns);
  const out = arena.zeros(count);
  const run = (k: Twins): void => k.modesProduct(matrix, scales, blocks, rows, columns, coefficients, steps, out);
  return {
    name: 'live field from int8 modes',
    run,
    result(kernels) {
      run(kernels);
      return Float64Array.from(arena.f32(out, count));
    },
  };
}
