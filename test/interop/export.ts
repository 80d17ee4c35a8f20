/** Writes what the command exports, and what only the library writes, into the folder given: for read.py to open. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { corePath } from '../../src/cli/engine';
import { FORMATS } from '../../src/cli/field-files';
import { runCli } from '../../src/cli/main';
import { writeFreeSurferCurvature } from '../../src/formats/freesurfer-write';
import { writeGiftiSurface } from '../../src/formats/gifti-write';
import { readNpy } from '../../src/formats/npy-read';
import { readSurface } from '../../src/formats/read-surface';

const folder = process.argv[2];
const at = (name: string): string => join(folder, name);
mkdirSync(folder, { recursive: true });

async function coilscope(...args: string[]): Promise<void> {
  const status = await runCli(args, { corePath: corePath(), entry: '' });
  if (status !== 0) throw new Error(`coilscope ${args.join(' ')}: exit status ${status}`);
}

const pose = [1, 0, 0, 0, 0, -1, 0, 0, 0, 0, -1, 112, 0, 0, 0, 1];
writeFileSync(
  at('job.json'),
  JSON.stringify({ head: 'colin27', tms: { coil: 'figure8-70', pose, didt: 1e8 }, points: 'cortex' }),
);
writeFileSync(at('points.csv'), 'x,y,z\n-30,20,50\n30,20,50\n0,-40,60\n');
writeFileSync(
  at('cloud.json'),
  JSON.stringify({ head: 'colin27', tms: { coil: 'figure8-70', pose, didt: 1e8 }, points: 'points.csv' }),
);
const light = ['--resolution', 'light', '--quiet', '--no-null-check', '--max-edge', '20'];
await coilscope(
  'solve',
  at('job.json'),
  '--out',
  at('cortex'),
  '--format',
  FORMATS.join(),
  '--charges',
  '--spacing',
  '3',
  ...light,
);
await coilscope('solve', at('cloud.json'), '--out', at('cloud'), '--format', 'csv,vtp,msh,msh41,ply,npz', ...light);
for (const format of ['ply', 'stl', 'obj', 'surf.gii', 'vtp', 'msh', 'fs']) {
  await coilscope(
    'export',
    'head',
    '--out',
    at(`head-${format}`),
    '--format',
    format,
    '--resolution',
    'light',
    '--quiet',
  );
}
const surface = readSurface(new Uint8Array(readFileSync(at('head-ply/csf.ply'))), 'csf.ply');
for (const encoding of ['ASCII', 'Base64Binary', 'GZipBase64Binary'] as const) {
  writeFileSync(at(`csf.${encoding}.surf.gii`), writeGiftiSurface(surface, { encoding }));
}
const arrays = unzipSync(new Uint8Array(readFileSync(at('cortex/field.npz'))));
const { values } = readNpy(arrays['magnE.npy'], 'magnE.npy');
if (!(values instanceof Float32Array)) throw new Error('magnE is no float32');
const triangles = readNpy(arrays['triangles.npy'], 'triangles.npy').shape[0];
writeFileSync(at('lh.magnE'), writeFreeSurferCurvature(values, triangles));
