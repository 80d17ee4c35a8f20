import type { Coil } from '../model/coil';
import { asText, type FileData } from './byte-reader';
import { FormatError } from './format-error';

/** `key=value` pairs of the first line, as SimNIBS writes them: `# name version 1.0;dIdtmax=100.0;...`. */
export function headerPairs(line: string): Map<string, string> {
  const pairs = line
    .replace(/^#/, '')
    .split(';')
    .map((part) => part.split('='));
  return new Map(pairs.filter((p) => p.length === 2).map(([key, value]) => [key.trim(), value.trim()]));
}

export const named = (value: string | undefined): string | undefined =>
  value && value.toLowerCase() !== 'none' ? value : undefined;

/** The number in `word` with its decimal point moved: between metres and mm no digit is lost, as by a product. */
function shifted(word: string, places: number): string {
  const [, digits, exponent] = /^([^e]+)(?:e([+-]?\d+))?$/i.exec(word) ?? [];
  return `${digits ?? 'none'}e${Number(exponent ?? 0) + places}`;
}

/**
 * A SimNIBS `.ccd` coil: dipole positions in metres and moments in A.m2 per A, in the coil's frame. Its `dIdtmax` is in
 * A/us. Throws FormatError.
 */
export function readCcd(data: FileData, file: string): Coil {
  const lines = asText(data).split(/\r?\n/);
  const header = headerPairs(lines[0]);
  const announced = Number(lines[1]);
  if (!lines[0].startsWith('#') || !Number.isInteger(announced)) {
    throw new FormatError(file, 'is no .ccd coil: line 1 must be a # comment, line 2 the number of dipoles');
  }
  const positionsMm: number[] = [];
  const moments: number[] = [];
  lines.forEach((line, i) => {
    const trimmed = line.trim();
    if (i < 2 || trimmed === '' || trimmed.startsWith('#')) return;
    const words = trimmed.split(/[\s,]+/);
    const row = words.map((word, k) => Number(k < 3 ? shifted(word, 3) : word));
    if (row.length !== 6 || !row.every(Number.isFinite)) {
      throw new FormatError(file, `line ${i + 1}: a dipole needs six numbers, x y z (m) and its moment (A.m2)`);
    }
    positionsMm.push(...row.slice(0, 3));
    moments.push(...row.slice(3));
  });
  const count = moments.length / 3;
  if (count !== announced || count === 0) {
    throw new FormatError(file, `line 2 announces ${announced} dipoles, ${count} follow; get the whole file`);
  }
  const didtPerMicrosecond = Number(header.get('dIdtmax'));
  const stimulator = named(header.get('stimulator'));
  return {
    id: file,
    title: named(header.get('coilname')) ?? file,
    dipoles: { positionsMm: Float64Array.from(positionsMm), momentsAm2PerA: Float64Array.from(moments) },
    ...(didtPerMicrosecond > 0 && Number.isFinite(didtPerMicrosecond) && { maxDidtAPerS: didtPerMicrosecond * 1e6 }),
    ...(stimulator && { stimulator }),
    source: file,
  };
}

/**
 * The dipoles of a coil as `.ccd`: metres and A.m2, every number so that it reads back as itself. Throws RangeError for
 * a coil of wire paths, which the format cannot hold.
 */
export function writeCcd(coil: Coil): string {
  const { dipoles, title, maxDidtAPerS, stimulator } = coil;
  if (!dipoles || coil.pathsMm) throw new RangeError(`${title}: a .ccd holds dipoles only; write a .tcd`);
  const plain = (text: string): string => text.replaceAll(/[;=\r\n]/g, ' ');
  const didt = maxDidtAPerS === undefined ? '' : `dIdtmax=${maxDidtAPerS / 1e6};`;
  const header = `# coilscope version 1.1;${didt}stimulator=${plain(stimulator ?? 'None')};coilname=${plain(title)}`;
  const rows = Array.from({ length: dipoles.positionsMm.length / 3 }, (_, i) => {
    const metres = Array.from(dipoles.positionsMm.subarray(3 * i, 3 * i + 3), (mm) => shifted(String(mm), -3));
    return [...metres, ...dipoles.momentsAm2PerA.subarray(3 * i, 3 * i + 3)].join(' ');
  });
  const comment = '# centers and weighted directions of the elements (magnetic dipoles)';
  return `${[header, rows.length, comment, ...rows].join('\n')}\n`;
}
