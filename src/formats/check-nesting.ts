import type { Layer } from '../model/head';
import { vertexCount } from '../model/surface';
import { at } from '../model/vec3';
import { firstCrossing, insideTest } from './inside-test';

const place = (p: readonly number[]): string => `(${p.map((value) => value.toFixed(1)).join(', ')}) mm`;

/**
 * Where layers (sound by `surfaceFaults`, outermost first) are not inside one another, one line each; empty when each
 * lies inside the one before it and touches it nowhere. Vertices are tried against the other surface, both ways; where
 * none is on the wrong side, triangles against triangles.
 */
export function nestingFaults(layers: readonly Layer[]): string[] {
  const tests = layers.map((layer) => insideTest(layer.surface));
  return layers.slice(1).flatMap((inner, k) => {
    const outer = layers[k];
    const faults: string[] = [];
    const outside = verticesWhere(inner, (p) => !tests[k](...p));
    if (outside.length > 0) {
      faults.push(
        `${inner.name}: ${outside.length} of ${vertexCount(inner.surface)} vertices lie outside ${outer.name} (first: ${outside[0]}); list layers outermost first and keep them apart`,
      );
    }
    const within = verticesWhere(outer, (p) => tests[k + 1](...p));
    if (within.length > 0) {
      faults.push(
        `${outer.name}: ${within.length} of ${vertexCount(outer.surface)} vertices lie inside ${inner.name} (first: ${within[0]}); keep the layers apart`,
      );
    }
    const crossing = faults.length === 0 ? firstCrossing(outer.surface, inner.surface) : null;
    if (crossing)
      faults.push(`${inner.name}: touches ${outer.name} (first: near ${place(crossing)}); keep the layers apart`);
    return faults;
  });
}

function verticesWhere({ surface }: Layer, holds: (p: readonly [number, number, number]) => boolean): string[] {
  const found: string[] = [];
  for (let v = 0; v < vertexCount(surface); v++) {
    const p = at(surface.positionsMm, v);
    if (holds(p)) found.push(`vertex ${v} at ${place(p)}`);
  }
  return found;
}
