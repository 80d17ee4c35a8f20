/** Cells of a box, for finding what lies near. */
class Cells {
  readonly counts: [number, number, number];

  constructor(
    readonly min: readonly number[],
    max: readonly number[],
    readonly sizeMm: number,
  ) {
    const count = (d: number): number => Math.max(1, Math.ceil((max[d] - min[d]) / sizeMm) + 1);
    this.counts = [count(0), count(1), count(2)];
  }

  get total(): number {
    return this.counts[0] * this.counts[1] * this.counts[2];
  }

  along(d: 0 | 1 | 2, mm: number): number {
    return Math.min(this.counts[d] - 1, Math.max(0, Math.floor((mm - this.min[d]) / this.sizeMm)));
  }
}

function boundsOf(positions: ArrayLike<number>): { min: number[]; max: number[] } {
  const min = [Infinity, Infinity, Infinity];
  const max = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < positions.length; i++) {
    min[i % 3] = Math.min(min[i % 3], positions[i]);
    max[i % 3] = Math.max(max[i % 3], positions[i]);
  }
  return { min, max };
}

/** An axis-aligned box: low x, y, z, high x, y, z. */
export type Box = Float64Array;

/** Triangles by the cells their boxes touch; they may come and go. */
export class TriangleHash {
  private readonly cells: Cells;
  private readonly lists: (number[] | undefined)[];
  private readonly boxes: Float64Array;
  private readonly seen: Int32Array;
  private query = 0;

  constructor(positions: ArrayLike<number>, triangleCount: number, cellMm: number) {
    const { min, max } = boundsOf(positions);
    this.cells = new Cells(min, max, cellMm);
    this.lists = new Array(this.cells.total);
    this.boxes = new Float64Array(6 * triangleCount);
    this.seen = new Int32Array(triangleCount);
  }

  insert(triangle: number, box: Box): void {
    this.boxes.set(box, 6 * triangle);
    this.forEachCell(box, (cell) => {
      const list = this.lists[cell];
      if (list) list.push(triangle);
      else this.lists[cell] = [triangle];
      return false;
    });
  }

  remove(triangle: number): void {
    this.forEachCell(this.boxes.subarray(6 * triangle, 6 * triangle + 6), (cell) => {
      const list = this.lists[cell] ?? [];
      const at = list.indexOf(triangle);
      list[at] = list[list.length - 1];
      list.pop();
      return false;
    });
  }

  /** Whether `test` is true of any triangle whose box meets `box`; each is asked once. */
  some(box: Box, test: (triangle: number) => boolean): boolean {
    const query = ++this.query;
    const { boxes, seen } = this;
    return this.forEachCell(box, (cell) => {
      const list = this.lists[cell];
      if (!list) return false;
      for (const triangle of list) {
        if (seen[triangle] === query) continue;
        seen[triangle] = query;
        const b = 6 * triangle;
        if (boxes[b] > box[3] || boxes[b + 1] > box[4] || boxes[b + 2] > box[5]) continue;
        if (boxes[b + 3] < box[0] || boxes[b + 4] < box[1] || boxes[b + 5] < box[2]) continue;
        if (test(triangle)) return true;
      }
      return false;
    });
  }

  /** Goes on until `visit` says true; tells whether it did. */
  private forEachCell(box: Box, visit: (cell: number) => boolean): boolean {
    const { cells } = this;
    const [nx, ny] = cells.counts;
    const x1 = cells.along(0, box[3]);
    const y1 = cells.along(1, box[4]);
    const z1 = cells.along(2, box[5]);
    const x0 = cells.along(0, box[0]);
    const y0 = cells.along(1, box[1]);
    for (let z = cells.along(2, box[2]); z <= z1; z++) {
      for (let y = y0; y <= y1; y++) {
        for (let x = x0; x <= x1; x++) if (visit(x + nx * (y + ny * z))) return true;
      }
    }
    return false;
  }
}

/** Points that stay where they are, sorted by cell. */
export class PointHash {
  private readonly cells: Cells;
  /** Where each cell's points begin in `sorted`. */
  private readonly begin: Int32Array;
  private readonly sorted: Float32Array;

  constructor(pointsMm: Float32Array, cellMm: number) {
    const { min, max } = boundsOf(pointsMm);
    this.cells = new Cells(min, max, cellMm);
    this.begin = new Int32Array(this.cells.total + 1);
    const count = pointsMm.length / 3;
    const cellOf = (i: number): number => {
      const [nx, ny] = this.cells.counts;
      const x = this.cells.along(0, pointsMm[3 * i]);
      const y = this.cells.along(1, pointsMm[3 * i + 1]);
      return x + nx * (y + ny * this.cells.along(2, pointsMm[3 * i + 2]));
    };
    for (let i = 0; i < count; i++) this.begin[cellOf(i) + 1]++;
    for (let c = 0; c < this.cells.total; c++) this.begin[c + 1] += this.begin[c];
    const fill = this.begin.slice();
    this.sorted = new Float32Array(pointsMm.length);
    for (let i = 0; i < count; i++) this.sorted.set(pointsMm.subarray(3 * i, 3 * i + 3), 3 * fill[cellOf(i)]++);
  }

  /** Whether `test` is true of any point within `marginMm` of the box. */
  someNear(box: Box, marginMm: number, test: (x: number, y: number, z: number) => boolean): boolean {
    const { cells, begin, sorted } = this;
    const [nx, ny] = cells.counts;
    const x0 = cells.along(0, box[0] - marginMm);
    const x1 = cells.along(0, box[3] + marginMm);
    const y0 = cells.along(1, box[1] - marginMm);
    const y1 = cells.along(1, box[4] + marginMm);
    const z1 = cells.along(2, box[5] + marginMm);
    for (let z = cells.along(2, box[2] - marginMm); z <= z1; z++) {
      for (let y = y0; y <= y1; y++) {
        const row = nx * (y + ny * z);
        for (let i = 3 * begin[row + x0]; i < 3 * begin[row + x1 + 1]; i += 3) {
          if (test(sorted[i], sorted[i + 1], sorted[i + 2])) return true;
        }
      }
    }
    return false;
  }
}
