import { asText, type FileData } from './byte-reader';
import { float32Text } from './float-text';
import { FormatError } from './format-error';

/**
 * A field as `x,y,z,Ex,Ey,Ez`, mm and V/m, a line a point in the order given; every number reads back as itself.
 * Points in 32-bit arrays are printed as 32-bit numbers. Another vector than E by its own name.
 */
export function writeFieldCsv(pointsMm: Float64Array | Float32Array, eVPerM: Float32Array, name = 'E'): string {
  const coordinate = pointsMm instanceof Float32Array ? float32Text : String;
  const lines = [`x,y,z,${name}x,${name}y,${name}z`];
  for (let i = 0; i < pointsMm.length; i += 3) {
    const xyz = Array.from(pointsMm.subarray(i, i + 3), coordinate);
    lines.push([...xyz, ...Array.from(eVPerM.subarray(i, i + 3), float32Text)].join(','));
  }
  return `${lines.join('\n')}\n`;
}

/** A field as `writeFieldCsv` puts it down; further columns are passed over. Throws FormatError. */
export function readFieldCsv(data: FileData, file: string): { pointsMm: Float64Array; eVPerM: Float32Array } {
  const [header, ...lines] = asText(data).split(/\r?\n/);
  if (!/^x,y,z,Ex,Ey,Ez(,|$)/.test(header)) throw new FormatError(file, 'line 1 must begin with x,y,z,Ex,Ey,Ez');
  const rows = lines.flatMap((line, i) => {
    if (line.trim() === '') return [];
    const row = line.split(',', 6).map((cell) => (cell.trim() === '' ? Number.NaN : Number(cell)));
    if (row.length === 6 && row.every(Number.isFinite)) return [row];
    throw new FormatError(file, `line ${i + 2}: six finite numbers x,y,z,Ex,Ey,Ez expected`);
  });
  return {
    pointsMm: Float64Array.from(rows.flatMap((row) => row.slice(0, 3))),
    eVPerM: Float32Array.from(rows.flatMap((row) => row.slice(3))),
  };
}
