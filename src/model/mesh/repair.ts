import { areaVectorsMm2, corners, type Surface, triangleCount, vertexCount } from '../surface';
import { add, at, cross, distance, dot, scale, type Vec3 } from '../vec3';
import { halfEdgeTwins, isTurned, nextInTriangle, OPEN, pieces } from './half-edges';

/** Vertices nearer than this are one, mm: far below any detail of a head, above what a printed number loses. */
const WELD_MM = 1e-3;
/** A smaller triangle has no direction, mm2. */
export const FLAT_MM2 = 1e-6;
/** Holes of up to this many edges are closed; a larger one may be a missing part. */
const MAX_HOLE_EDGES = 12;
/** A piece with less than this share of the largest one's volume is debris or a cavity. */
const MINOR_VOLUME = 0.2;

export interface Repaired {
  surface: Surface;
  /** What was done, a line each; empty when nothing had to be. */
  done: string[];
}

/** The mended surface and what was done, or null where nothing had to be. */
type Mended = { surface: Surface; what: string } | null;

const plural = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

/**
 * Mends what can be mended without guessing at the shape: duplicate vertices, flat and repeated triangles,
 * orientation, small holes, debris. What it cannot mend is left for the check to name.
 *
 * @param surface finite, its indices within bounds
 * @param partsWanted pieces it should be in
 */
export function repairSurface(surface: Surface, partsWanted = 1): Repaired {
  const repaired: Repaired = { surface, done: [] };
  const steps = [
    weld,
    dropFlat,
    dropRepeats,
    orient,
    closeHoles,
    (s: Surface) => dropDebris(s, partsWanted),
    faceOutward,
  ];
  for (const step of steps) {
    const mended = step(repaired.surface);
    if (!mended) continue;
    repaired.surface = mended.surface;
    repaired.done.push(mended.what);
  }
  return repaired;
}

/** Triangles with their corners renumbered, and the vertices that are still used. */
function compacted(positions: Float32Array, triangles: ArrayLike<number>): Surface {
  const renumbered = new Int32Array(positions.length / 3).fill(-1);
  let used = 0;
  const kept = Uint32Array.from(triangles, (v) => {
    if (renumbered[v] < 0) renumbered[v] = used++;
    return renumbered[v];
  });
  const positionsMm = new Float32Array(3 * used);
  renumbered.forEach((to, v) => {
    if (to >= 0) positionsMm.set(positions.subarray(3 * v, 3 * v + 3), 3 * to);
  });
  return { positionsMm, triangles: kept };
}

const withoutTriangles = (s: Surface, isGone: (t: number) => boolean): Surface =>
  compacted(
    s.positionsMm,
    s.triangles.filter((_, i) => !isGone(Math.floor(i / 3))),
  );

function weld(s: Surface): Mended {
  const { positionsMm: p } = s;
  const cells = new Map<number, number[]>();
  const cell = (v: number, axis: number): number => Math.floor(p[3 * v + axis] / WELD_MM);
  const key = (x: number, y: number, z: number): number =>
    Math.imul(x, 73856093) ^ Math.imul(y, 19349663) ^ Math.imul(z, 83492791);
  const joined = new Uint32Array(vertexCount(s));
  let repeats = 0;
  for (let v = 0; v < joined.length; v++) {
    const [x, y, z] = [cell(v, 0), cell(v, 1), cell(v, 2)];
    let same = -1;
    for (let n = 0; n < 27 && same < 0; n++) {
      const near = cells.get(key(x + (n % 3) - 1, y + (Math.floor(n / 3) % 3) - 1, z + Math.floor(n / 9) - 1));
      same = near?.find((w) => distance(at(p, v), at(p, w)) <= WELD_MM) ?? -1;
    }
    joined[v] = same < 0 ? v : same;
    if (same >= 0) {
      repeats++;
      continue;
    }
    const own = cells.get(key(x, y, z));
    if (own) own.push(v);
    else cells.set(key(x, y, z), [v]);
  }
  if (repeats === 0) return null;
  const welded = { ...s, triangles: s.triangles.map((v) => joined[v]) };
  const surface = withoutTriangles(welded, (t) => isPoint(welded, t));
  const lost = triangleCount(s) - triangleCount(surface);
  const also = lost > 0 ? `, which took ${plural(lost, 'triangle', 'triangles')} away` : '';
  return { surface, what: `joined ${plural(repeats, 'vertex', 'vertices')} that stood twice${also}` };
}

