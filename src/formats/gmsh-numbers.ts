import type { ByteReader } from './byte-reader';
import { FormatError } from './format-error';
import { TokenReader } from './token-reader';

/** The numbers of a section of a Gmsh file, whether written as text or as bytes. */
export interface GmshNumbers {
  readonly binary: boolean;
  int(): number;
  /** `size_t` of format 4.1. */
  size(): number;
  float(): number;
  /** A count of things, refused when the file cannot hold them at `bytesEach` bytes or `wordsEach` words. */
  count(what: string, bytesEach: number, wordsEach: number, type: 'int' | 'size'): number;
  expect(count: number, bytesEach: number, wordsEach: number, what: string): void;
  fail(what: string): never;
}

export function binaryGmshNumbers(reader: ByteReader): GmshNumbers {
  // A 2.2 file writes its counts as text lines even when it is binary.
  const lineCount = (): number => Number(reader.line().trim());
  return {
    binary: true,
    int: reader.int32,
    size: () => reader.uint64(),
    float: reader.float64,
    count(what, bytesEach, _, type) {
      const count = type === 'int' ? lineCount() : reader.uint64();
      reader.expect(count, bytesEach, what);
      return count;
    },
    expect: (count, bytesEach, _, what) => reader.expect(count, bytesEach, what),
    fail: (what) => {
      throw new FormatError(reader.file, `${what}; re-export the mesh`);
    },
  };
}

export function textGmshNumbers(text: string, file: string): GmshNumbers {
  const words = new TokenReader(text, file);
  const int = (): number => words.integer('a whole number');
  return {
    binary: false,
    int,
    size: int,
    float: () => words.number('a coordinate'),
    count: (what, _, wordsEach) => words.count(what, wordsEach),
    expect: (count, _, wordsEach, what) => {
      if (count * wordsEach * 2 > text.length)
        throw new FormatError(file, `announces ${count} ${what}, more than it holds`);
    },
    fail: (what) => {
      throw new FormatError(file, `${what}; re-export the mesh`);
    },
  };
}
