import type { Layer } from '../model/head';
import { SurfaceProbe } from '../model/mesh/surface-probe';
import { vertexCount } from '../model/surface';
import { at, type Vec3 } from '../model/vec3';
import { crossings, type Fault, placeText } from './check-surface';

/**
 * Where layers (sound by `surfaceFaults`, outermost first) are not inside one another; empty when each lies inside the
 * one before it and touches it nowhere. Vertices are tried against the other surface, both ways; where none is on the wrong
 * side, triangles against triangles.
 */
export function nestingFaults(layers: readonly Layer[]): Fault[] {
  const probes = layers.map((layer) => new SurfaceProbe(layer.surface));
  return layers.slice(1).flatMap((inner, k) => {
    const outer = layers[k];
    const faults: Fault[] = [];
    const fault = (kind: Fault['kind'], layer: string, what: string, atMm: Vec3): void => {
      faults.push({ kind, layer, text: `${layer}: ${what}`, atMm });
    };
    const outside = verticesWhere(inner, (p) => !probes[k].contains(p));
    const strays = (of: Layer, found: Stray[], where: string): string =>
      `${found.length} of ${vertexCount(of.surface)} vertices lie ${where} (first: vertex ${found[0].vertex} at ${placeText(found[0].atMm)})`;
    if (outside.length > 0) {
      const what = strays(inner, outside, `outside ${outer.name}`);
      fault('nesting', inner.name, `${what}; list layers outermost first and keep them apart`, outside[0].atMm);
    }
    const within = verticesWhere(outer, (p) => probes[k + 1].contains(p));
    if (within.length > 0) {
      const what = strays(outer, within, `inside ${inner.name}`);
      fault('nesting', outer.name, `${what}; keep the layers apart`, within[0].atMm);
    }
    if (faults.length > 0) return faults;
    const { count, first } = crossings(outer.surface, inner.surface);
    if (first) {
      const pairs = `${count} ${count === 1 ? 'pair of triangles' : 'pairs of triangles'}`;
      fault(
        'touching',
        inner.name,
        `touches ${outer.name} (${pairs}, first near ${placeText(first)}); keep the layers apart`,
        first,
      );
    }
    return faults;
  });
}

interface Stray {
  vertex: number;
  atMm: Vec3;
}

function verticesWhere({ surface }: Layer, holds: (p: Vec3) => boolean): Stray[] {
  const found: Stray[] = [];
  for (let vertex = 0; vertex < vertexCount(surface); vertex++) {
    const atMm = at(surface.positionsMm, vertex);
    if (holds(atMm)) found.push({ vertex, atMm });
  }
  return found;
}
