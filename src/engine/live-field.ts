/**
 * The live field: E of any coil, or of a montage, at every vertex of the head's field surfaces, a thousand times faster than a
 * solve. A coil's signature (the normal component of its B at points on the cortex) says all about its field inside; the basis
 * turns it into mode coefficients and those into E. See docs/physics.md.
 */

import { DONORS, type LiveBasis, vertexTotal } from '../formats/live-basis';
import type { Coil } from '../model/coil';
import type { Pose } from '../model/pose';
import type { Pointer } from './arena';
import { type CoilGrids, storeCoilGrids } from './coil-grids';
import type { Core } from './core';
import { StoredModes, widened } from './stored-modes';

/** Bytes of a carried vertex; see assembly/modes.ts. */
const CARRIED_BYTES = 168;

export class LiveField {
  readonly vertices: number;
  readonly coils: StoredModes;
  readonly electrodes: StoredModes | null;
  private readonly signaturePoints: Pointer;
  private readonly signatureNormals: Pointer;
  private readonly modeField: Pointer;
  private readonly modeVertices: Pointer;
  private readonly carried: Pointer;
  private readonly field: Pointer;
  private readonly pose: Pointer;
  private readonly coilMark: Pointer;
  private rowsMark: Pointer;
  private grids: CoilGrids | null = null;

  /** Takes the core for itself: everything the basis needs is laid out in its memory once. */
  constructor(
    private readonly core: Core,
    readonly basis: LiveBasis,
  ) {
    const { arena } = core;
    this.vertices = vertexTotal(basis);
    this.coils = new StoredModes(core, basis.coils, basis);
    this.electrodes = basis.electrodes && new StoredModes(core, basis.electrodes, basis);
    this.signaturePoints = arena.put(basis.coils.pointsM);
    this.signatureNormals = arena.put(basis.coils.normals);
    this.modeField = arena.zeros(3 * basis.modeVertices.length + basis.blockRows);
    this.modeVertices = arena.put(basis.modeVertices);
    this.carried = this.storeCarried();
    this.field = arena.zeros(3 * this.vertices);
    this.pose = arena.zeros(12);
    this.coilMark = arena.mark();
    this.rowsMark = this.coilMark;
  }

  private storeCarried(): Pointer {
    const { basis } = this;
    const { arena } = this.core;
    const count = basis.carriedVertices.length;
    const at = arena.alloc(count * CARRIED_BYTES);
    const view = new DataView(arena.memory.buffer, at, count * CARRIED_BYTES);
    for (let i = 0; i < count; i++) {
      const record = i * CARRIED_BYTES;
      view.setFloat32(record, basis.carriedSteps[i], true);
      view.setUint32(record + 4, basis.carriedVertices[i], true);
      for (let d = 0; d < DONORS; d++) {
        view.setUint16(record + 8 + 2 * d, basis.carriedDonors[i * DONORS + d], true);
      }
      for (let column = 0; column < 3 * DONORS; column++) {
        for (let c = 0; c < 3; c++) {
          const weight = basis.carriedWeights[(i * 3 * DONORS + column) * 3 + c];
          view.setInt16(record + 24 + 8 * column + 2 * c, weight, true);
        }
      }
    }
    return at;
  }

  /** Takes a coil: tabulates its B round it, in steps of some milliseconds that tell the share done. */
  *setCoil(coil: Coil): Generator<number, void> {
    this.grids = null;
    this.core.arena.release(this.coilMark);
    this.grids = yield* storeCoilGrids(this.core, coil);
    this.rowsMark = this.core.arena.mark();
  }

  /**
   * The coil's signature at `pose`: n.B over mu0/(4 pi) per ampere at the signature points. A view that the next call
   * overwrites.
   */
  signature(pose: Pose): Float32Array {
    const { arena, exports } = this.core;
    const { coils } = this;
    if (!this.grids) throw new Error('no coil: call setCoil before a pose');
    putPose(arena.f32(this.pose, 12), pose);
    const { at, count } = this.grids;
    exports.sampleNormalFlux(
      at,
      count,
      this.pose,
      this.signaturePoints,
      this.signatureNormals,
      coils.inputs,
      coils.input,
    );
    return arena.f32(coils.input, coils.inputs);
  }