/** Whether two corners of a triangle are one. */
const isPoint = ({ triangles: t }: Surface, i: number): boolean =>
  t[3 * i] === t[3 * i + 1] || t[3 * i + 1] === t[3 * i + 2] || t[3 * i] === t[3 * i + 2];

/** Collapses the shortest edge of each flat triangle, which takes its neighbour over that edge as well. */
function dropFlat(s: Surface): Mended {
  const areas = areaVectorsMm2(s);
  const isFlat = (t: number): boolean => !(Math.hypot(areas[3 * t], areas[3 * t + 1], areas[3 * t + 2]) > FLAT_MM2);
  const to = Uint32Array.from({ length: vertexCount(s) }, (_, v) => v);
  const root = (v: number): number => {
    let r = v;
    while (to[r] !== r) r = to[r];
    return r;
  };
  let flat = 0;
  for (let t = 0; t < triangleCount(s); t++) {
    if (!isFlat(t)) continue;
    flat++;
    const [i] = [3 * t, 3 * t + 1, 3 * t + 2].sort((a, b) => edgeLength(s, a) - edgeLength(s, b));
    const [a, b] = [root(s.triangles[i]), root(s.triangles[nextInTriangle(i)])];
    to[Math.max(a, b)] = Math.min(a, b);
  }
  if (flat === 0) return null;
  const collapsed = { ...s, triangles: s.triangles.map(root) };
  const surface = withoutTriangles(collapsed, (t) => isPoint(collapsed, t));
  return { surface, what: `collapsed ${plural(flat, 'flat triangle', 'flat triangles')}` };
}

const edgeLength = ({ positionsMm, triangles }: Surface, i: number): number =>
  distance(at(positionsMm, triangles[i]), at(positionsMm, triangles[nextInTriangle(i)]));

/** Copies with the same corners go; of two that face each other neither bounds anything, and both go. */
function dropRepeats(s: Surface): Mended {
  const first = new Map<string, number>();
  const gone = new Set<number>();
  const turns = (t: number): boolean => {
    const [a, b, c] = s.triangles.subarray(3 * t, 3 * t + 3);
    return a < b === b < c ? a < b : c < a;
  };
  for (let t = 0; t < triangleCount(s); t++) {
    const key = [...s.triangles.subarray(3 * t, 3 * t + 3)].sort((a, b) => a - b).join(' ');
    const twin = first.get(key);
    if (twin === undefined || gone.has(twin)) {
      first.set(key, t);
      continue;
    }
    gone.add(t);
    if (turns(twin) !== turns(t)) gone.add(twin);
  }
  if (gone.size === 0 || gone.size === triangleCount(s)) return null;
  return {
    surface: withoutTriangles(s, (t) => gone.has(t)),
    what: `left out ${plural(gone.size, 'triangle', 'triangles')} that stood twice`,
  };
}

/** Leaves out pieces that are small beside the largest: loose bits, and the walls of cavities within. */
function dropDebris(s: Surface, partsWanted: number): Mended {
  const { pieceOf, sizes } = pieces(s, halfEdgeTwins(s));
  if (sizes.length <= partsWanted) return null;
  const volumes = pieceVolumes(s, pieceOf, sizes.length);
  const most = volumes.reduce((m, value) => Math.max(m, Math.abs(value)), 0);
  const isDebris = (piece: number): boolean => Math.abs(volumes[piece]) < MINOR_VOLUME * most;
  const left = sizes.filter((_, piece) => isDebris(piece));
  if (left.length === 0) return null;
  const triangles = left.reduce((sum, size) => sum + size, 0);
  return {
    surface: withoutTriangles(s, (t) => isDebris(pieceOf[t])),
    what: `left out ${plural(left.length, 'small piece', 'small pieces')} (${plural(triangles, 'triangle', 'triangles')}): loose bits or the walls of cavities`,
  };
}

function pieceVolumes(s: Surface, pieceOf: Int32Array, count: number): Float64Array {
  const volumes = new Float64Array(count);
  for (let t = 0; t < triangleCount(s); t++) {
    const [a, b, c] = corners(s, t);
    volumes[pieceOf[t]] += dot(a, cross(b, c)) / 6;
  }
  return volumes;
}

