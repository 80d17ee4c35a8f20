import { cross, dot, normalize, sub, type Vec3 } from '../../src/model/vec3';
import { blank, type Picture } from './png';

export interface SurfaceShot {
  /** Packed xyz, mm. */
  positionsMm: Float32Array;
  triangles: Uint32Array;
  /** Red, green, blue of a vertex, 0 to 255. */
  colourOf: (vertex: number) => Vec3;
}

export interface Camera {
  /** Unit vectors of the picture in RAS: to the right, and up. The camera looks along their cross product, reversed. */
  right: Vec3;
  up: Vec3;
  /** What lies in the middle of the picture. */
  middleMm: Vec3;
  pixelsPerMm: number;
  width: number;
  height: number;
}

const BACKGROUND = [255, 255, 255];
/** The light comes from beside the camera. */
const LIGHT: Vec3 = normalize([-0.35, 0.45, 1]);

/** A parallel projection with flat light on each triangle and colours carried across it; nearest triangle wins. */
export function surfacePicture(shot: SurfaceShot, camera: Camera): Picture {
  const { width, height } = camera;
  const picture = blank(width, height, BACKGROUND);
  const depth = new Float32Array(width * height).fill(-Infinity);
  const toCamera = cross(camera.right, camera.up);
  const screen = (v: number): Vec3 => {
    const p = sub([shot.positionsMm[3 * v], shot.positionsMm[3 * v + 1], shot.positionsMm[3 * v + 2]], camera.middleMm);
    return [
      width / 2 + camera.pixelsPerMm * dot(p, camera.right),
      height / 2 - camera.pixelsPerMm * dot(p, camera.up),
      dot(p, toCamera) * camera.pixelsPerMm,
    ];
  };
  for (let t = 0; t < shot.triangles.length; t += 3) {
    const corners = [...shot.triangles.subarray(t, t + 3)];
    const [a, b, c] = corners.map(screen);
    // The screen's y points down, so a triangle that faces the camera turns the other way there.
    const area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
    if (area >= 0) continue;
    const flip = (p: Vec3): Vec3 => [p[0], -p[1], p[2]];
    const normal = normalize(cross(sub(flip(b), flip(a)), sub(flip(c), flip(a))));
    const light = 0.45 + 0.6 * Math.max(0, dot(normal, LIGHT));
    const colours = corners.map(shot.colourOf);
    const xs = [a[0], b[0], c[0]];
    const ys = [a[1], b[1], c[1]];
    const lastX = Math.min(width - 1, Math.floor(Math.max(...xs)));
    const lastY = Math.min(height - 1, Math.floor(Math.max(...ys)));
    for (let y = Math.max(0, Math.ceil(Math.min(...ys))); y <= lastY; y++) {
      for (let x = Math.max(0, Math.ceil(Math.min(...xs))); x <= lastX; x++) {
        const wa = ((b[0] - x) * (c[1] - y) - (b[1] - y) * (c[0] - x)) / area;
        const wb = ((c[0] - x) * (a[1] - y) - (c[1] - y) * (a[0] - x)) / area;
        const wc = 1 - wa - wb;
        if (wa < 0 || wb < 0 || wc < 0) continue;
        const z = wa * a[2] + wb * b[2] + wc * c[2];
        const pixel = y * width + x;
        if (z <= depth[pixel]) continue;
        depth[pixel] = z;
        for (let k = 0; k < 3; k++) {
          const colour = wa * colours[0][k] + wb * colours[1][k] + wc * colours[2][k];
          picture.rgb[3 * pixel + k] = Math.min(255, Math.round(colour * light));
        }
      }
    }
  }
  return picture;
}

/** The standard ways to look at a head, by the side that faces the reader. */
export const VIEWS: Record<'left' | 'right' | 'top' | 'bottom' | 'front' | 'back', Pick<Camera, 'right' | 'up'>> = {
  left: { right: [0, -1, 0], up: [0, 0, 1] },
  right: { right: [0, 1, 0], up: [0, 0, 1] },
  top: { right: [1, 0, 0], up: [0, 1, 0] },
  bottom: { right: [-1, 0, 0], up: [0, 1, 0] },
  front: { right: [-1, 0, 0], up: [0, 0, 1] },
  back: { right: [1, 0, 0], up: [0, 0, 1] },
};
