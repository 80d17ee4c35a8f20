import type { Surface } from '../surface';
import { type Box, PointHash, TriangleHash } from './spatial-hash';
import {
  squaredDistanceToTriangle,
  triangleNormal,
  triangleQuality,
  trianglesCross,
  trianglesFold,
} from './triangle-tests';

/** A layer that must not come nearer than `clearanceMm`, as points that cover it densely. */
export interface Obstacle {
  pointsMm: Float32Array;
  clearanceMm: number;
}

/** No change may leave a triangle worse than this, unless it was worse before. */
const MIN_QUALITY = 0.25;
/** By how much a change may make a triangle worse that was bad before: contours start as rows of slivers, which must give way. */
const WORSENING = 0.8;
/** Cosine by which a change may turn a triangle. */
const MIN_TURN_COSINE = 0.3;

/**
 * A closed mesh whose vertices are moved and merged only where that leaves it embedded: no triangle meets another, turns over or
 * comes too near to an obstacle. So a mesh that starts without self-intersections ends without.
 */
export class GuardedMesh {
  /** One vertex more than there are: the last is the place a change would take a vertex to. */
  readonly positions: Float64Array;
  readonly triangles: Int32Array;
  /** Triangles round each vertex; empty once it is merged into another. */
  readonly around: number[][];
  triangleCount: number;
  readonly vertexCapacity: number;
  private readonly hash: TriangleHash;
  private readonly obstacles: { points: PointHash; clearanceMm: number }[];
  private readonly trial: number;
  private readonly box: Box = new Float64Array(6);
  private readonly normal = new Float64Array(3);
  private readonly oldNormal = new Float64Array(3);

  constructor(surface: Surface, cellMm: number, obstacles: Obstacle[]) {
    this.vertexCapacity = surface.positionsMm.length / 3;
    this.trial = this.vertexCapacity;
    this.positions = new Float64Array(surface.positionsMm.length + 3);
    this.positions.set(surface.positionsMm);
    this.triangles = Int32Array.from(surface.triangles);
    this.triangleCount = this.triangles.length / 3;
    this.around = Array.from({ length: this.vertexCapacity }, () => []);
    this.triangles.forEach((v, i) => {
      this.around[v].push(Math.floor(i / 3));
    });
    this.hash = new TriangleHash(surface.positionsMm, this.triangleCount, cellMm);
    for (let t = 0; t < this.triangleCount; t++) this.hash.insert(t, this.boxOf(t));
    this.obstacles = obstacles.map(({ pointsMm, clearanceMm }) => ({
      points: new PointHash(pointsMm, Math.max(1, clearanceMm)),
      clearanceMm,
    }));
  }

  /** The vertices joined to `v` by an edge, in no order. */
  neighbours(v: number): number[] {
    const out: number[] = [];
    for (const t of this.around[v]) {
      for (let k = 0; k < 3; k++) {
        if (this.triangles[3 * t + k] === v) out.push(this.triangles[3 * t + ((k + 1) % 3)]);
      }
    }
    return out;
  }

  /** Merges `v` into `u` at (x, y, z) if that keeps the mesh embedded and manifold; tells whether it did. */
  tryCollapse(u: number, v: number, x: number, y: number, z: number): boolean {
    const ringU = this.neighbours(u);
    const ringV = this.neighbours(v);
    const common = ringU.filter((w) => ringV.includes(w));
    if (common.length !== 2 || ringU.length + ringV.length - 4 > 12) return false;
    if (common.some((w) => this.around[w].length <= 3)) return false;
    this.setTrial(x, y, z);
    const { triangles } = this;
    const has = (t: number, w: number): boolean =>
      triangles[3 * t] === w || triangles[3 * t + 1] === w || triangles[3 * t + 2] === w;
    const gone = this.around[u].filter((t) => has(t, v));
    const kept = [...this.around[u].filter((t) => !has(t, v)), ...this.around[v].filter((t) => !has(t, u))];
    if (!this.isChangeSafe([...kept, ...gone], kept, u, v)) return false;
    for (const t of [...kept, ...gone]) this.hash.remove(t);
    this.positions.copyWithin(3 * u, 3 * this.trial, 3 * this.trial + 3);
    for (const t of this.around[v]) {
      for (let k = 0; k < 3; k++) if (triangles[3 * t + k] === v) triangles[3 * t + k] = u;
    }
    for (const w of common) this.around[w] = this.around[w].filter((t) => !gone.includes(t));
    for (const t of gone) triangles.fill(-1, 3 * t, 3 * t + 3);
    this.around[u] = kept;
    this.around[v] = [];
    for (const t of kept) this.hash.insert(t, this.boxOf(t));
    this.triangleCount -= 2;
    return true;
  }