/** Turns triangles so that neighbours run their edge in opposite ways; each piece after its first triangle. */
function orient(s: Surface): Mended {
  const twins = halfEdgeTwins(s);
  const state = new Uint8Array(triangleCount(s));
  let turned = 0;
  for (let seed = 0; seed < state.length; seed++) {
    if (state[seed] > 0) continue;
    state[seed] = 1;
    const members = [seed];
    for (const t of members) {
      for (let i = 3 * t; i < 3 * t + 3; i++) {
        const other = Math.floor(twins[i] / 3);
        if (twins[i] < 0 || state[other] > 0) continue;
        // 2: this one must be turned
        state[other] = isTurned(s, i, twins[i]) === (state[t] === 1) ? 2 : 1;
        members.push(other);
      }
    }
    // The fewer are turned, so that a file that is mostly right stays as it is.
    const against = members.filter((t) => state[t] === 2).length;
    const wrong = 2 * against > members.length ? 1 : 2;
    for (const t of members) {
      state[t] = state[t] === wrong ? 2 : 1;
      if (state[t] === 2) turned++;
    }
  }
  if (turned === 0) return null;
  return {
    surface: { ...s, triangles: flipped(s.triangles, (t) => state[t] === 2) },
    what: `turned ${plural(turned, 'triangle', 'triangles')} the way of the others`,
  };
}

function flipped(triangles: Uint32Array, isFlipped: (t: number) => boolean): Uint32Array {
  const out = triangles.slice();
  for (let t = 0; t < out.length / 3; t++) {
    if (isFlipped(t)) [out[3 * t + 1], out[3 * t + 2]] = [out[3 * t + 2], out[3 * t + 1]];
  }
  return out;
}

/** Closes holes of a few edges with a fan about their middle. */
function closeHoles(s: Surface): Mended {
  const twins = halfEdgeTwins(s);
  // the rim runs against the triangles at it
  const next = new Map<number, number>();
  let forked = false;
  twins.forEach((twin, i) => {
    if (twin !== OPEN) return;
    const from = s.triangles[nextInTriangle(i)];
    forked ||= next.has(from);
    next.set(from, s.triangles[i]);
  });
  if (next.size === 0 || forked) return null;
  const holes: number[][] = [];
  for (const start of [...next.keys()]) {
    const rim: number[] = [];
    for (let v: number | undefined = start; v !== undefined && next.has(v); ) {
      rim.push(v);
      const after: number | undefined = next.get(v);
      next.delete(v);
      v = after;
    }
    if (rim.length >= 3 && rim.length <= MAX_HOLE_EDGES) holes.push(rim);
  }
  if (holes.length === 0) return null;
  const positions = Array.from(s.positionsMm);
  const triangles = Array.from(s.triangles);
  for (const rim of holes) {
    if (rim.length === 3) {
      triangles.push(...rim);
      continue;
    }
    const sum = rim.reduce((total: Vec3, v) => add(total, at(s.positionsMm, v)), [0, 0, 0]);
    const middle = positions.length / 3;
    positions.push(...scale(sum, 1 / rim.length));
    rim.forEach((v, k) => {
      triangles.push(v, rim[(k + 1) % rim.length], middle);
    });
  }
  return {
    surface: { positionsMm: Float32Array.from(positions), triangles: Uint32Array.from(triangles) },
    what: `closed ${plural(holes.length, 'hole', 'holes')} of up to ${Math.max(...holes.map((rim) => rim.length))} edges`,
  };
}

/** Flips a closed surface that encloses a negative volume, piece by piece. */
function faceOutward(s: Surface): Mended {
  const twins = halfEdgeTwins(s);
  if (twins.some((twin, i) => twin < 0 || isTurned(s, i, twin))) return null;
  const { pieceOf, sizes } = pieces(s, twins);
  const volumes = pieceVolumes(s, pieceOf, sizes.length);
  if (!volumes.some((volume) => volume < 0)) return null;
  return {
    surface: { ...s, triangles: flipped(s.triangles, (t) => volumes[pieceOf[t]] < 0) },
    what: 'flipped it to face outward',
  };
}
