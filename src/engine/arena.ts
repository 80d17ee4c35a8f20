/** A byte address in the core's memory. */
export type Pointer = number;

const PAGE = 65536;

/** Thrown when the core's memory cannot grow; the message says how much was wanted. */
export class OutOfFieldMemory extends Error {
  override name = 'OutOfFieldMemory';
}

/**
 * The one owner of the core's memory: a bump allocator with mark and release. Views are made anew at each use because
 * growing the memory detaches the old ones; `kept` is for those that are used at pointer rate.
 */
export class Arena {
  private top: Pointer;

  /** @param base where free memory begins */
  constructor(
    readonly memory: WebAssembly.Memory,
    base: Pointer,
  ) {
    this.top = align(base);
  }

  /** Bytes in use. */
  get used(): number {
    return this.top;
  }

  /** `bytes` of memory, 64-aligned, not cleared. */
  alloc(bytes: number): Pointer {
    const at = this.top;
    const end = align(at + bytes);
    const missing = end - this.memory.buffer.byteLength;
    if (missing > 0) {
      try {
        this.memory.grow(Math.ceil(missing / PAGE));
      } catch {
        throw new OutOfFieldMemory(
          `the field engine needs ${(end / 2 ** 20).toFixed(0)} MiB and is given no more; use a coarser head`,
        );
      }
    }
    this.top = end;
    return at;
  }

  /** A zeroed f32 array of `length`. */
  zeros(length: number): Pointer {
    const at = this.alloc(4 * length);
    this.f32(at, length).fill(0);
    return at;
  }

  /** A copy of `data` in the core's memory. */
  put(data: Float32Array | Float64Array | Int32Array | Uint32Array): Pointer {
    const at = this.alloc(data.byteLength);
    new Uint8Array(this.memory.buffer, at, data.byteLength).set(
      new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    );
    return at;
  }

  mark(): Pointer {
    return this.top;
  }

  /** Gives back all that was allocated since `mark`. */
  release(mark: Pointer): void {
    this.top = mark;
  }

  f32(at: Pointer, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, at, length);
  }

  /** The same view whenever it is asked for, until the memory has grown. */
  kept(at: Pointer, length: number): () => Float32Array {
    let view = this.f32(at, length);
    return () => {
      if (view.buffer !== this.memory.buffer) view = this.f32(at, length);
      return view;
    };
  }

  i32(at: Pointer, length: number): Int32Array {
    return new Int32Array(this.memory.buffer, at, length);
  }

  f64(at: Pointer, length: number): Float64Array {
    return new Float64Array(this.memory.buffer, at, length);
  }
}

/** Not by bits, of which JavaScript takes 32 with a sign: addresses go beyond 2 GiB. */
const align = (n: number): number => 64 * Math.ceil(n / 64);
