import { BufferAttribute, BufferGeometry } from 'three';
import { MeshBVH } from 'three-mesh-bvh';
import type { Surface } from '../surface';

/** A bounding-volume hierarchy over the triangles of a surface. */
export function surfaceTree(surface: Surface): MeshBVH {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(surface.positionsMm, 3));
  // The tree sorts the index in place; the surface keeps its own.
  geometry.setIndex(new BufferAttribute(surface.triangles.slice(), 1));
  return new MeshBVH(geometry);
}
