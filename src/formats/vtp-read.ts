import type { Surface } from '../model/surface';
import { decodeBase64 } from './base64';
import { asBytes, ByteReader, type FileData } from './byte-reader';
import { FormatError } from './format-error';
import { inflate, MAX_DEFLATE_RATIO } from './inflate';
import { joinChunks } from './join-chunks';
import { SurfaceParts } from './surface-parts';
import { TokenReader } from './token-reader';
import { descendants, parseXml, type XmlElement } from './xml';

const BYTES: Record<string, number> = {
  Int8: 1,
  UInt8: 1,
  Int16: 2,
  UInt16: 2,
  Int32: 4,
  UInt32: 4,
  Int64: 8,
  UInt64: 8,
  Float32: 4,
  Float64: 8,
};
const APPENDED = /<AppendedData\s+encoding="(raw|base64)"\s*>\s*_/;

/** What a file says of all its arrays, and its appended data. */
interface Packing {
  file: string;
  littleEndian: boolean;
  headerBytes: 4 | 8;
  compressed: boolean;
  appended: Uint8Array;
  encoding: string;
}

/** One array on the points of a `.vtp`. */
export interface VtpPointArray {
  name: string;
  components: number;
  values: Float64Array;
}

function numbersOf(bytes: Uint8Array, type: string, { file, littleEndian }: Packing): Float64Array {
  const reader = new ByteReader(bytes, file, littleEndian);
  const next: Record<string, () => number> = {
    Int8: reader.int8,
    UInt8: reader.uint8,
    Int16: reader.int16,
    UInt16: reader.uint16,
    Int32: reader.int32,
    UInt32: reader.uint32,
    Int64: () => reader.uint64(),
    UInt64: () => reader.uint64(),
    Float32: reader.float32,
    Float64: reader.float64,
  };
  return Float64Array.from({ length: Math.floor(bytes.length / BYTES[type]) }, next[type]);
}

/** A block of data: its size and its bytes, or, compressed, the sizes of its pieces and the pieces. */
function blockBytes(block: Uint8Array, packing: Packing): Uint8Array {
  const { file, littleEndian, headerBytes, compressed } = packing;
  const reader = new ByteReader(block, file, littleEndian);
  const size = (): number => (headerBytes === 8 ? reader.uint64() : reader.uint32());
  if (!compressed) {
    const length = size();
    reader.expect(length, 1, 'bytes');
    return block.slice(reader.offset, reader.offset + length);
  }
  const [pieces, pieceBytes, lastBytes] = [size(), size(), size()];
  reader.expect(pieces, headerBytes, 'pieces');
  const sizes = Array.from({ length: pieces }, size);
  const out = sizes.map((packed, i) => {
    reader.expect(packed, 1, 'bytes');
    const length = i === pieces - 1 && lastBytes > 0 ? lastBytes : pieceBytes;
    if (length > packed * MAX_DEFLATE_RATIO) throw new FormatError(file, 'a compressed piece claims too much');
    const piece = inflate(block.subarray(reader.offset, reader.offset + packed), length, file, 'an array');
    reader.skip(packed);
    return piece;
  });
  return joinChunks(out);
}

/** A block in base64: the head of compressed data is encoded by itself, everything else in one go. */
function decodeBlock(text: string, { file, headerBytes, compressed, littleEndian }: Packing): Uint8Array {
  const plain = text.replace(/\s+/g, '');
  const charactersFor = (bytes: number): number => 4 * Math.ceil(bytes / 3);
  const decode = (from: number, bytes: number): Uint8Array =>
    decodeBase64(plain.slice(from, from + charactersFor(bytes)), file, 'an array').subarray(0, bytes);
  const numbers = (bytes: Uint8Array): number[] => {
    const reader = new ByteReader(bytes, file, littleEndian);
    const next = headerBytes === 8 ? () => reader.uint64() : reader.uint32;
    return Array.from({ length: Math.floor(bytes.length / headerBytes) }, next);
  };
  const [first = 0] = numbers(decode(0, headerBytes));
  if (first > plain.length) throw new FormatError(file, `announces ${first} bytes or pieces; get the whole file`);
  if (!compressed) return decode(0, headerBytes + first);
  const head = decode(0, (3 + first) * headerBytes);
  const body = numbers(head)
    .slice(3)
    .reduce((sum, size) => sum + size, 0);
  return joinChunks([head, decode(charactersFor(head.length), body)]);
}

