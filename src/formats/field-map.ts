import { magnitudes } from '../measures/scalar-mesh';
import type { FieldSurface } from '../model/head';
import { type Surface, triangleAreasMm2, vertexAreasMm2 } from '../model/surface';

/** What a field came from, as plain JSON; goes into every file that has a place for a note. */
export type Provenance = Record<string, unknown>;

/** Numbers with a name and a unit, one or three for each vertex or triangle of a map. */
export interface MapArray {
  name: string;
  unit: string;
  components: 1 | 3;
  values: Float32Array;
}

/** Named quantities on the vertices (or bare points) and the triangles of a surface. */
export interface FieldMap {
  /** The stem of its files. */
  name: string;
  surface: Surface;
  /** Where the field was evaluated, one point a vertex, mm; half-way through the grey matter for the cortex. */
  pointsMm?: Float64Array | Float32Array;
  onVertices: MapArray[];
  onTriangles: MapArray[];
  /** One number a triangle that tells the tissues of a map apart. */
  tags?: Uint32Array;
  provenance: Provenance;
}

const scalar = (name: string, unit: string, values: Float32Array): MapArray => ({ name, unit, components: 1, values });

/**
 * E (V/m, packed) as a map: E, |E| and, on a field surface, the component along its outward normal and the area that
 * each vertex stands for; `beside` goes with it. Without a surface, a cloud of the points.
 */
export function fieldMap(
  pointsMm: Float64Array | Float32Array,
  eVPerM: Float32Array,
  onto: FieldSurface | undefined,
  provenance: Provenance,
  beside: readonly MapArray[] = [],
): FieldMap {
  const e: MapArray[] = [
    { name: 'E', unit: 'V/m', components: 3, values: eVPerM },
    scalar('magnE', 'V/m', magnitudes(eVPerM)),
    ...beside,
  ];
  if (!onto) {
    const surface = { positionsMm: Float32Array.from(pointsMm), triangles: new Uint32Array(0) };
    return { name: 'field', surface, pointsMm, onVertices: e, onTriangles: [], provenance };
  }
  const onVertices = [
    ...e,
    scalar('normalE', 'V/m', normalComponents(eVPerM, onto.normals)),
    scalar('area', 'mm2', vertexAreasMm2(onto.surface)),
  ];
  return { name: 'field', surface: onto.surface, pointsMm, onVertices, onTriangles: [], provenance };
}

/** E along the unit normals, both packed. */
const normalComponents = (eVPerM: Float32Array, normals: Float32Array): Float32Array =>
  Float32Array.from({ length: eVPerM.length / 3 }, (_, v) =>
    [0, 1, 2].reduce((sum, d) => sum + eVPerM[3 * v + d] * normals[3 * v + d], 0),
  );

/** The first tissue's tag; SimNIBS numbers surfaces from 1001 (white matter) to 1005 (scalp), here outermost first. */
const FIRST_TAG = 1001;

/** Charge density / eps0 (V/m) and area of every triangle of all interfaces, outermost first, tagged 1001, 1002, ... */
export function chargeMap(
  surfaces: readonly Surface[],
  chargesVPerM: readonly Float32Array[],
  provenance: Provenance,
): FieldMap {
  const vertices = surfaces.reduce((sum, s) => sum + s.positionsMm.length, 0);
  const corners = surfaces.reduce((sum, s) => sum + s.triangles.length, 0);
  const joined: Surface = { positionsMm: new Float32Array(vertices), triangles: new Uint32Array(corners) };
  const charge = new Float32Array(corners / 3);
  const tags = new Uint32Array(corners / 3);
  let [v, t] = [0, 0];
  surfaces.forEach((surface, layer) => {
    joined.positionsMm.set(surface.positionsMm, v);
    const first = v / 3;
    joined.triangles.set(
      surface.triangles.map((corner) => corner + first),
      t,
    );
    charge.set(chargesVPerM[layer], t / 3);
    tags.fill(FIRST_TAG + layer, t / 3, (t + surface.triangles.length) / 3);
    v += surface.positionsMm.length;
    t += surface.triangles.length;
  });
  const onTriangles = [scalar('charge', 'V/m', charge), scalar('area', 'mm2', triangleAreasMm2(joined))];
  return { name: 'charge', surface: joined, onVertices: [], onTriangles, tags, provenance };
}
