import { BufferAttribute, BufferGeometry } from 'three';
import { add, cross, normalize, scale, type Vec3 } from '../model/vec3';
import { type CoilSeating, smoothNormal } from '../targeting/coil-pose';

const RINGS = 8;
const SPOKES = 56;
const THICKNESS_MM = 4;
/** Keeps the pad's underside clear of the smoothed skin that is drawn. */
const ABOVE_MM = 0.6;
/** From where the scalp is looked for, mm above the tangent plane: more than a pad's radius of curvature asks. */
const LOOK_FROM_MM = 40;

/** A round pad in two groups, face and edge, that lies on the scalp as a wet sponge does: every point of it is the scalp below, raised. */
export function padGeometry(seating: CoilSeating, atMm: Vec3, radiusMm: number): BufferGeometry {
  const near = seating.index.closest(atMm);
  const normal = smoothNormal(seating, near.point, near.triangle);
  const u = normalize(cross(normal, Math.abs(normal[2]) < 0.9 ? [0, 0, 1] : [0, 1, 0]));
  const v = cross(normal, u);
  const down = scale(normal, -1);
  const onScalp = (r: number, turn: number): Vec3 => {
    const flat = add(near.point, add(scale(u, r * Math.cos(turn)), scale(v, r * Math.sin(turn))));
    return seating.index.firstHit(add(flat, scale(normal, LOOK_FROM_MM)), down)?.point ?? flat;
  };
  const positions: number[] = [];
  const triangles: number[] = [];
  const raised = (p: Vec3, by: number): void => {
    positions.push(...add(p, scale(normal, by)));
  };
  raised(near.point, ABOVE_MM + THICKNESS_MM);
  for (let ring = 1; ring <= RINGS + 1; ring++) {
    for (let s = 0; s < SPOKES; s++) {
      // The last ring is the lower edge.
      const p = onScalp((radiusMm * Math.min(ring, RINGS)) / RINGS, (2 * Math.PI * s) / SPOKES);
      raised(p, ring > RINGS ? ABOVE_MM : ABOVE_MM + THICKNESS_MM * (ring === RINGS ? 0.8 : 1));
    }
  }
  const at = (ring: number, s: number): number => 1 + (ring - 1) * SPOKES + (s % SPOKES);
  for (let s = 0; s < SPOKES; s++) triangles.push(0, at(1, s), at(1, s + 1));
  for (let ring = 1; ring <= RINGS; ring++) {
    for (let s = 0; s < SPOKES; s++) {
      triangles.push(
        at(ring, s),
        at(ring + 1, s),
        at(ring, s + 1),
        at(ring, s + 1),
        at(ring + 1, s),
        at(ring + 1, s + 1),
      );
    }
  }
  const faceIndices = 3 * SPOKES * (1 + 2 * (RINGS - 2));
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(Float32Array.from(positions), 3));
  geometry.setIndex(triangles);
  // The face is drawn fainter than the edge, so that the field below it is seen.
  geometry.addGroup(0, faceIndices, 0);
  geometry.addGroup(faceIndices, triangles.length - faceIndices, 1);
  geometry.computeVertexNormals();
  return geometry;
}
