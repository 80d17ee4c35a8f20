import { writeFieldCsv } from './field-csv';
import type { FieldMap, MapArray } from './field-map';
import { writeGiftiFunc, writeGiftiSurface } from './gifti-write';
import { writeGlb } from './glb';
import { type MeshField, writeGmsh } from './gmsh-write';
import { writeGmsh41 } from './gmsh41-write';
import { writeNpy } from './npy-write';
import { writeNpz } from './npz-write';
import { writePly } from './ply-write';
import { type VtpArray, writeVtp } from './vtp-write';

export const MAP_FORMATS = ['csv', 'gii', 'vtp', 'msh', 'msh41', 'ply', 'glb', 'npy', 'npz'] as const;
export type MapFormat = (typeof MAP_FORMATS)[number];

/** A file by its name. */
export interface NamedFile {
  name: string;
  content: Uint8Array | string;
}

/** One array as scalars: `E` becomes Ex, Ey, Ez. */
function asScalars({ name, components, values }: MapArray): [string, Float32Array][] {
  if (components === 1) return [[name, values]];
  return ['x', 'y', 'z'].map((axis, d) => [`${name}${axis}`, values.filter((_, i) => i % 3 === d)]);
}

const scalarsOf = (arrays: readonly MapArray[]): Record<string, Float32Array> =>
  Object.fromEntries(arrays.flatMap(asScalars));
const unitsOf = (arrays: readonly MapArray[]): Record<string, string> =>
  Object.fromEntries(arrays.flatMap((array) => asScalars(array).map(([name]) => [name, array.unit])));
const noteOf = (map: FieldMap): string => JSON.stringify(map.provenance);
const asVtp = ({ name, components, values }: MapArray): VtpArray => ({ name, components, values });

function meshFields(map: FieldMap): MeshField[] {
  const on = (where: MeshField['on'], arrays: readonly MapArray[]): MeshField[] =>
    arrays.map(({ name, components, values }) => ({ name, on: where, components, values }));
  return [...on('nodes', map.onVertices), ...on('elements', map.onTriangles)];
}

const vectorsOf = (map: FieldMap): MapArray[] => map.onVertices.filter((array) => array.components === 3);
/** Formats that hold one vector a file: E by the map's name, another beside it. */
const stemOf = (map: FieldMap, vector: string): string => (vector === 'E' ? map.name : `${map.name}-${vector}`);

const WRITERS: Record<MapFormat, (map: FieldMap) => NamedFile[]> = {
  csv: (map) => {
    const { pointsMm } = map;
    if (pointsMm) {
      return vectorsOf(map).map(({ name, values }) => ({
        name: `${stemOf(map, name)}.csv`,
        content: writeFieldCsv(pointsMm, values, name),
      }));
    }
    return [{ name: `${map.name}.csv`, content: scalarTable(scalarsOf(map.onTriangles)) }];
  },
  npy: (map) =>
    vectorsOf(map).map(({ name, values }) => ({
      name: `${stemOf(map, name)}.npy`,
      content: writeNpy(values, [values.length / 3, 3]),
    })),
  npz: (map) => {
    const arrays = [...map.onVertices, ...map.onTriangles].map(({ name, components, values }) => [
      name,
      { values, shape: components === 1 ? [values.length] : [values.length / 3, 3] },
    ]);
    const { positionsMm, triangles } = map.surface;
    const content = writeNpz({
      ...(map.pointsMm && { points_mm: { values: map.pointsMm, shape: [map.pointsMm.length / 3, 3] } }),
      vertices_mm: { values: positionsMm, shape: [positionsMm.length / 3, 3] },
      triangles: { values: triangles, shape: [triangles.length / 3, 3] },
      ...(map.tags && { tag: map.tags }),
      ...Object.fromEntries(arrays),
      provenance: { values: [noteOf(map)], shape: [] },
    });
    return [{ name: `${map.name}.npz`, content }];
  },
  // PLY and GIFTI keep numbers at vertices only.
  ply: (map) => [
    {
      name: `${map.name}.ply`,
      content: writePly(map.surface, scalarsOf(map.onVertices), [`provenance ${noteOf(map)}`]),
    },
  ],
  gii: (map) => {
    const options = { meta: { Provenance: noteOf(map) }, units: unitsOf(map.onVertices) };
    const files: NamedFile[] = [];
    if (map.onVertices.length > 0) {
      files.push({ name: `${map.name}.func.gii`, content: writeGiftiFunc(scalarsOf(map.onVertices), options) });
    }
    if (map.surface.triangles.length > 0) {
      files.push({ name: `${map.name}.surf.gii`, content: writeGiftiSurface(map.surface, { meta: options.meta }) });
    }
    return files;
  },
  vtp: (map) => {
    const notes = { provenance: noteOf(map), units: JSON.stringify(unitsOf([...map.onVertices, ...map.onTriangles])) };
    const cells = [
      ...map.onTriangles.map(asVtp),
      ...(map.tags ? [{ name: 'tag', components: 1 as const, values: Float32Array.from(map.tags) }] : []),
    ];
    return [{ name: `${map.name}.vtp`, content: writeVtp(map.surface, map.onVertices.map(asVtp), { cells, notes }) }];
  },
  msh: (map) => [
    { name: `${map.name}.msh`, content: writeGmsh(map.surface, meshFields(map), map.tags ?? 1, [noteOf(map)]) },
  ],
  msh41: (map) => [
    { name: `${map.name}.41.msh`, content: writeGmsh41(map.surface, meshFields(map), 1, [noteOf(map)]) },
  ],
  glb: (map) => {
    const attributes = map.onVertices.map(({ name, components, values }) => [
      `_${name.toUpperCase()}`,
      { components, values },
    ]);
    const { positionsMm: positions, triangles } = map.surface;
    if (triangles.length === 0) return [];
    const meshes = [{ name: map.name, positions, triangles, attributes: Object.fromEntries(attributes) }];
    return [{ name: `${map.name}.glb`, content: writeGlb({ meshes, extras: { unit: 'mm', ...map.provenance } }) }];
  },
};

/** Columns of numbers as CSV, one row an entry. */
function scalarTable(columns: Record<string, Float32Array>): string {
  const names = Object.keys(columns);
  const rows = Array.from({ length: columns[names[0]]?.length ?? 0 }, (_, i) => names.map((name) => columns[name][i]));
  return `${[names, ...rows].map((row) => row.join(',')).join('\n')}\n`;
}

/** A map in one format: one file, or for GIFTI values and surface. GLB and surfaces need triangles, so points give none. */
export const fieldMapFiles = (map: FieldMap, format: MapFormat): NamedFile[] => WRITERS[format](map);
