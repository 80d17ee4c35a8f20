import type { Surface } from './surface';
import { at, type Vec3 } from './vec3';

/** One connected line on a surface, mm; a closed line does not repeat its first point. */
export interface LevelLine {
  points: Vec3[];
  closed: boolean;
}

/**
 * The lines on which a quantity given at the vertices, linear within each triangle, takes the value `level`. Segments that
 * share an edge of the mesh are chained. A vertex exactly at the level counts as above it, so a segment never ends inside
 * a fan: on a closed manifold surface every line is closed.
 */
export function levelLines(surface: Surface, values: ArrayLike<number>, level: number): LevelLine[] {
  const { triangles, positionsMm } = surface;
  const crossings = new Crossings(positionsMm.length / 3);
  for (let t = 0; t < triangles.length; t += 3) {
    const a = triangles[t];
    const b = triangles[t + 1];
    const c = triangles[t + 2];
    const above = (values[a] >= level ? 1 : 0) | (values[b] >= level ? 2 : 0) | (values[c] >= level ? 4 : 0);
    if (above === 0 || above === 7) continue;
    // The corner alone on its side; the segment runs between the two edges that meet there.
    if (above === 1 || above === 6) crossings.link(a, b, a, c);
    else if (above === 2 || above === 5) crossings.link(b, a, b, c);
    else crossings.link(c, a, c, b);
  }
  return crossings.chains().map(({ edges, closed }) => ({
    closed,
    points: edges.map((key): Vec3 => {
      const [a, b] = crossings.ends(key);
      const t = (level - values[a]) / (values[b] - values[a]);
      const p = at(positionsMm, a);
      const q = at(positionsMm, b);
      return [p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1]), p[2] + t * (q[2] - p[2])];
    }),
  }));
}

/** The crossed edges of a mesh and which of them one triangle joins. */
class Crossings {
  private readonly neighbours = new Map<number, number[]>();
  private readonly vertexCount: number;

  constructor(vertexCount: number) {
    this.vertexCount = vertexCount;
  }

  link(a: number, b: number, c: number, d: number): void {
    const one = this.key(a, b);
    const two = this.key(c, d);
    this.join(one, two);
    this.join(two, one);
  }

  ends(key: number): [number, number] {
    return [Math.floor(key / this.vertexCount), key % this.vertexCount];
  }

  /** Maximal chains of edges; those with loose ends (a surface with a border) first, so that none is cut in two. */
  chains(): { edges: number[]; closed: boolean }[] {
    const used = new Set<number>();
    const out: { edges: number[]; closed: boolean }[] = [];
    const loose = [...this.neighbours.keys()].filter((key) => this.neighbours.get(key)?.length === 1);
    for (const start of [...loose, ...this.neighbours.keys()]) {
      if (used.has(start)) continue;
      const edges: number[] = [];
      let next: number | undefined = start;
      while (next !== undefined) {
        used.add(next);
        edges.push(next);
        next = this.neighbours.get(next)?.find((key) => !used.has(key));
      }
      const closed = edges.length > 2 && (this.neighbours.get(edges[edges.length - 1])?.includes(start) ?? false);
      out.push({ edges, closed });
    }
    return out;
  }

  private key(a: number, b: number): number {
    return a < b ? a * this.vertexCount + b : b * this.vertexCount + a;
  }

  private join(from: number, to: number): void {
    const list = this.neighbours.get(from);
    if (list) list.push(to);
    else this.neighbours.set(from, [to]);
  }
}