  /** Moves `v` to (x, y, z) if that keeps the mesh embedded; tells whether it did. */
  tryMove(v: number, x: number, y: number, z: number): boolean {
    this.setTrial(x, y, z);
    const ring = this.around[v];
    if (!this.isChangeSafe(ring, ring, v, v)) return false;
    for (const t of ring) this.hash.remove(t);
    this.positions.copyWithin(3 * v, 3 * this.trial, 3 * this.trial + 3);
    for (const t of ring) this.hash.insert(t, this.boxOf(t));
    return true;
  }

  /** The surface of what is left. */
  toSurface(): Surface {
    const renumbered = new Int32Array(this.vertexCapacity).fill(-1);
    let vertices = 0;
    for (let v = 0; v < this.vertexCapacity; v++) if (this.around[v].length > 0) renumbered[v] = vertices++;
    const positionsMm = new Float32Array(3 * vertices);
    for (let v = 0; v < this.vertexCapacity; v++) {
      if (renumbered[v] >= 0) positionsMm.set(this.positions.subarray(3 * v, 3 * v + 3), 3 * renumbered[v]);
    }
    const triangles = Uint32Array.from(
      this.triangles.filter((v) => v >= 0),
      (v) => renumbered[v],
    );
    return { positionsMm, triangles };
  }

  /** Places are rounded to what the file will hold, so that what is checked is what is kept. */
  private setTrial(x: number, y: number, z: number): void {
    this.positions[3 * this.trial] = Math.fround(x);
    this.positions[3 * this.trial + 1] = Math.fround(y);
    this.positions[3 * this.trial + 2] = Math.fround(z);
  }

  /** Whether the `kept` triangles may have their corner `u` or `v` at the trial place while all of `replaced` go. */
  private isChangeSafe(replaced: number[], kept: number[], u: number, v: number): boolean {
    const { positions, triangles, trial, normal, oldNormal } = this;
    let before = 1;
    for (const t of replaced) {
      before = Math.min(
        before,
        triangleQuality(positions, triangles[3 * t], triangles[3 * t + 1], triangles[3 * t + 2]),
      );
    }
    const floor = Math.min(MIN_QUALITY, before * WORSENING);
    const changed: [number, number, number][] = [];
    for (const t of kept) {
      const at = (k: number): number => {
        const w = triangles[3 * t + k];
        return w === u || w === v ? trial : w;
      };
      const [a, b, c] = [at(0), at(1), at(2)];
      if (triangleQuality(positions, a, b, c) < floor) return false;
      triangleNormal(positions, a, b, c, normal);
      triangleNormal(positions, triangles[3 * t], triangles[3 * t + 1], triangles[3 * t + 2], oldNormal);
      const along = normal[0] * oldNormal[0] + normal[1] * oldNormal[1] + normal[2] * oldNormal[2];
      const lengths =
        Math.hypot(normal[0], normal[1], normal[2]) * Math.hypot(oldNormal[0], oldNormal[1], oldNormal[2]);
      if (along < MIN_TURN_COSINE * lengths) return false;
      changed.push([a, b, c]);
    }
    for (const corners of changed) {
      if (this.isNearObstacle(corners) || this.crossesOthers(corners, replaced)) return false;
    }
    for (let i = 0; i < changed.length; i++) {
      for (let j = 0; j < i; j++) if (this.clash(changed[i], changed[j])) return false;
    }
    return true;
  }

  private crossesOthers(corners: [number, number, number], replaced: number[]): boolean {
    const { triangles } = this;
    const other = [0, 0, 0];
    return this.hash.some(this.boxOfCorners(...corners), (t) => {
      if (replaced.includes(t)) return false;
      other[0] = triangles[3 * t];
      other[1] = triangles[3 * t + 1];
      other[2] = triangles[3 * t + 2];
      return this.clash(corners, other);
    });
  }

  private clash(a: number[], b: number[]): boolean {
    return trianglesCross(this.positions, a, b) || trianglesFold(this.positions, a, b);
  }

  private isNearObstacle([a, b, c]: [number, number, number]): boolean {
    const box = this.boxOfCorners(a, b, c);
    return this.obstacles.some(({ points, clearanceMm }) => {
      const limit = clearanceMm * clearanceMm;
      return points.someNear(
        box,
        clearanceMm,
        (x, y, z) =>
          x > box[0] - clearanceMm &&
          x < box[3] + clearanceMm &&
          y > box[1] - clearanceMm &&
          y < box[4] + clearanceMm &&
          z > box[2] - clearanceMm &&
          z < box[5] + clearanceMm &&
          squaredDistanceToTriangle(this.positions, a, b, c, x, y, z) < limit,
      );
    });
  }

  private boxOf(t: number): Box {
    return this.boxOfCorners(this.triangles[3 * t], this.triangles[3 * t + 1], this.triangles[3 * t + 2]);
  }

  private boxOfCorners(a: number, b: number, c: number): Box {
    const { positions: p, box } = this;
    for (let d = 0; d < 3; d++) {
      const [x, y, z] = [p[3 * a + d], p[3 * b + d], p[3 * c + d]];
      box[d] = Math.min(x, y, z);
      box[d + 3] = Math.max(x, y, z);
    }
    return box;
  }
}
