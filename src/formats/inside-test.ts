import { BufferAttribute, BufferGeometry, DoubleSide, Ray, Vector3 } from 'three';
import { MeshBVH } from 'three-mesh-bvh';
import type { Surface } from '../model/surface';

/** Directions along no axis or diagonal of a mesh, so that a ray rarely meets an edge. */
const DIRECTIONS = [
  new Vector3(0.5257, 0.2719, 0.8061).normalize(),
  new Vector3(-0.3413, 0.8117, -0.4741).normalize(),
  new Vector3(0.1931, -0.6421, 0.7419).normalize(),
];

function tree(surface: Surface): MeshBVH {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(surface.positionsMm, 3));
  // The tree sorts the index in place; the surface keeps its own.
  geometry.setIndex(new BufferAttribute(surface.triangles.slice(), 1));
  return new MeshBVH(geometry);
}

/**
 * A test of whether a point (mm) lies inside a closed surface: the parity of what a ray meets, by the majority of three
 * rays where the first two differ.
 */
export function insideTest(surface: Surface): (x: number, y: number, z: number) => boolean {
  const bvh = tree(surface);
  const ray = new Ray();
  const odd = (direction: Vector3): boolean => {
    ray.direction.copy(direction);
    return bvh.raycast(ray, DoubleSide).length % 2 === 1;
  };
  return (x, y, z) => {
    ray.origin.set(x, y, z);
    const [first, second] = [odd(DIRECTIONS[0]), odd(DIRECTIONS[1])];
    return first === second ? first : odd(DIRECTIONS[2]);
  };
}

/** How far a line may be moved aside when it grazes an edge, mm. */
const NUDGES_MM = [0.0037, -0.0053, 0.0071, -0.0113];

/**
 * Where lines along +x cross a closed surface: the ascending x (mm) at which the line through (y, z) goes in and out, in
 * turn. One ray for a whole row of a volume.
 */
export function rowCrossings(surface: Surface): (y: number, z: number) => number[] {
  const bvh = tree(surface);
  const left = surface.positionsMm.reduce((low, value, i) => (i % 3 === 0 ? Math.min(low, value) : low), Infinity) - 1;
  const ray = new Ray(new Vector3(), new Vector3(1, 0, 0));
  return (y, z) => {
    for (const nudge of NUDGES_MM) {
      ray.origin.set(left, y + nudge, z + 0.7 * nudge);
      const crossings = bvh.raycast(ray, DoubleSide).map((hit) => hit.point.x);
      if (crossings.length % 2 === 0) return crossings.sort((a, b) => a - b);
    }
    return [];
  };
}
