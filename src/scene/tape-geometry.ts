import { BufferAttribute, BufferGeometry } from 'three';
import { add, cross, distance, normalize, scale, sub, type Vec3 } from '../model/vec3';
import { type CoilSeating, smoothNormal } from '../targeting/coil-pose';
import { lengthMm, pointAlong } from '../targeting/polyline';

const STEP_MM = 3;

export interface TapeShape {
  widthMm: number;
  /** How far it lies off the skin. */
  liftMm: number;
}

/**
 * A measuring tape laid along a line on the scalp: a band as wide as asked that lies on the skin. `along` is the millimetres
 * from the tape's beginning, `across` runs from -1 to 1.
 */
export function tapeGeometry(
  seating: CoilSeating,
  line: readonly Vec3[],
  { widthMm, liftMm }: TapeShape,
): BufferGeometry {
  const length = lengthMm(line);
  const count = Math.max(2, Math.ceil(length / STEP_MM) + 1);
  const points = Array.from({ length: count }, (_, i) => pointAlong(line, (length * i) / (count - 1)));
  const positions = new Float32Array(6 * count);
  const along = new Float32Array(2 * count);
  const across = new Float32Array(2 * count);
  const index: number[] = [];
  points.forEach((p, i) => {
    const { point, triangle } = seating.index.closest(p);
    const normal = smoothNormal(seating, point, triangle);
    const ahead = sub(points[Math.min(count - 1, i + 1)], points[Math.max(0, i - 1)]);
    const side = normalize(cross(ahead, normal));
    // A taut tape bridges hollows; where it lies on the skin it is lifted off it.
    const out = Math.max(0, liftMm - (distance(p, point) > 0.5 ? distance(p, point) : 0));
    const middle = add(p, scale(normal, out));
    positions.set(add(middle, scale(side, -widthMm / 2)), 6 * i);
    positions.set(add(middle, scale(side, widthMm / 2)), 6 * i + 3);
    along.fill((length * i) / (count - 1), 2 * i, 2 * i + 2);
    across.set([-1, 1], 2 * i);
    if (i > 0) index.push(2 * i - 2, 2 * i - 1, 2 * i, 2 * i - 1, 2 * i + 1, 2 * i);
  });
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(positions, 3));
  geometry.setAttribute('along', new BufferAttribute(along, 1));
  geometry.setAttribute('across', new BufferAttribute(across, 1));
  geometry.setIndex(index);
  return geometry;
}
