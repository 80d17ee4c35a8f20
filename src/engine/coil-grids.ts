import type { Coil } from '../model/coil';
import { IDENTITY_POSE } from '../model/pose';
import type { Pointer } from './arena';
import { coilElements } from './coil-potential';
import type { Core } from './core';

/** Grids of B in the coil's frame; see assembly/magnetic.ts for the records. */
export interface CoilGrids {
  at: Pointer;
  count: number;
}

/**
 * Nodes a side and spacing of each grid, finest first. The finest spans the brain under the coil, where it is never nearer to the winding
 * than about 15 mm; the coarsest everything else that is head.
 */
const GRIDS = [
  { nodes: 40, spacingM: 0.005 },
  { nodes: 32, spacingM: 0.01 },
  { nodes: 28, spacingM: 0.02 },
] as const;
/** Depth of the grids' common centre below the coil's origin, along +z, m. */
const CENTRE_DEPTH_M = 0.045;
/** The i32 and f32 fields of a grid's record. */
const RECORD = 6;

/** Tabulates the magnetic field of 1 A round a coil, slab by slab; tells the share done. */
export function* storeCoilGrids(core: Core, coil: Coil): Generator<number, CoilGrids> {
  const { arena, exports } = core;
  const { segments, dipoles } = coilElements(coil, IDENTITY_POSE);
  const at = arena.alloc(4 * RECORD * GRIDS.length);
  const data = GRIDS.map(({ nodes }) => arena.alloc(12 * nodes ** 3));
  const mark = arena.mark();
  const segmentsAt = arena.put(Float32Array.from(segments));
  const dipolesAt = arena.put(Float32Array.from(dipoles));
  const slabs = GRIDS.reduce((sum, { nodes }) => sum + nodes, 0);
  let done = 0;
  for (const [g, { nodes, spacingM }] of GRIDS.entries()) {
    const low = (-spacingM * (nodes - 1)) / 2;
    const lowZ = low + CENTRE_DEPTH_M;
    arena.i32(at + 4 * RECORD * g, 2).set([data[g], nodes]);
    arena.f32(at + 4 * RECORD * g + 8, 4).set([low, low, lowZ, 1 / spacingM]);
    for (let k = 0; k < nodes; k++) {
      exports.fillGridSlab(
        data[g],
        nodes,
        k,
        low,
        low,
        lowZ,
        spacingM,
        segmentsAt,
        segments.length / 6,
        dipolesAt,
        dipoles.length / 6,
      );
      done++;
      yield done / slabs;
    }
  }
  arena.release(mark);
  return { at, count: GRIDS.length };
}
