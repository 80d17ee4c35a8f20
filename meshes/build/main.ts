/**
 * Builds the bundled head from MRI files:
 *
 *   npm run head:build -- [TEMPLATES] [WORK]
 *
 * TEMPLATES is the folder with MRIcron's `ch2.nii.gz`, `ch2better.nii.gz`, `aal.nii.gz`, `aal.nii.txt` and `brodmann.nii.gz`
 * (Debian: mricron-data). Results of the steps are kept in WORK (.cache/head), so a stopped build goes on where it was; the head
 * is left in its folder colin27 with its report, and the exit code is 1 where it misses a bound.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeReport } from '../report/write-report';
import { headSteps } from './head-steps';
import { parseLabelNames } from './labels';
import { headJson, packGlb } from './pack';
import { sliceImage } from './slice-image';
import { StepCache } from './step-cache';
import { readNiftiBytes } from './volume';

const templates = process.argv[2] ?? '/usr/share/mricron/templates';
const folder = process.argv[3] ?? join(import.meta.dirname, '../../.cache/head');
const log = (line: string): void => console.log(line);
const cache = new StepCache(folder, log);

const read = (name: string): Uint8Array => {
  try {
    return readFileSync(join(templates, name));
  } catch {
    console.error(`${join(templates, name)}: cannot be read; install mricron-data or name the folder that has it`);
    process.exit(2);
  }
};
const image = (name: string) => cache.input(read(name), (bytes) => readNiftiBytes(bytes, name));

const aal = image('aal.nii.gz');
const ch2 = image('ch2.nii.gz');
const heads = headSteps(cache, { ch2, ch2better: image('ch2better.nii.gz'), aal }, log);
const surfaces = { full: heads.full.value(), light: heads.light.value() };

const atlases = {
  aal: aal.value(),
  brodmann: image('brodmann.nii.gz').value(),
  aalNames: parseLabelNames(new TextDecoder().decode(read('aal.nii.txt'))),
};
const out = join(folder, 'colin27');
mkdirSync(out, { recursive: true });
const packed = { full: packGlb(surfaces.full, atlases), light: packGlb(surfaces.light, atlases) };
const files = { full: packed.full.bytes, light: packed.light.bytes };
const slices = sliceImage(ch2.value());
writeFileSync(join(out, 't1.nii.gz'), slices);
for (const name of ['full', 'light'] as const) {
  writeFileSync(join(out, `${name}.glb`), files[name]);
  for (const line of packed[name].report) log(`${name} ${line}`);
}
writeFileSync(join(out, 'head.json'), headJson(files, surfaces, slices, atlases.aalNames));

const faults = await writeReport(out, out, log);
for (const fault of faults) console.error(fault);
log(faults.length === 0 ? `${out}: within all bounds` : `${out}: ${faults.length} bounds missed`);
process.exitCode = faults.length === 0 ? 0 : 1;
