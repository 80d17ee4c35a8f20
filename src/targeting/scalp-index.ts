import { BufferAttribute, BufferGeometry, DoubleSide, Ray, Vector3 } from 'three';
import { type HitPointInfo, MeshBVH } from 'three-mesh-bvh';
import type { Surface } from '../model/surface';
import { cross, normalize, sub, type Vec3 } from '../model/vec3';

/** Where a surface was met. */
export interface ScalpHit {
  point: Vec3;
  distanceMm: number;
  triangle: number;
}

/** Closest-point and ray queries on one surface; built once a surface and kept for as long as the surface lives. */
export interface ScalpIndex {
  /** The nearest point of the surface, mm, and its distance. */
  closest(p: Vec3): ScalpHit;
  /** The same where that is within `reachMm`, or null: a short reach is looked through sooner. */
  near(p: Vec3, reachMm: number): ScalpHit | null;
  /** The first crossing of the ray from `from` along the unit vector `along` within `farMm`, or null. */
  firstHit(from: Vec3, along: Vec3, farMm?: number): ScalpHit | null;
  /** Calls `look` with every triangle of the parts whose boxes, along the axes from `low` to `high`, `takes` lets pass. */
  walk(takes: (low: Corner, high: Corner) => boolean, look: (triangle: number) => void): void;
}

/** Of a box; read at once, it is used again. */
export interface Corner {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

const built = new WeakMap<Surface, ScalpIndex>();

export function scalpIndex(surface: Surface): ScalpIndex {
  let index = built.get(surface);
  if (!index) {
    index = build(surface);
    built.set(surface, index);
  }
  return index;
}

/** The nearest point of the scalp, RAS mm. */
export const scalpPoint = (scalp: Surface, p: Vec3): Vec3 => scalpIndex(scalp).closest(p).point;

function build(surface: Surface): ScalpIndex {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(surface.positionsMm, 3));
  geometry.setIndex(new BufferAttribute(surface.triangles, 1));
  // `indirect` leaves the caller's triangle array in its own order.
  const bvh = new MeshBVH(geometry, { indirect: true, targetLeafSize: 4 });
  const hit: HitPointInfo = { point: new Vector3(), distance: 0, faceIndex: 0 };
  const query = new Vector3();
  const ray = new Ray();

  const near = (p: Vec3, reachMm: number): ScalpHit | null => {
    query.set(p[0], p[1], p[2]);
    if (!bvh.closestPointToPoint(query, hit, 0, reachMm)) return null;
    return { point: [hit.point.x, hit.point.y, hit.point.z], distanceMm: hit.distance, triangle: hit.faceIndex };
  };

  return {
    near,
    closest(p) {
      const found = near(p, Infinity);
      if (!found) throw new Error(`no scalp point is nearest to ${p.join(', ')}`);
      return found;
    },
    firstHit(from, along, farMm = Infinity) {
      ray.origin.set(from[0], from[1], from[2]);
      ray.direction.set(along[0], along[1], along[2]);
      const found = bvh.raycastFirst(ray, DoubleSide, 0, farMm);
      if (!found) return null;
      const { x, y, z } = found.point;
      return { point: [x, y, z], distanceMm: found.distance, triangle: found.faceIndex ?? 0 };
    },
    walk(takes, look) {
      bvh.shapecast({
        intersectsBounds: ({ min, max }) => takes(min, max),
        intersectsRange: (first, count) => {
          for (let i = first; i < first + count; i++) look(bvh.resolveTriangleIndex(i));
          return false;
        },
      });
    },
  };
}

/** Outward unit normal of one triangle. */
export function faceNormal(surface: Surface, triangle: number): Vec3 {
  const corner = (k: number): Vec3 => {
    const v = 3 * surface.triangles[3 * triangle + k];
    return [surface.positionsMm[v], surface.positionsMm[v + 1], surface.positionsMm[v + 2]];
  };
  const a = corner(0);
  return normalize(cross(sub(corner(1), a), sub(corner(2), a)));
}
