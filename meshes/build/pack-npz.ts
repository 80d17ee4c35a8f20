/**
 * Packs finished surfaces into the app's assets:
 *
 *   tsx meshes/build/pack-npz.ts full.npz light.npz TEMPLATES OUT
 *
 * TEMPLATES is the folder with MRIcron's `aal.nii.gz`, `aal.nii.txt` and `brodmann.nii.gz`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseLabelNames } from './labels';
import { readSurfacesNpz } from './npz';
import { type Atlases, type HeadSurfaces, headJson, packGlb, SURFACES, type SurfaceName } from './pack';
import { readNiftiBytes } from './volume';

const [full, light, templates, out] = process.argv.slice(2);
if (!out) throw new Error('usage: pack-npz.ts full.npz light.npz TEMPLATES OUT');

const atlases: Atlases = {
  aal: readNiftiBytes(readFileSync(join(templates, 'aal.nii.gz')), 'aal.nii.gz'),
  brodmann: readNiftiBytes(readFileSync(join(templates, 'brodmann.nii.gz')), 'brodmann.nii.gz'),
  aalNames: parseLabelNames(readFileSync(join(templates, 'aal.nii.txt'), 'utf8')),
};

function readHead(path: string): HeadSurfaces {
  const found = readSurfacesNpz(readFileSync(path));
  const pick = (name: SurfaceName): HeadSurfaces[SurfaceName] => {
    const surface = found.get(name);
    if (!surface) throw new Error(`${path}: has no ${name}_v`);
    return surface;
  };
  return Object.fromEntries(SURFACES.map((name) => [name, pick(name)])) as HeadSurfaces;
}

const surfaces = { full: readHead(full), light: readHead(light) };
const packed = { full: packGlb(surfaces.full, atlases), light: packGlb(surfaces.light, atlases) };
mkdirSync(out, { recursive: true });
for (const [name, { bytes, report }] of Object.entries(packed)) {
  writeFileSync(join(out, `${name}.glb`), bytes);
  for (const line of report) console.log(`${name} ${line}`);
}
const files = { full: packed.full.bytes, light: packed.light.bytes };
writeFileSync(join(out, 'head.json'), headJson(files, surfaces, atlases.aalNames));