function arrayValues(element: XmlElement, packing: Packing): Float64Array {
  const { file } = packing;
  const { type = '', format = '', offset = '0' } = element.attributes;
  if (!(type in BYTES)) throw new FormatError(file, `an array of type ${type} is not read; save it as Float32`);
  if (format === 'ascii') {
    const words = new TokenReader(element.text, file);
    const out: number[] = [];
    for (let word = words.word(); word !== ''; word = words.word()) out.push(Number(word));
    return Float64Array.from(out);
  }
  if (format === 'binary') return numbersOf(blockBytes(decodeBlock(element.text, packing), packing), type, packing);
  const at = Number(offset);
  if (format !== 'appended' || !Number.isInteger(at) || at < 0 || at > packing.appended.length) {
    throw new FormatError(file, `an array in format "${format}" at ${offset} is not in the file; get the whole file`);
  }
  const rest = packing.appended.subarray(at);
  const block = packing.encoding === 'raw' ? rest : decodeBlock(new TextDecoder('latin1').decode(rest), packing);
  return numbersOf(blockBytes(block, packing), type, packing);
}

const child = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((c) => c.name === name);

/**
 * The polygons of a VTK PolyData file (`.vtp`; ASCII, inline or appended data, zlib-compressed or not) and the arrays on
 * their points. Specification: VTK file formats (XML). Throws FormatError.
 */
export function readVtp(data: FileData, file: string): { surface: Surface; pointData: VtpPointArray[] } {
  const bytes = asBytes(data);
  const latin = new TextDecoder('latin1').decode(bytes);
  const mark = APPENDED.exec(latin);
  const head = mark ? `${latin.slice(0, mark.index)}</VTKFile>` : latin;
  const root = parseXml(head, file);
  const { type, byte_order, header_type, compressor } = root.attributes;
  if (root.name !== 'VTKFile' || type !== 'PolyData') throw new FormatError(file, 'is no VTK PolyData file (.vtp)');
  if (compressor !== undefined && compressor !== 'vtkZLibDataCompressor') {
    throw new FormatError(file, `${compressor} is not read; save it with zlib or uncompressed`);
  }
  const packing: Packing = {
    file,
    littleEndian: byte_order !== 'BigEndian',
    headerBytes: header_type === 'UInt64' ? 8 : 4,
    compressed: compressor !== undefined,
    appended: mark ? bytes.subarray(mark.index + mark[0].length) : new Uint8Array(0),
    encoding: mark?.[1] ?? '',
  };
  const pieces = descendants(root, 'Piece');
  if (pieces.length !== 1) throw new FormatError(file, `has ${pieces.length} pieces; save it as one`);
  const [piece] = pieces;
  const points = child(child(piece, 'Points'), 'DataArray');
  const polys = child(piece, 'Polys');
  const polyArray = (name: string): Float64Array => {
    const element = polys?.children.find((c) => c.attributes.Name === name);
    return element ? arrayValues(element, packing) : new Float64Array(0);
  };
  if (!points) throw new FormatError(file, 'has no points; get the whole file');
  const parts = new SurfaceParts(file, Float32Array.from(arrayValues(points, packing)));
  const corner = polyArray('connectivity');
  let begin = 0;
  for (const end of polyArray('offsets')) {
    if (!(end > begin && end <= corner.length)) throw new FormatError(file, `a polygon ends at ${end}; re-export it`);
    parts.polygon([...corner.subarray(begin, end)]);
    begin = end;
  }
  const pointData = (child(piece, 'PointData')?.children ?? [])
    .filter((c) => c.name === 'DataArray')
    .map((element) => ({
      name: element.attributes.Name ?? '',
      components: Number(element.attributes.NumberOfComponents ?? 1),
      values: arrayValues(element, packing),
    }));
  return { surface: parts.finish(), pointData };
}
