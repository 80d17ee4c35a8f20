import { BufferAttribute, BufferGeometry, DynamicDrawUsage } from 'three';
import { type Surface, vertexCount, vertexNormals } from '../model/surface';
import { smoothedForDisplay } from './smooth-surface';

/** How hollow the surface is at each vertex, -1 (crown of a gyrus) to 1 (bottom of a sulcus), from its curvature. */
function hollowness(surface: Surface, normals: Float32Array): Float32Array {
  const count = vertexCount(surface);
  const { positionsMm: p, triangles } = surface;
  let bend = new Float32Array(count);
  const weight = new Float32Array(count);
  const edges = (visit: (a: number, b: number) => void): void => {
    for (let t = 0; t < triangles.length; t += 3) {
      for (let k = 0; k < 3; k++) visit(triangles[t + k], triangles[t + ((k + 1) % 3)]);
    }
  };
  // Each edge of a closed surface is walked once in either direction, so both ends are seen.
  edges((a, b) => {
    const x = p[3 * b] - p[3 * a];
    const y = p[3 * b + 1] - p[3 * a + 1];
    const z = p[3 * b + 2] - p[3 * a + 2];
    const d2 = x * x + y * y + z * z;
    bend[a] += (2 * (x * normals[3 * a] + y * normals[3 * a + 1] + z * normals[3 * a + 2])) / Math.max(d2, 1e-6);
    weight[a]++;
  });
  for (let i = 0; i < count; i++) bend[i] /= Math.max(1, weight[i]);
  for (let pass = 0; pass < 4; pass++) {
    const next = Float32Array.from(bend, (x) => 2 * x);
    const sum = new Float32Array(count).fill(2);
    edges((a, b) => {
      next[a] += bend[b];
      sum[a]++;
    });
    for (let i = 0; i < count; i++) next[i] /= sum[i];
    bend = next;
  }
  // 0.25 / mm is the curvature of a bank bent to 4 mm radius: about the tightest a 3 mm mesh can hold.
  return bend.map((x) => Math.max(-1, Math.min(1, x / 0.25)));
}

const shapes = new WeakMap<Surface, { normals: Float32Array; hollow: Float32Array }>();

function shapeOf(surface: Surface): { normals: Float32Array; hollow: Float32Array } {
  let shape = shapes.get(surface);
  if (!shape) {
    const normals = vertexNormals(surface);
    shape = { normals, hollow: hollowness(surface, normals) };
    shapes.set(surface, shape);
  }
  return shape;
}

/** The geometry of a field surface: normals, hollowness and the scalar field, which starts at zero. */
export function fieldGeometry(surface: Surface): BufferGeometry {
  const geometry = new BufferGeometry();
  const { normals, hollow } = shapeOf(surface);
  const field = new BufferAttribute(new Float32Array(vertexCount(surface)), 1);
  field.setUsage(DynamicDrawUsage);
  geometry.setAttribute('position', new BufferAttribute(surface.positionsMm, 3));
  geometry.setAttribute('normal', new BufferAttribute(normals, 3));
  geometry.setAttribute('aHollow', new BufferAttribute(hollow, 1));
  geometry.setAttribute('aField', field);
  geometry.setIndex(new BufferAttribute(surface.triangles, 1));
  geometry.computeBoundingSphere();
  return geometry;
}

/** Any surface, smooth-shaded. */
export function plainGeometry(surface: Surface): BufferGeometry {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(surface.positionsMm, 3));
  geometry.setAttribute('normal', new BufferAttribute(vertexNormals(surface), 3));
  geometry.setIndex(new BufferAttribute(surface.triangles, 1));
  geometry.computeBoundingSphere();
  return geometry;
}

const shells = new WeakMap<Surface, BufferGeometry>();

/** A coarse outer surface as it is drawn, made once: it is shown, cut and counted. */
export function shellGeometry(surface: Surface): BufferGeometry {
  let geometry = shells.get(surface);
  if (!geometry) {
    geometry = plainGeometry(smoothedForDisplay(surface));
    shells.set(surface, geometry);
  }
  return geometry;
}
