import { DoubleSide, Ray, Vector3 } from 'three';
import type { HitPointInfo, MeshBVH } from 'three-mesh-bvh';
import type { Surface } from '../surface';
import type { Vec3 } from '../vec3';
import { surfaceTree } from './surface-tree';

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
    this.bvh = surfaceTree(surface);
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

  /**
   * Whether `p` lies inside: the parity of what a ray meets, by the majority of three rays where the first two differ.
   */
  contains(p: Vec3): boolean {
    this.ray.origin.set(...p);
    const [first, second] = [this.odd(DIRECTIONS[0]), this.odd(DIRECTIONS[1])];
    return first === second ? first : this.odd(DIRECTIONS[2]);
  }

  private odd(direction: Vector3): boolean {
    this.ray.direction.copy(direction);
    return this.bvh.raycast(this.ray, DoubleSide).length % 2 === 1;
  }
}
