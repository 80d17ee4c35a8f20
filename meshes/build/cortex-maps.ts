import type { GlbAttribute } from '../../src/formats/glb';
import { NO_CORTEX } from '../../src/model/head';
import type { SurfaceProbe } from '../../src/model/mesh/surface-probe';
import { type Surface, vertexCount } from '../../src/model/surface';
import { at, distance } from '../../src/model/vec3';
import { inflate } from './inflate';
import { sulcalDepthMm } from './sulcal-depth';

/** Steps of a stored length, mm: far below a mesh's own accuracy, and short binary fractions pack well. */
const STEP_MM = 1 / 64;

const stored = (valuesMm: Float32Array): Float32Array => valuesMm.map((value) => Math.round(value / STEP_MM) * STEP_MM);

/** Per vertex: sulcal depth, and how far the nearest scalp is, mm. */
export function reliefAttributes(surface: Surface, scalp: SurfaceProbe): Record<string, GlbAttribute> {
  const depth = Float32Array.from({ length: vertexCount(surface) }, (_, v) =>
    scalp.distanceMm(at(surface.positionsMm, v)),
  );
  return {
    _SULC: { components: 1, values: stored(sulcalDepthMm(surface)) },
    _DEPTH: { components: 1, values: stored(depth) },
  };
}

/** Of the white surface: its inflated shape, mm, and the cortex vertex that stands for each of its own. */
export function inflatedAttributes(white: Surface, cortexPointsMm: Float32Array): Record<string, GlbAttribute> {
  return {
    _INFLATED: { components: 3, values: stored(inflate(white)) },
    _CORTEX: { components: 1, values: cortexVertices(white, cortexPointsMm) },
  };
}

/** No cortex is this far from its white matter. */
const FAR_MM = 6;
/** Of each white vertex: the cortex vertex whose evaluation point is nearest; 65535 where none is within 6 mm. */
export function cortexVertices(white: Surface, cortexPointsMm: Float32Array): Uint16Array {
  const cells = new Map<string, number[]>();
  const cell = (value: number): number => Math.floor(value / FAR_MM);
  for (let i = 0; i < cortexPointsMm.length / 3; i++) {
    const key = at(cortexPointsMm, i).map(cell).join();
    const list = cells.get(key);
    if (list) list.push(i);
    else cells.set(key, [i]);
  }
  return Uint16Array.from({ length: vertexCount(white) }, (_, v) => {
    const p = at(white.positionsMm, v);
    const [x, y, z] = p.map(cell);
    let nearest = NO_CORTEX;
    let nearestMm = FAR_MM;
    for (let k = z - 1; k <= z + 1; k++) {
      for (let j = y - 1; j <= y + 1; j++) {
        for (let i = x - 1; i <= x + 1; i++) {
          for (const candidate of cells.get(`${i},${j},${k}`) ?? []) {
            const away = distance(p, at(cortexPointsMm, candidate));
            if (away < nearestMm) {
              nearestMm = away;
              nearest = candidate;
            }
          }
        }
      }
    }
    return nearest;
  });
}
