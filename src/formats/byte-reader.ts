import { FormatError } from './format-error';

/** What a reader takes: the bytes of a file, or its text. */
export type FileData = ArrayBuffer | Uint8Array | string;

export const asBytes = (data: FileData): Uint8Array =>
  typeof data === 'string' ? new TextEncoder().encode(data) : data instanceof Uint8Array ? data : new Uint8Array(data);

/** The file as UTF-8 text without a byte-order mark; bytes that are no UTF-8 become U+FFFD, which no number survives. */
export const asText = (data: FileData): string =>
  typeof data === 'string' ? data.replace(/^\uFEFF/, '') : new TextDecoder('utf-8').decode(data);

/** Reads a binary file in order; every read is checked against the bytes that are there. */
export class ByteReader {
  offset = 0;
  littleEndian: boolean;
  private readonly view: DataView;

  constructor(
    readonly bytes: Uint8Array,
    readonly file: string,
    littleEndian = true,
  ) {
    this.littleEndian = littleEndian;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get remaining(): number {
    return this.bytes.length - this.offset;
  }

  /** Call before allocating for `count` items of at least `bytesEach`: a count in a file is a claim, not a fact. */
  expect(count: number, bytesEach: number, what: string): void {
    if (!Number.isInteger(count) || count < 0) throw new FormatError(this.file, `${count} is no number of ${what}`);
    if (count * bytesEach > this.remaining) {
      const left = this.remaining;
      throw new FormatError(
        this.file,
        `ends early: ${count} ${what} announced, ${left} bytes left; get the whole file`,
      );
    }
  }

  private advance(size: number): number {
    this.expect(1, size, 'values');
    const start = this.offset;
    this.offset += size;
    return start;
  }

  int8 = (): number => this.view.getInt8(this.advance(1));
  uint8 = (): number => this.view.getUint8(this.advance(1));
  int16 = (): number => this.view.getInt16(this.advance(2), this.littleEndian);
  uint16 = (): number => this.view.getUint16(this.advance(2), this.littleEndian);
  int32 = (): number => this.view.getInt32(this.advance(4), this.littleEndian);
  uint32 = (): number => this.view.getUint32(this.advance(4), this.littleEndian);
  float32 = (): number => this.view.getFloat32(this.advance(4), this.littleEndian);
  float64 = (): number => this.view.getFloat64(this.advance(8), this.littleEndian);

  /** A 64-bit unsigned integer as a number; files with more than 2^53 of anything are refused. */
  uint64(): number {
    const value = this.view.getBigUint64(this.advance(8), this.littleEndian);
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new FormatError(this.file, `${value} is too large a count`);
    return Number(value);
  }

  skip(size: number): void {
    this.advance(size);
  }

  /** The text up to the next line feed, which is consumed; a carriage return before it is dropped. */
  line(): string {
    const end = this.bytes.indexOf(10, this.offset);
    const stop = end < 0 ? this.bytes.length : end;
    const text = new TextDecoder('latin1').decode(this.bytes.subarray(this.offset, stop));
    this.offset = end < 0 ? stop : end + 1;
    return text.endsWith('\r') ? text.slice(0, -1) : text;
  }
}