  /**
   * E in V/m for 1 A/s at every vertex of the field surfaces, packed xyz, of the coil at `pose`. A view of the core's memory that
   * the next call overwrites.
   */
  coilField(pose: Pose): Float32Array {
    this.signature(pose);
    return this.spread(this.coils);
  }

  /** E in V/m of a montage given as the current into each lead, mA. A view that the next call overwrites. */
  montageField(leadCurrentsMa: Float32Array): Float32Array {
    const { electrodes } = this;
    if (!electrodes) throw new Error('this basis has no electrodes');
    this.core.arena.f32(electrodes.input, electrodes.inputs).set(leadCurrentsMa);
    return this.spread(electrodes);
  }

  /** The field of the source described to `modes`, at every vertex. */
  private spread(modes: StoredModes): Float32Array {
    const { arena, exports } = this.core;
    modes.apply(this.modeField);
    exports.scatterField(this.modeVertices, this.basis.modeVertices.length, this.modeField, this.field);
    exports.carryField(this.carried, this.basis.carriedVertices.length, this.modeField, this.field);
    return arena.f32(this.field, 3 * this.vertices);
  }

  /** The mode product alone, for timing. */
  product(): void {
    this.coils.product(this.modeField);
  }

  /**
   * What a signature must be multiplied with to give E at a vertex: three rows, one a component. A placement search looks at
   * a few vertices this way at a fraction of the whole field's cost.
   */
  vertexRows(vertex: number): [Float32Array, Float32Array, Float32Array] {
    const { basis, coils } = this;
    const row = (): Float32Array => new Float32Array(coils.inputs);
    const rows: [Float32Array, Float32Array, Float32Array] = [row(), row(), row()];
    const own = basis.modeVertices.indexOf(vertex);
    if (own >= 0) {
      for (let d = 0; d < 3; d++) coils.addRow(rows[d], own, d, 1);
      return rows;
    }
    const carried = basis.carriedVertices.indexOf(vertex);
    if (carried < 0) throw new RangeError(`vertex ${vertex} is not on the head's field surfaces`);
    for (let column = 0; column < 3 * DONORS; column++) {
      const donor = basis.carriedDonors[DONORS * carried + Math.floor(column / 3)];
      for (let d = 0; d < 3; d++) {
        const weight = basis.carriedWeights[(3 * DONORS * carried + column) * 3 + d] * basis.carriedSteps[carried];
        coils.addRow(rows[d], donor, column % 3, weight);
      }
    }
    return rows;
  }

  /**
   * Keeps rows in the core's memory and gives a function from a pose to their products with its signature (a view that the next
   * call overwrites). They are held until the coil changes or `forgetRows`.
   */
  storeRows(rows: Float32Array[]): (pose: Pose) => Float32Array {
    const { arena, exports } = this.core;
    const { input, inputs, inputLength } = this.coils;
    const matrix = new Float32Array(rows.length * inputs);
    rows.forEach((row, i) => {
      matrix.set(row, i * inputs);
    });
    const at = arena.put(widened(matrix, inputs, inputLength));
    const out = arena.alloc(4 * rows.length);
    return (pose) => {
      this.signature(pose);
      exports.denseProduct(at, input, rows.length, inputLength, out);
      return arena.f32(out, rows.length);
    };
  }

  /** Gives back what `storeRows` took; the functions it gave must not be called again. */
  forgetRows(): void {
    this.core.arena.release(this.rowsMark);
  }
}

/** The rows of a pose's rotation, then its centre in metres. */
function putPose(view: Float32Array, pose: Pose): void {
  for (let r = 0; r < 3; r++) {
    for (let c = 0; c < 3; c++) view[3 * r + c] = pose[4 * r + c];
    view[9 + r] = pose[4 * r + 3] * 1e-3;
  }
}
