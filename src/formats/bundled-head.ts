import * as v from 'valibot';
import type { FieldSurface, Head } from '../model/head';
import { type Surface, vertexCount, vertexNormals } from '../model/surface';
import type { GlbMesh } from './glb';
import { readGlb } from './glb-read';

/** 'full' has 130,000 triangles, 'light' 58,000; they differ in the pial and white surfaces alone. */
export type HeadResolution = 'full' | 'light';

const pointSchema = v.strictTuple([v.number(), v.number(), v.number()]);
const fileSchema = v.object({ file: v.string(), bytes: v.number(), sha256: v.string() });

/** head.json: all of the head that is not geometry. Keys that only inform a reader are let through. */
const manifestSchema = v.object({
  id: v.string(),
  title: v.string(),
  attribution: v.string(),
  unit: v.literal('mm'),
  layers: v.array(v.object({ name: v.string(), surface: v.string(), insideSPerM: v.pipe(v.number(), v.minValue(0)) })),
  fieldSurfaces: v.array(v.object({ id: v.picklist(['cortex', 'white']), surface: v.string() })),
  landmarks: v.object({
    nasion: pointSchema,
    inion: pointSchema,
    lpa: pointSchema,
    rpa: pointSchema,
    leftTragus: v.optional(pointSchema),
    rightTragus: v.optional(pointSchema),
  }),
  resolutions: v.object({ full: fileSchema, light: fileSchema }),
  /** The T1 image that the surfaces were made from, thinned for looking at. */
  image: fileSchema,
  aalNames: v.record(v.string(), v.string()),
});

export type HeadManifest = v.InferOutput<typeof manifestSchema>;

/**
 * The bundled head, from the files beside meshes/colin27/head.json. `readFile` gets their bare names ('head.json',
 * 'full.glb' or 'light.glb') and fetches or reads them, so that the same loader serves the browser and Node.
 *
 * Throws an Error, one line that names the file and the fault.
 */
export async function loadBundledHead(
  readFile: (name: string) => Promise<ArrayBuffer>,
  resolution: HeadResolution,
): Promise<Head> {
  const manifest = parseManifest(await readFile('head.json'));
  const { file, bytes, sha256 } = manifest.resolutions[resolution];
  const buffer = await readFile(file);
  if (buffer.byteLength !== bytes) {
    throw new Error(`${file}: has ${buffer.byteLength} bytes, head.json states ${bytes}; take both from one build`);
  }
  const meshes = new Map(readGlb(buffer, file).meshes.map((mesh) => [mesh.name, mesh]));
  return { ...headFromMeshes(manifest, meshes, file), sha256 };
}

/** head.json, checked. Throws an Error, one line. */
export function parseManifest(buffer: ArrayBuffer): HeadManifest {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(buffer));
  } catch (error) {
    throw new Error(`head.json: does not parse (${error instanceof Error ? error.message : 'unknown'})`);
  }
  const result = v.safeParse(manifestSchema, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new Error(`head.json: ${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`);
}

/** Joins a manifest to the meshes it names; a mesh that bounds a layer and shows the field is one `Surface`. */
function headFromMeshes(manifest: HeadManifest, meshes: Map<string, GlbMesh>, file: string): Head {
  const surfaces = new Map<string, Surface>();
  const meshOf = (name: string): GlbMesh => {
    const mesh = meshes.get(name);
    if (!mesh) throw new Error(`${file}: has no mesh "${name}"; it has ${[...meshes.keys()].join(', ')}`);
    return mesh;
  };
  const surfaceOf = (name: string): Surface => {
    const known = surfaces.get(name);
    if (known) return known;
    const { positions: positionsMm, triangles } = meshOf(name);
    const surface = { positionsMm, triangles };
    surfaces.set(name, surface);
    return surface;
  };
  return {
    id: manifest.id,
    title: manifest.title,
    layers: manifest.layers.map(({ name, surface, insideSPerM }) => ({
      name,
      surface: surfaceOf(surface),
      insideSPerM,
    })),
    fieldSurfaces: manifest.fieldSurfaces.map(({ id, surface }) =>
      fieldSurface(id, surfaceOf(surface), meshOf(surface), file),
    ),
    landmarks: manifest.landmarks,
    aalNames: Object.fromEntries(Object.entries(manifest.aalNames).map(([code, name]) => [Number(code), name])),
  };
}

function fieldSurface(id: FieldSurface['id'], surface: Surface, mesh: GlbMesh, file: string): FieldSurface {
  const { _POINT, _AAL, _BRODMANN, _CORTEX } = mesh.attributes;
  const fault = (what: string): Error => new Error(`${file}: ${mesh.name}: ${what}`);
  if (!(_POINT?.values instanceof Float32Array) || _POINT.values.length !== 3 * vertexCount(surface)) {
    throw fault('has no _POINT (three floats a vertex)');
  }
  const out: FieldSurface = { id, surface, pointsMm: _POINT.values, normals: vertexNormals(surface) };
  const lengths = [
    ['sulcalDepthMm', '_SULC', 1],
    ['depthMm', '_DEPTH', 1],
    ['inflatedMm', '_INFLATED', 3],
  ] as const;
  for (const [key, name, components] of lengths) {
    const attribute = mesh.attributes[name];
    if (!attribute) continue;
    if (!(attribute.values instanceof Float32Array) || attribute.components !== components) {
      throw fault(`${name} is not ${components} float${components > 1 ? 's' : ''} a vertex`);
    }
    out[key] = attribute.values;
  }
  if (_CORTEX) {
    if (!(_CORTEX.values instanceof Uint16Array) || _CORTEX.components !== 1) {
      throw fault('_CORTEX is not one uint16 a vertex');
    }
    out.cortexVertex = _CORTEX.values;
  }
  for (const [key, attribute] of [['aal', _AAL] as const, ['brodmann', _BRODMANN] as const]) {
    if (!attribute) continue;
    if (!(attribute.values instanceof Uint8Array) || attribute.components !== 1) {
      throw fault(`_${key.toUpperCase()} is not one byte a vertex`);
    }
    out[key] = attribute.values;
  }
  return out;
}
