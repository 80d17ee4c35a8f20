import { corners, type Surface, triangleCount } from '../model/surface';
import { distance, type Vec3 } from '../model/vec3';

/** Spacing of the points that stand for a casing; also about the size of a bump that may slip between them, mm. */
const PROBE_SPACING_MM = 6;

/** The side of a casing that faces the head: points of it in the coil's frame, at most one in each cell of a grid across the coil. */
export interface CasingProbe {
  /** Packed. */
  pointsMm: Float32Array;
  /** Side of a cell; the cell in column i, row j is that of the points nearest to (i, j) cells from the coil's axis. */
  spacingMm: number;
  firstColumn: number;
  firstRow: number;
  columns: number;
  rows: number;
  /** Row by row, the point in each cell, or -1. */
  pointIn: Int32Array;
}

/** Takes in each cell the point of the casing that is deepest along +z. */
export function casingProbe(casing: Surface, spacingMm = PROBE_SPACING_MM): CasingProbe {
  const deepest = new Map<string, { column: number; row: number; p: Vec3 }>();
  const keep = (p: Vec3): void => {
    const [column, row] = [Math.round(p[0] / spacingMm), Math.round(p[1] / spacingMm)];
    const key = `${column} ${row}`;
    const known = deepest.get(key);
    if (!known || p[2] > known.p[2]) deepest.set(key, { column, row, p });
  };
  for (let t = 0; t < triangleCount(casing); t++) {
    const [a, b, c] = corners(casing, t);
    const steps = Math.max(1, Math.ceil((2 * Math.max(distance(a, b), distance(b, c), distance(c, a))) / spacingMm));
    for (let i = 0; i <= steps; i++) {
      for (let j = 0; j <= steps - i; j++) {
        const u = i / steps;
        const v = j / steps;
        const w = 1 - u - v;
        keep([w * a[0] + u * b[0] + v * c[0], w * a[1] + u * b[1] + v * c[1], w * a[2] + u * b[2] + v * c[2]]);
      }
    }
  }
  const cells = [...deepest.values()];
  const [firstColumn, columns] = span(cells.map(({ column }) => column));
  const [firstRow, rows] = span(cells.map(({ row }) => row));
  const pointIn = new Int32Array(columns * rows).fill(-1);
  cells.forEach(({ column, row }, i) => {
    pointIn[(row - firstRow) * columns + column - firstColumn] = i;
  });
  const pointsMm = Float32Array.from(cells.flatMap(({ p }) => p));
  return { pointsMm, spacingMm, firstColumn, firstRow, columns, rows, pointIn };
}

/** The least of some whole numbers, and how many there are from it to the largest; 0 and 0 of none. */
function span(numbers: number[]): [first: number, count: number] {
  if (numbers.length === 0) return [0, 0];
  const first = numbers.reduce((a, b) => Math.min(a, b));
  return [first, numbers.reduce((a, b) => Math.max(a, b)) - first + 1];
}
