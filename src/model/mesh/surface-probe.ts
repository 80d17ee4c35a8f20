import { BufferAttribute, BufferGeometry, DoubleSide, Ray, Vector3 } from 'three';
import { type HitPointInfo, MeshBVH } from 'three-mesh-bvh';
import type { Surface } from '../surface';
import type { Vec3 } from '../vec3';

/** Rays in no special direction, so that edges and vertices are hit with probability zero. */
const DIRECTIONS = [
  [0.5377, 0.2863, 0.793],
  [-0.6152, 0.7421, 0.2661],
  [0.1923, -0.8814, -0.4315],
].map(([x, y, z]) => new Vector3(x, y, z).normalize());

/** Distance to and side of a closed surface, by a bounding-volume hierarchy. */
export class SurfaceProbe {
  private readonly bvh: MeshBVH;
  private readonly point = new Vector3();
  private readonly ray = new Ray();

  constructor(surface: Surface) {
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new BufferAttribute(surface.positionsMm, 3));
    // The hierarchy sorts its triangles in place, hence a copy.
    geometry.setIndex(new BufferAttribute(surface.triangles.slice(), 1));
    this.bvh = new MeshBVH(geometry);
  }

  /** The nearest point of the surface and how far it is, mm. */
  closest(p: Vec3): { point: Vec3; distanceMm: number } {
    const target: HitPointInfo = { point: new Vector3(), distance: 0, faceIndex: 0 };
    const hit = this.bvh.closestPointToPoint(this.point.set(...p), target);
    if (!hit) throw new Error('an empty surface has no nearest point');
    return { point: [hit.point.x, hit.point.y, hit.point.z], distanceMm: hit.distance };
  }

  distanceMm(p: Vec3): number {
    return this.closest(p).distanceMm;
  }

  /** Whether `p` lies inside: the majority of three rays that count their crossings. */
  contains(p: Vec3): boolean {
    let inside = 0;
    for (const direction of DIRECTIONS) {
      this.ray.origin.set(...p);
      this.ray.direction.copy(direction);
      inside += this.bvh.raycast(this.ray, DoubleSide).length % 2;
    }
    return inside >= 2;
  }
}
