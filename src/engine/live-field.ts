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
import { padded, StoredModes } from './stored-modes';

/** Bytes of a carried vertex; see assembly/modes.ts. */
const CARRIED_BYTES = 168;
/** Numbers of a pose in memory, and how many poses are taken together. */
const POSE_LENGTH = 16;
const POSES_AT_ONCE = 128;

/** Points of the signature in the core's memory. */
interface StoredPoints {
  at: Pointer;
  normals: Pointer;
  count: number;
}

export class LiveField {
  readonly vertices: number;
  readonly coils: StoredModes;
  readonly electrodes: StoredModes | null;
  private readonly signaturePoints: StoredPoints;
  private readonly modeField: Pointer;
  private readonly modeVertices: Pointer;
  private readonly carried: Pointer;
  /** Where the field asked for last is. */
  readonly field: Pointer;
  private readonly poses: Pointer;
  private readonly views: Record<'poses' | 'signature' | 'field', () => Float32Array>;
  private readonly coilMark: Pointer;
  private rowsMark: Pointer;
  private grids: CoilGrids | null = null;

  /** Lays out in the core's memory once all that the basis needs, after what is there; from then on the core is its own. */
  constructor(
    private readonly core: Core,
    readonly basis: LiveBasis,
  ) {
    const { arena } = core;
    this.vertices = vertexTotal(basis);
    this.coils = new StoredModes(core, basis.coils, basis);
    this.electrodes = basis.electrodes && new StoredModes(core, basis.electrodes, basis);
    this.signaturePoints = this.storePoints(Array.from({ length: this.coils.inputs }, (_, i) => i));
    this.modeField = arena.zeros(3 * basis.modeVertices.length + basis.blockRows);
    this.modeVertices = arena.put(basis.modeVertices);
    this.carried = this.storeCarried();
    this.field = arena.zeros(3 * this.vertices);
    this.poses = arena.zeros(POSE_LENGTH * POSES_AT_ONCE);
    this.views = {
      poses: arena.kept(this.poses, POSE_LENGTH * POSES_AT_ONCE),
      signature: arena.kept(this.coils.input, this.coils.inputs),
      field: arena.kept(this.field, 3 * this.vertices),
    };
    this.coilMark = arena.mark();
    this.rowsMark = this.coilMark;
  }

  private storePoints(points: number[]): StoredPoints {
    const { pointsM, normals } = this.basis.coils;
    const { arena } = this.core;
    const picked = (packed: Float32Array): Float32Array =>
      Float32Array.from({ length: 3 * points.length }, (_, c) => packed[3 * points[Math.floor(c / 3)] + (c % 3)]);
    return { at: arena.put(picked(pointsM)), normals: arena.put(picked(normals)), count: points.length };
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
    putPose(this.views.poses(), 0, pose);
    this.sign(1, this.signaturePoints, this.coils.input);
    return this.views.signature();
  }

  /** Writes the signatures at the poses that were put, up to `POSES_AT_ONCE`, each filled up to fours. */
  private sign(poses: number, { at, normals, count }: StoredPoints, out: Pointer): void {
    if (!this.grids) throw new Error('no coil: call setCoil before a pose');
    this.core.exports.sampleNormalFlux(
      this.grids.at,
      this.grids.count,
      this.poses,
      poses,
      at,
      normals,
      count,
      out,
      padded(count, 4),
    );
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
    const { exports } = this.core;
    modes.apply(this.modeField);
    exports.scatterField(this.modeVertices, this.basis.modeVertices.length, this.modeField, this.field);
    exports.carryField(this.carried, this.basis.carriedVertices.length, this.modeField, this.field);
    return this.views.field();
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
    const own = basis.modeVertices.indexOf(vertex);
    const carried = basis.carriedVertices.indexOf(vertex);
    if (own < 0 && carried < 0) throw new RangeError(`vertex ${vertex} is not on the head's field surfaces`);
    const row = (d: number): Float32Array => {
      const shares = new Float64Array(coils.modes);
      if (own >= 0) coils.addShares(shares, own, d, 1);
      else {
        for (let column = 0; column < 3 * DONORS; column++) {
          const weight = basis.carriedWeights[(3 * DONORS * carried + column) * 3 + d] * basis.carriedSteps[carried];
          coils.addShares(shares, basis.carriedDonors[DONORS * carried + Math.floor(column / 3)], column % 3, weight);
        }
      }
      return coils.rowOf(shares);
    };
    return [row(0), row(1), row(2)];
  }

  /**
   * Keeps rows in the core's memory and gives a function from poses to the products of each row with their signatures: all of the
   * first pose, then of the next. They are held until the coil changes or `forgetRows`.
   *
   * @param points which of the signature's points the rows are for; all unless told
   */
  storeRows(rows: Float32Array[], points?: number[]): (poses: readonly Pose[]) => Float32Array {
    const { arena, exports } = this.core;
    const stored = points ? this.storePoints(points) : this.signaturePoints;
    const length = padded(stored.count, 4);
    const at = arena.alloc(4 * rows.length * length);
    rows.forEach((row, i) => {
      arena
        .f32(at + 4 * i * length, length)
        .fill(0)
        .set(row);
    });
    const signatures = arena.zeros(POSES_AT_ONCE * length);
    const out = arena.alloc(4 * rows.length * POSES_AT_ONCE);
    return (poses) => {
      const products = new Float32Array(rows.length * poses.length);
      for (let first = 0; first < poses.length; first += POSES_AT_ONCE) {
        const some = poses.slice(first, first + POSES_AT_ONCE);
        some.forEach((pose, k) => {
          putPose(this.views.poses(), POSE_LENGTH * k, pose);
        });
        this.sign(some.length, stored, signatures);
        for (let k = 0; k < some.length; k++) {
          exports.denseProduct(at, signatures + 4 * length * k, rows.length, length, out + 4 * rows.length * k);
        }
        products.set(arena.f32(out, rows.length * some.length), rows.length * first);
      }
      return products;
    };
  }

  /** Gives back what `storeRows` took; the functions it gave must not be called again. */
  forgetRows(): void {
    this.core.arena.release(this.rowsMark);
  }
}

/** The rows of a pose's rotation, then the head's origin in the coil's frame, m, from `at` on; see assembly/magnetic.ts. */
function putPose(view: Float32Array, at: number, pose: Pose): void {
  for (let c = 0; c < 3; c++) {
    for (let r = 0; r < 3; r++) view[at + 4 * r + c] = pose[4 * r + c];
    view[at + 12 + c] = -1e-3 * (pose[c] * pose[3] + pose[4 + c] * pose[7] + pose[8 + c] * pose[11]);
  }
}
