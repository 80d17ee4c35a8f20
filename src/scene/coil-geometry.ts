import { BufferAttribute, BufferGeometry } from 'three';
import type { Coil } from '../model/coil';
import { add, cross, dot, normalize, scale, sub, type Vec3 } from '../model/vec3';

/** The section a wire is drawn with when only its path is known, mm. */
export interface WireSection {
  widthMm: number;
  heightMm: number;
}

/** Unit normal of a loop (Newell), along +z by choice. */
function loopNormal(path: readonly Vec3[]): Vec3 {
  let sum: Vec3 = [0, 0, 0];
  for (let i = 0; i + 1 < path.length; i++) sum = add(sum, cross(path[i], path[i + 1]));
  const size = Math.hypot(...sum);
  if (size < 1e-6) return [0, 0, 1];
  return sum[2] < 0 ? scale(sum, -1 / size) : scale(sum, 1 / size);
}

/** Each wire path swept with a rectangular strip, as the winding is computed: its middle is the path. */
export function windingGeometry(coil: Coil, section: WireSection): BufferGeometry {
  const positions: number[] = [];
  const normals: number[] = [];
  const triangles: number[] = [];
  for (const path of coil.pathsMm ?? []) {
    const axis = loopNormal(path);
    const closed = Math.hypot(...sub(path[0], path[path.length - 1])) < 1e-6;
    const count = path.length;
    for (let side = 0; side < 4; side++) {
      const base = positions.length / 3;
      for (let i = 0; i < count; i++) {
        const before = path[i === 0 ? (closed ? count - 2 : 0) : i - 1];
        const after = path[i === count - 1 ? (closed ? 1 : count - 1) : i + 1];
        const along = normalize(sub(after, before));
        const across = normalize(cross(along, axis));
        const up = cross(across, along);
        const corner = (u: number, w: number): Vec3 =>
          add(path[i], add(scale(across, (u * section.widthMm) / 2), scale(up, (w * section.heightMm) / 2)));
        const [p, q, n] = [
          [corner(1, -1), corner(1, 1), across],
          [corner(1, 1), corner(-1, 1), up],
          [corner(-1, 1), corner(-1, -1), scale(across, -1)],
          [corner(-1, -1), corner(1, -1), scale(up, -1)],
        ][side] as [Vec3, Vec3, Vec3];
        positions.push(...p, ...q);
        normals.push(...n, ...n);
        if (i + 1 < count) {
          const v = base + 2 * i;
          triangles.push(v, v + 1, v + 2, v + 2, v + 1, v + 3);
        }
      }
    }
  }
  return geometryOf(positions, normals, triangles);
}

const ARROWS_PER_WING = 3;
const ARROW_LENGTH_MM = 8;
const ARROW_HALF_WIDTH_MM = 3;
/** Clearance of the arrows above the casing's back, mm. */
const ARROW_ABOVE_MM = 1.2;

/** Flat arrow heads on the back of the casing, pointing the way the current flows for dI/dt > 0. */
export function currentArrowGeometry(coil: Coil): BufferGeometry {
  const positions: number[] = [];
  const triangles: number[] = [];
  const back = Math.min(0, ...backDepths(coil));
  for (const path of middleTurns(coil)) {
    const axis = loopNormal(path);
    const depth = Math.max(0, dot(path[0], axis) - back) + ARROW_ABOVE_MM;
    for (let k = 0; k < ARROWS_PER_WING; k++) {
      const i = Math.round(((k + 0.5) / ARROWS_PER_WING) * (path.length - 1)) % (path.length - 1);
      const along = normalize(sub(path[i + 1], path[i]));
      const across = normalize(cross(along, axis));
      const centre = sub(path[i], scale(axis, depth));
      const base = positions.length / 3;
      const tip = add(centre, scale(along, ARROW_LENGTH_MM / 2));
      const tail = add(centre, scale(along, -ARROW_LENGTH_MM / 2));
      const notch = add(centre, scale(along, -ARROW_LENGTH_MM / 5));
      positions.push(...tip, ...add(tail, scale(across, ARROW_HALF_WIDTH_MM)), ...notch);
      positions.push(...add(tail, scale(across, -ARROW_HALF_WIDTH_MM)));
      triangles.push(base, base + 1, base + 2, base, base + 2, base + 3);
    }
  }
  return geometryOf(positions, null, triangles);
}

const backDepths = (coil: Coil): number[] => {
  const p = coil.casing?.positionsMm ?? new Float32Array();
  let least = 0;
  for (let i = 2; i < p.length; i += 3) least = Math.min(least, p[i]);
  return [least];
};

/** The turn half-way across each wing; wings are told apart by the side of the y axis they lie on. */
function middleTurns(coil: Coil): Vec3[][] {
  const paths = coil.pathsMm ?? [];
  const middleX = (path: Vec3[]): number => path.reduce((sum, p) => sum + p[0], 0) / path.length;
  const wings = [paths.filter((p) => middleX(p) > 1), paths.filter((p) => middleX(p) < -1)];
  const single = paths.filter((p) => Math.abs(middleX(p)) <= 1);
  return [...wings, single].filter((w) => w.length > 0).map((w) => w[Math.floor(w.length / 2)]);
}

/** Where the casing ends towards the handle (-y), mm, and how deep it is there. */
export function handleRootMm(coil: Coil): { y: number; z: number } {
  const p = coil.casing?.positionsMm;
  if (!p) return { y: -60, z: -8 };
  let y = 0;
  let low = 0;
  for (let i = 0; i < p.length; i += 3) {
    if (Math.abs(p[i]) > 20) continue;
    y = Math.min(y, p[i + 1]);
    low = Math.min(low, p[i + 2]);
  }
  return { y, z: low / 2 };
}

function geometryOf(positions: number[], normals: number[] | null, triangles: number[]): BufferGeometry {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(Float32Array.from(positions), 3));
  geometry.setIndex(new BufferAttribute(Uint32Array.from(triangles), 1));
  if (normals) geometry.setAttribute('normal', new BufferAttribute(Float32Array.from(normals), 3));
  else geometry.computeVertexNormals();
  return geometry;
}
