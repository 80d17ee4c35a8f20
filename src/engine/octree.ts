/** Octrees of uniform depth over one cube, empty boxes left out, and the lists an FMM works through. */

/** The cube that all trees of a head share, metres. */
export interface Cube {
  corner: [number, number, number];
  width: number;
}

/** The boxes of one level that hold points, in Morton order. */
export interface Level {
  codes: Uint32Array;
  /** Number of the level's first box; boxes are numbered from level 2 downward. */
  firstBox: number;
  /** Box index by Morton code, -1 where empty. */
  index: Int32Array;
}

export interface Octree {
  cube: Cube;
  depth: number;
  /** Point numbers, leaf by leaf. */
  order: Uint32Array;
  /** Where each leaf's points begin in `order`; one more entry than leaves. */
  leafStart: Uint32Array;
  /** Levels 2 to depth, by level number. */
  levels: Level[];
  boxCount: number;
}

/**
 * Pairs (source, destination) of box numbers by blocks of destinations, and in a block by direction. No destination is in two
 * blocks. `start` holds the first pair of each direction of each block, and the end.
 */
export interface PairLists {
  pairs: Uint32Array;
  start: Uint32Array;
  directions: number;
}

/** A cube around packed xyz points with a little room at the rim. */
function cubeAround(points: Float64Array): Cube {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < points.length; i++) {
    low[i % 3] = Math.min(low[i % 3], points[i]);
    high[i % 3] = Math.max(high[i % 3], points[i]);
  }
  const width = 1.001 * Math.max(high[0] - low[0], high[1] - low[1], high[2] - low[2], 1e-9);
  const corner = low.map((v, d) => (v + high[d] - width) / 2) as Cube['corner'];
  return { corner, width };
}

function interleave(i: number, j: number, k: number, bits: number): number {
  let code = 0;
  for (let b = 0; b < bits; b++) code |= (((i >> b) & 1) | (((j >> b) & 1) << 1) | (((k >> b) & 1) << 2)) << (3 * b);
  return code;
}

/** Integer coordinates of a Morton code. */
export function decode(code: number): [number, number, number] {
  let i = 0;
  let j = 0;
  let k = 0;
  for (let b = 0; code >> (3 * b) > 0; b++) {
    i |= ((code >> (3 * b)) & 1) << b;
    j |= ((code >> (3 * b + 1)) & 1) << b;
    k |= ((code >> (3 * b + 2)) & 1) << b;
  }
  return [i, j, k];
}

export const boxCentre = (cube: Cube, level: number, code: number): [number, number, number] => {
  const size = cube.width / (1 << level);
  const c = decode(code);
  return [
    cube.corner[0] + (c[0] + 0.5) * size,
    cube.corner[1] + (c[1] + 0.5) * size,
    cube.corner[2] + (c[2] + 0.5) * size,
  ];
};

/** A level's index has 8^level entries: 8 MB at the seventh. */
const MAX_DEPTH = 7;

/** Room for the number of a point; beside it a code of MAX_DEPTH, of 21 bits, still makes a whole number that a double holds. */
const NUMBERS = 2 ** 32;
/** Sorts points by leaf, then by number. */
export const leafKey = (code: number, point: number): number => code * NUMBERS + point;
export const readLeafKey = (key: number): { code: number; point: number } => {
  const code = Math.floor(key / NUMBERS);
  return { code, point: key - code * NUMBERS };
};

/** The tree of packed xyz points; points outside the cube go to its nearest box. */
export function buildOctree(points: Float64Array, cube: Cube, depth: number): Octree {
  const n = points.length / 3;
  const grid = 1 << depth;
  const cell = (v: number, d: number): number =>
    Math.min(grid - 1, Math.max(0, Math.floor(((v - cube.corner[d]) / cube.width) * grid)));
  const keys = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const code = interleave(cell(points[3 * i], 0), cell(points[3 * i + 1], 1), cell(points[3 * i + 2], 2), depth);
    keys[i] = leafKey(code, i);
  }
  keys.sort();
  const order = new Uint32Array(n);
  const leafCodes: number[] = [];
  const leafStart: number[] = [];
  keys.forEach((key, s) => {
    const { code, point } = readLeafKey(key);
    order[s] = point;
    if (leafCodes[leafCodes.length - 1] !== code) {
      leafCodes.push(code);
      leafStart.push(s);
    }
  });
  const levels: Level[] = [];
  let boxCount = 0;
  for (let level = 2; level <= depth; level++) {
    const shift = 3 * (depth - level);
    const codes = Uint32Array.from(new Set(leafCodes.map((c) => c >>> shift)));
    const index = new Int32Array(8 ** level).fill(-1);
    codes.forEach((code, b) => {
      index[code] = b;
    });
    levels[level] = { codes, firstBox: boxCount, index };
    boxCount += codes.length;
  }
  return { cube, depth, order, leafStart: Uint32Array.from([...leafStart, n]), levels, boxCount };
}

/**
 * The tree whose leaves hold about `perLeaf` points on average. Depth alone would jump by factors of four, so the cube is
 * widened to land in between.
 */
export function octreeWithLeaves(points: Float64Array, perLeaf: number): Octree {
  const cube = cubeAround(points);
  for (let depth = 3; ; depth++) {
    const tree = buildOctree(points, cube, depth);
    const held = points.length / 3 / (tree.leafStart.length - 1);
    if (held > perLeaf && depth < MAX_DEPTH) continue;
    const stretch = Math.min(2, Math.max(1, Math.sqrt(perLeaf / held)));
    return buildOctree(points, widened(cube, stretch), depth);
  }
}

