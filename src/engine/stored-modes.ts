import { blocksOf, type LiveBasis, type ModeSet, modesOf } from '../formats/live-basis';
import type { Pointer } from './arena';
import type { Core } from './core';

/** Rounds up to a multiple of `unit`. */
export const padded = (n: number, unit: number): number => Math.ceil(n / unit) * unit;

/** A set of modes in the core's memory. */
export class StoredModes {
  readonly modes: number;
  /** Numbers that describe a source. */
  readonly inputs: number;
  /** Length of the description in memory: the inputs, filled up to fours with zeros. */
  readonly inputLength: number;
  /** Where the description of a source is put, f32. */
  readonly input: Pointer;
  private readonly projection: Pointer;
  private readonly coefficients: Pointer;
  private readonly steps: Pointer;
  private readonly matrix: Pointer;
  private readonly quantized: Pointer;
  private readonly blocks: number;
  private readonly rows: number;
  /** Columns of the matrix in memory: the modes, filled up to sixteens. */
  private readonly columns: number;

  constructor(
    private readonly core: Core,
    private readonly set: ModeSet,
    private readonly basis: LiveBasis,
  ) {
    const { arena } = core;
    this.modes = modesOf(set, basis);
    this.inputs = set.projection.length / this.modes;
    this.inputLength = padded(this.inputs, 4);
    this.blocks = blocksOf(basis);
    this.rows = this.blocks * basis.blockRows;
    this.columns = padded(this.modes, 16);
    this.input = arena.zeros(this.inputLength);
    this.projection = arena.put(widened(set.projection, this.inputs, this.inputLength));
    this.coefficients = arena.zeros(this.columns);
    this.steps = arena.put(widened(set.steps, this.modes, this.columns));
    this.matrix = arena.alloc(this.rows * this.columns);
    const matrix = new Int8Array(arena.memory.buffer, this.matrix, this.rows * this.columns).fill(0);
    for (let r = 0; r < this.rows; r++) {
      matrix.set(set.matrix.subarray(r * this.modes, (r + 1) * this.modes), r * this.columns);
    }
    this.quantized = arena.alloc(2 * this.columns);
  }

  /** E at the mode points, packed xyz f32 at `modeField`, of the source described at `input`. */
  apply(modeField: Pointer): void {
    this.project();
    this.product(modeField);
  }

  private project(): void {
    this.core.exports.denseProduct(this.projection, this.input, this.modes, this.inputLength, this.coefficients);
  }

  /** The part of `apply` that reads the whole matrix. */
  product(modeField: Pointer): void {
    const { blockRows } = this.basis;
    const { exports } = this.core;
    exports.modesProduct(
      this.matrix,
      this.steps,
      this.blocks,
      blockRows,
      this.columns,
      this.coefficients,
      this.quantized,
      modeField,
    );
  }

  /** Bytes that `product` reads of the matrix. */
  get matrixBytes(): number {
    return this.rows * this.columns;
  }

  /** Adds to `shares` (one a mode) `weight` times what the modes give to one component of E at a mode point. */
  addShares(shares: Float64Array, modePoint: number, component: number, weight: number): void {
    const { modes, set } = this;
    const at = 3 * modePoint + component;
    const block = Math.floor(at / this.basis.blockRows);
    for (let j = 0; j < modes; j++) shares[j] += weight * set.matrix[at * modes + j] * set.steps[block * modes + j];
  }

  /** What a source's description must be multiplied with to give the modes' sum with these shares. */
  rowOf(shares: Float64Array): Float32Array {
    const { modes, inputs, set } = this;
    const row = new Float64Array(inputs);
    for (let j = 0; j < modes; j++) {
      for (let i = 0; i < inputs; i++) row[i] += shares[j] * set.projection[j * inputs + i];
    }
    return Float32Array.from(row);
  }
}

/** Rows of `columns` values, each filled up with zeros to `width`. */
function widened(values: Float32Array, columns: number, width: number): Float32Array {
  const rows = values.length / columns;
  const out = new Float32Array(rows * width);
  for (let r = 0; r < rows; r++) out.set(values.subarray(r * columns, (r + 1) * columns), r * width);
  return out;
}
