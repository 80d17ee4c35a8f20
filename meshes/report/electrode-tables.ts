import type { Vec3 } from '../../src/model/vec3';

/** Electrode positions of an ASA .elc file, mm. */
export function readElc(bytes: Uint8Array): Map<string, Vec3> {
  const lines = linesOf(bytes);
  const positions = lines.slice(lines.indexOf('Positions') + 1, lines.indexOf('Labels')).filter(Boolean);
  const labels = lines.slice(lines.indexOf('Labels') + 1).filter(Boolean);
  return new Map(labels.map((label, i) => [label, vector(positions[i].split(/\s+/))]));
}

/** Rows of `Electrode,x,y,z,name`, mm. */
export function readElectrodeCsv(bytes: Uint8Array): Map<string, Vec3> {
  const rows = linesOf(bytes).filter(Boolean);
  return new Map(rows.map((row) => row.split(',')).map(([, x, y, z, name]) => [name.trim(), vector([x, y, z])]));
}

const linesOf = (bytes: Uint8Array): string[] =>
  new TextDecoder()
    .decode(bytes)
    .split('\n')
    .map((l) => l.trim());
const vector = ([x, y, z]: string[]): Vec3 => [Number(x), Number(y), Number(z)];