function widened(cube: Cube, factor: number): Cube {
  const margin = (cube.width * (factor - 1)) / 2;
  const [x, y, z] = cube.corner;
  return { corner: [x - margin, y - margin, z - margin], width: cube.width * factor };
}

/** Calls `visit` with Morton code and coordinates of each box within one step of `code` (itself included) at `level`. */
function forNeighbours(
  code: number,
  level: number,
  visit: (neighbour: number, i: number, j: number, k: number) => void,
): void {
  const grid = 1 << level;
  const [i, j, k] = decode(code);
  for (let a = Math.max(0, i - 1); a <= Math.min(grid - 1, i + 1); a++) {
    for (let b = Math.max(0, j - 1); b <= Math.min(grid - 1, j + 1); b++) {
      for (let c = Math.max(0, k - 1); c <= Math.min(grid - 1, k + 1); c++) visit(interleave(a, b, c, level), a, b, c);
    }
  }
}

/** For each target leaf, the source leaves it touches, in order. */
export function nearLeaves(target: Octree, source: Octree): Uint32Array[] {
  const sources = source.levels[source.depth];
  return Array.from(target.levels[target.depth].codes, (code) => {
    const found: number[] = [];
    forNeighbours(code, target.depth, (neighbour) => {
      const leaf = sources.index[neighbour];
      if (leaf >= 0) found.push(leaf);
    });
    return Uint32Array.from(found).sort();
  });
}

/** The 316 offsets (target minus source, in boxes) between well-separated children of touching parents. */
export const M2L_OFFSETS: [number, number, number][] = [];
const offsetNumber = new Int32Array(343).fill(-1);
for (let a = -3; a <= 3; a++) {
  for (let b = -3; b <= 3; b++) {
    for (let c = -3; c <= 3; c++) {
      if (Math.max(Math.abs(a), Math.abs(b), Math.abs(c)) < 2) continue;
      offsetNumber[(a + 3) * 49 + (b + 3) * 7 + c + 3] = M2L_OFFSETS.length;
      M2L_OFFSETS.push([a, b, c]);
    }
  }
}

/** Boxes whose pairs are listed between two chances to stop. */
const BOXES_A_STEP = 1024;

/** Multipole-to-local pairs of all levels, by offset. */
export function* interactionLists(target: Octree, source: Octree): Generator<undefined, PairLists> {
  const groups: number[][] = M2L_OFFSETS.map(() => []);
  for (let level = 2; level <= target.depth; level++) {
    const targets = target.levels[level];
    const sources = source.levels[level];
    const parents = source.levels[level - 1];
    for (const [t, code] of targets.codes.entries()) {
      if (t % BOXES_A_STEP === 0) yield;
      const [i, j, k] = decode(code);
      forNeighbours(code >>> 3, level - 1, (parent, a, b, c) => {
        if (parents && parents.index[parent] < 0) return;
        for (let octant = 0; octant < 8; octant++) {
          const s = sources.index[8 * parent + octant];
          if (s < 0) continue;
          const [x, y, z] = [2 * a + (octant & 1), 2 * b + ((octant >> 1) & 1), 2 * c + (octant >> 2)];
          const offset = offsetNumber[(i - x + 3) * 49 + (j - y + 3) * 7 + k - z + 3];
          if (offset >= 0) groups[offset].push(sources.firstBox + s, targets.firstBox + t);
        }
      });
    }
  }
  yield;
  return inBlocks(groups, source.boxCount, target.boxCount);
}

/** Pairs from the children at `level` to their parents, by octant. */
export const upwardPairs = (tree: Octree, level: number): PairLists => familyPairs(tree, level, (c, p) => [c, p]);

/** Pairs to the children at `level` from their parents, by octant. */
export const downwardPairs = (tree: Octree, level: number): PairLists => familyPairs(tree, level, (c, p) => [p, c]);

function familyPairs(
  tree: Octree,
  level: number,
  pair: (child: number, parent: number) => [number, number],
): PairLists {
  const groups: number[][] = Array.from({ length: 8 }, () => []);
  const parents = tree.levels[level - 1];
  tree.levels[level].codes.forEach((code, b) => {
    groups[code & 7].push(...pair(tree.levels[level].firstBox + b, parents.firstBox + parents.index[code >>> 3]));
  });
  return inBlocks(groups, tree.boxCount, tree.boxCount);
}

/** Boxes that one thread takes at a time. */
const BOXES_A_BLOCK = 256;

/**
 * The lists of the pairs of each direction, destinations ascending. Each run is padded to a multiple of four pairs with the dummy
 * boxes after the last.
 */
function inBlocks(groups: number[][], dummySource: number, dummyDestination: number): PairLists {
  const pairs: number[] = [];
  const start = [0];
  const taken = groups.map(() => 0);
  for (let limit = BOXES_A_BLOCK; groups.some((group, g) => taken[g] < group.length); limit += BOXES_A_BLOCK) {
    const before = pairs.length;
    groups.forEach((group, g) => {
      let k = taken[g];
      for (; k < group.length && group[k + 1] < limit; k += 2) pairs.push(group[k], group[k + 1]);
      taken[g] = k;
      while (pairs.length % 8 > 0) pairs.push(dummySource, dummyDestination);
      start.push(pairs.length / 2);
    });
    if (pairs.length === before) start.length -= groups.length;
  }
  return { pairs: Uint32Array.from(pairs), start: Uint32Array.from(start), directions: groups.length };
}
