import { asBytes, asText, ByteReader, type FileData } from './byte-reader';
import { FormatError } from './format-error';
import type { GmshMesh } from './gmsh-mesh';
import { binaryGmshNumbers, type GmshNumbers, textGmshNumbers } from './gmsh-numbers';
import { GmshParts } from './gmsh-parts';

/** 2.2: `$Nodes` count, then id x y z each. */
function readNodes22(numbers: GmshNumbers, parts: GmshParts): void {
  const count = numbers.count('nodes', 28, 4, 'int');
  parts.reserveNodes(count);
  for (let i = 0; i < count; i++) parts.node(numbers.int(), numbers.float(), numbers.float(), numbers.float());
}

/** 2.2: `$Elements`; in text one element a line, in binary blocks of one type. The first tag is the physical group. */
function readElements22(numbers: GmshNumbers, parts: GmshParts): void {
  const count = numbers.count('elements', 4, 4, 'int');
  for (let done = 0; done < count; ) {
    if (numbers.binary) {
      const [type, inBlock, tagCount] = [numbers.int(), numbers.int(), numbers.int()];
      const nodes = parts.nodesOf(type);
      if (inBlock < 1 || inBlock > count - done || tagCount < 0) numbers.fail(`element block after ${done} is broken`);
      numbers.expect(inBlock, 4 * (1 + tagCount + nodes), 3, 'elements');
      for (let i = 0; i < inBlock; i++) {
        numbers.int();
        readElement22(numbers, parts, type, tagCount);
      }
      done += inBlock;
    } else {
      const [id, type, tagCount] = [numbers.int(), numbers.int(), numbers.int()];
      if (tagCount < 0) numbers.fail(`element ${id} has ${tagCount} tags`);
      readElement22(numbers, parts, type, tagCount);
      done++;
    }
  }
}

function readElement22(numbers: GmshNumbers, parts: GmshParts, type: number, tagCount: number): void {
  numbers.expect(tagCount, 4, 1, 'tags');
  let tag = 0;
  for (let k = 0; k < tagCount; k++) {
    const value = numbers.int();
    if (k === 0) tag = value;
  }
  parts.element(
    type,
    tag,
    Array.from({ length: parts.nodesOf(type) }, () => numbers.int()),
  );
}

/** 4.1: `$Entities` tie surfaces and volumes to physical groups; their boxes and boundaries are passed over. */
function readEntities41(numbers: GmshNumbers, parts: GmshParts): void {
  const counts = [0, 1, 2, 3].map((dim) => numbers.count('entities', dim === 0 ? 36 : 64, dim === 0 ? 5 : 9, 'size'));
  counts.forEach((count, dim) => {
    for (let i = 0; i < count; i++) {
      const tag = numbers.int();
      for (let k = 0; k < (dim === 0 ? 3 : 6); k++) numbers.float();
      const groups = numbers.count('physical groups', 4, 1, 'size');
      for (let k = 0; k < groups; k++) {
        const group = numbers.int();
        if (k === 0) parts.physicalGroup(dim, tag, Math.abs(group));
      }
      if (dim === 0) continue;
      const bounds = numbers.count('bounding entities', 4, 1, 'size');
      for (let k = 0; k < bounds; k++) numbers.int();
    }
  });
}

/** 4.1: `$Nodes` in blocks, the tags of a block before its coordinates. */
function readNodes41(numbers: GmshNumbers, parts: GmshParts): void {
  const blocks = numbers.count('node blocks', 20, 4, 'size');
  const total = numbers.count('nodes', 32, 4, 'size');
  numbers.size();
  numbers.size();
  parts.reserveNodes(total);
  for (let b = 0; b < blocks; b++) {
    const dim = numbers.int();
    numbers.int();
    const parametric = numbers.int();
    const count = numbers.count('nodes', 32, 4, 'size');
    const tags = Array.from({ length: count }, () => numbers.size());
    for (const tag of tags) {
      parts.node(tag, numbers.float(), numbers.float(), numbers.float());
      for (let k = 0; parametric && k < dim; k++) numbers.float();
    }
  }
}

/** 4.1: `$Elements` in blocks of one type on one entity. */
function readElements41(numbers: GmshNumbers, parts: GmshParts): void {
  const blocks = numbers.count('element blocks', 20, 4, 'size');
  numbers.size();
  numbers.size();
  numbers.size();
  for (let b = 0; b < blocks; b++) {
    const [dim, entity, type] = [numbers.int(), numbers.int(), numbers.int()];
    const nodes = parts.nodesOf(type);
    const count = numbers.count('elements', 8 * (1 + nodes), 1 + nodes, 'size');
    for (let i = 0; i < count; i++) {
      numbers.size();
      parts.element(
        type,
        parts.groupOf(dim, entity),
        Array.from({ length: nodes }, () => numbers.size()),
      );
    }
  }
}

const SECTIONS: Record<string, Record<string, (numbers: GmshNumbers, parts: GmshParts) => void>> = {
  '2.2': { $Nodes: readNodes22, $Elements: readElements22 },
  '4.1': { $Entities: readEntities41, $Nodes: readNodes41, $Elements: readElements41 },
};

/**
 * A Gmsh mesh, format 2.2 or 4.1, ASCII or binary of either byte order; sections other than the mesh (results, names)
 * are passed over. Throws FormatError.
 */
export function readGmsh(data: FileData, file: string): GmshMesh {
  const reader = new ByteReader(asBytes(data), file);
  const parts = new GmshParts(file);
  let sections: (typeof SECTIONS)[string] | undefined;
  let binary = false;
  while (reader.remaining > 0) {
    const name = reader.line().trim();
    if (name === '$MeshFormat') {
      const [version, kind] = reader.line().trim().split(/\s+/);
      sections = SECTIONS[version];
      if (!sections) throw new FormatError(file, `Gmsh format ${version} is not read; save it as 4.1 or 2.2`);
      binary = kind === '1';
      if (binary && reader.int32() !== 1) reader.littleEndian = !reader.littleEndian;
    } else if (name.startsWith('$') && !name.startsWith('$End')) {
      if (!sections) throw new FormatError(file, `${name} stands before $MeshFormat; get a whole Gmsh file`);
      const readSection = sections[name];
      if (readSection && binary) readSection(binaryGmshNumbers(reader), parts);
      const end = endOfSection(reader, name);
      if (readSection && !binary)
        readSection(textGmshNumbers(asText(reader.bytes.subarray(reader.offset, end)), file), parts);
      reader.offset = end;
    }
  }
  if (!sections) throw new FormatError(file, 'is no Gmsh mesh: it has no $MeshFormat');
  return parts.finish();
}

/** The offset of the section's end mark, at or after the reader's place. */
function endOfSection(reader: ByteReader, name: string): number {
  const mark = new TextEncoder().encode(`\n$End${name.slice(1)}`);
  const { bytes } = reader;
  // Binary data may end right before the mark, without a line feed of its own.
  for (let i = Math.max(0, reader.offset - 1); i + mark.length <= bytes.length; i++) {
    i = bytes.indexOf(36, i);
    if (i < 0) break;
    if (mark.subarray(1).every((byte, k) => bytes[i + k] === byte)) return i;
  }
  throw new FormatError(reader.file, `${name} has no $End${name.slice(1)}; get the whole file`);
}
