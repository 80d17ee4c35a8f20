import type { Surface } from '../model/surface';
import { asBytes, asText, ByteReader, type FileData } from './byte-reader';
import { FormatError } from './format-error';
import { SurfaceParts } from './surface-parts';
import { TokenReader } from './token-reader';

type Scalar = 'int8' | 'uint8' | 'int16' | 'uint16' | 'int32' | 'uint32' | 'float32' | 'float64';
const SCALARS: Record<string, Scalar> = {
  char: 'int8',
  uchar: 'uint8',
  short: 'int16',
  ushort: 'uint16',
  int: 'int32',
  uint: 'uint32',
  float: 'float32',
  double: 'float64',
};
for (const name of Object.values(SCALARS)) SCALARS[name] = name;
const SIZE = { int8: 1, uint8: 1, int16: 2, uint16: 2, int32: 4, uint32: 4, float32: 4, float64: 8 };

interface Property {
  name: string;
  type: Scalar;
  /** The type of the length of a list property. */
  list?: Scalar;
}
interface Element {
  name: string;
  count: number;
  properties: Property[];
}
interface Header {
  format: string;
  elements: Element[];
}

function scalar(word: string, file: string): Scalar {
  const type = SCALARS[word];
  if (!type) throw new FormatError(file, `header: "${word}" is no PLY type; re-export the surface`);
  return type;
}

function readHeader(reader: ByteReader): Header {
  const { file } = reader;
  if (reader.line().trim() !== 'ply') throw new FormatError(file, 'is no PLY file: it does not start with "ply"');
  const header: Header = { format: '', elements: [] };
  for (;;) {
    if (reader.remaining === 0) throw new FormatError(file, 'the header has no end_header; get the whole file');
    const words = reader.line().trim().split(/\s+/);
    if (words[0] === 'end_header') return header;
    if (words[0] === 'format') header.format = words[1] ?? '';
    if (words[0] === 'element') header.elements.push({ name: words[1], count: Number(words[2]), properties: [] });
    if (words[0] === 'property') {
      const element = header.elements.at(-1);
      if (!element) throw new FormatError(file, 'header: a property stands before any element');
      element.properties.push(
        words[1] === 'list'
          ? { name: words[4], type: scalar(words[3], file), list: scalar(words[2], file) }
          : { name: words[2], type: scalar(words[1], file) },
      );
    }
  }
}

/** Where the numbers come from: a binary file or the words of an ASCII one. */
interface Values {
  next(type: Scalar): number;
  /** Refuses a count that the rest of the file cannot hold. */
  expect(count: number, bytesEach: number, wordsEach: number, what: string): void;
}

function valuesOf(reader: ByteReader, format: string): Values {
  if (format === 'ascii') {
    const words = new TokenReader(asText(reader.bytes.subarray(reader.offset)), reader.file);
    return {
      next: (type) => (type.startsWith('f') ? words.number('a number') : words.integer('a whole number')),
      expect: (count, _, wordsEach, what) => reader.expect(count, 2 * wordsEach - 1, what),
    };
  }
  if (format !== 'binary_little_endian' && format !== 'binary_big_endian') {
    throw new FormatError(reader.file, `format "${format}" is none of ascii, binary_little_endian, binary_big_endian`);
  }
  reader.littleEndian = format === 'binary_little_endian';
  return {
    next: (type) => reader[type](),
    expect: (count, bytesEach, _, what) => reader.expect(count, bytesEach, what),
  };
}

function readVertices(element: Element, values: Values, file: string): Float32Array {
  const axes = ['x', 'y', 'z'].map((axis) => element.properties.findIndex((p) => p.name === axis && !p.list));
  if (axes.includes(-1)) throw new FormatError(file, 'its vertices lack x, y or z; re-export the surface');
  const positions = new Float32Array(3 * element.count);
  for (let v = 0; v < element.count; v++) {
    element.properties.forEach((property, k) => {
      const axis = axes.indexOf(k);
      if (axis < 0) readEntries(property, values);
      else positions[3 * v + axis] = values.next(property.type);
    });
  }
  return positions;
}

/** The entries of a list property, or the one value of a scalar. */
function readEntries(property: Property, values: Values): number[] {
  const length = property.list ? values.next(property.list) : 1;
  values.expect(length, SIZE[property.type], 1, 'list entries');
  return Array.from({ length }, () => values.next(property.type));
}

/**
 * A PLY surface (ASCII or binary of either byte order; lists of any integer type; polygons are fanned), coordinates in
 * the file's own unit. Throws FormatError.
 */
export function readPly(data: FileData, file: string): Surface {
  const reader = new ByteReader(asBytes(data), file);
  const { format, elements } = readHeader(reader);
  const values = valuesOf(reader, format);
  let parts: SurfaceParts | undefined;
  for (const element of elements) {
    const bytesEach = element.properties.reduce((sum, p) => sum + SIZE[p.list ?? p.type], 0);
    // An element without properties takes no bytes; one is asked for so that its count stays bounded.
    values.expect(element.count, Math.max(1, bytesEach), Math.max(1, element.properties.length), `"${element.name}"`);
    if (element.name === 'vertex') parts = new SurfaceParts(file, readVertices(element, values, file));
    else {
      for (let i = 0; i < element.count; i++) {
        for (const property of element.properties) {
          const isFace = element.name === 'face' && /^vertex_ind(ex|ices)$/.test(property.name) && property.list;
          const entries = readEntries(property, values);
          if (!isFace) continue;
          if (!parts) throw new FormatError(file, 'lists its faces before its vertices; re-export the surface');
          parts.polygon(entries);
        }
      }
    }
  }
  if (!parts) throw new FormatError(file, 'holds no vertices; export a surface mesh');
  return parts.finish();
}
