/**
 * Packs the project, installs the tarball in an empty folder without a network, and uses it there as a stranger would:
 * the command, a batch, the Node API, its types. Run with `npm run test:package`; prints sizes and times.
 */

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writePly } from '../../src/formats/ply-write';
import { icosphere } from '../helpers/icosphere';

const root = new URL('../..', import.meta.url).pathname;
const work = mkdtempSync(join(tmpdir(), 'coilscope-package-'));
const folder = join(work, 'empty');
mkdirSync(folder);

function check(what: string, holds: boolean, detail = ''): void {
  if (!holds) throw new Error(`${what}: ${detail}`);
  process.stdout.write(`ok  ${what}\n`);
}

const run = (command: string, args: readonly string[], cwd = folder) => {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  return { status, stdout, stderr, seconds: (performance.now() - started) / 1e3 };
};
const coilscope = (...args: string[]) => run(join(folder, 'node_modules/.bin/coilscope'), args);

try {
  const [{ filename, size, unpackedSize }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--pack-destination', work], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
  process.stdout.write(
    `${filename}: ${(size / 1e6).toFixed(2)} MB packed, ${(unpackedSize / 1e6).toFixed(2)} MB unpacked\n`,
  );

  writeFileSync(join(folder, 'package.json'), '{"name": "stranger", "version": "1.0.0", "type": "module"}\n');
  const install = run('npm', ['install', '--offline', '--no-audit', '--no-fund', join(work, filename)]);
  check('npm install, offline', install.status === 0, install.stderr);
  const packages = readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'));
  check('nothing but coilscope is installed', packages.join() === 'coilscope', packages.join(', '));

  const version = coilscope('--version');
  check(`coilscope --version (${version.seconds.toFixed(2)} s)`, version.status === 0, version.stderr);
  const answer = coilscope('target', '--nasion-inion', '36', '--tragus', '36', '--circumference', '56', '--json');
  check('coilscope target', Math.abs(JSON.parse(answer.stdout).x_cm - 6.469) < 1e-3, answer.stderr);
  check('coilscope place', coilscope('place', '--at', 'F3').status === 0);

  writeFileSync(join(folder, 'a.ply'), writePly(icosphere(2, 90)));
  writeFileSync(join(folder, 'points.csv'), 'x,y,z\n0,0,50\n10,20,30\n');
  const head = { layers: [{ name: 'ball', surface: 'a.ply', inside: 0.4 }] };
  const uniform = { head, primary: { uniform_v_per_m: [0, 0, 5] }, points: 'points.csv' };
  writeFileSync(join(folder, 'job.json'), JSON.stringify(uniform));
  const solved = coilscope('solve', 'job.json', '--out', 'out', '--quiet', '--json');
  check('coilscope solve', JSON.parse(solved.stdout).null_field_error.p95 < 0.02, solved.stderr);
  const rows = Array.from({ length: 6 }, (_, i) => `0 0 ${i + 1}`);
  writeFileSync(join(folder, 'jobs.csv'), `primary.uniform_v_per_m\n${rows.join('\n')}\n`);
  const batch = coilscope('batch', 'jobs.csv', '--base', 'job.json', '--out', 'many', '--threads', '2', '--quiet');
  check(
    'coilscope batch, two workers',
    batch.status === 0 && statSync(join(folder, 'many/results.npz')).size > 0,
    batch.stderr,
  );

  writeFileSync(
    join(folder, 'use.ts'),
    `import { colin27, InputError, type JobInput, openEngine, openSolver, place, solve } from 'coilscope';
const head: JobInput['head'] = { layers: [{ name: 'ball', surface: 'a.ply', inside: 0.4 }] };
const coil = { dipoles: [{ position: [0, 0, 120] as [number, number, number], moment: [0, 0, 1] as [number, number, number] }] };
const job: JobInput = { head, tms: { coil }, points: 'points.csv' };
const { eVPerM, summary, files } = await solve(job, { nullCheck: false });
const solver = await openSolver();
const again = await solver.solve({ ...job, conductivities: { ball: 1 } });
const refused = await solve({ ...job, points: 'none.csv' }).catch((error: unknown) => error instanceof InputError);
const { layers } = await colin27('light');
const { pose } = await place({ at: 'C3', coil: 'figure8-70', gapMm: 4 });
const engine = await openEngine(2);
let threads = 0;
for (const end = Date.now() + 20000; threads < 2 && Date.now() < end; ) {
  threads = (await engine.prepare(layers.slice(0, 1))).threads ?? 1;
  await new Promise((resolve) => setTimeout(resolve, 20));
}
console.log(JSON.stringify([eVPerM.length, summary.iterations, again.eVPerM.length, files(['npy']).length, refused, layers.length, pose.length, threads]));
`,
  );
  const tsc = join(root, 'node_modules/.bin/tsc');
  const compile = ['--module', 'nodenext', '--target', 'es2022', '--strict', '--skipLibCheck', 'false', 'use.ts'];
  const types = run(tsc, compile);
  check('its types hold in a strict nodenext project', types.status === 0, types.stdout);
  const api = run(process.execPath, ['use.js']);
  check('the Node API', api.status === 0, api.stderr);
  const [values, iterations, more, files, refused, layers, pose, threads] = JSON.parse(api.stdout);
  check(
    'its answers',
    values === 6 && iterations > 1 && more === 6 && files === 1 && refused && layers === 5 && pose === 16,
    api.stdout,
  );
  check('a helper thread of its engine starts', threads === 2, String(threads));
  const licences = readFileSync(join(folder, 'node_modules/coilscope/build/node/LICENSES.txt'), 'utf8');
  check(
    'licences of what is bundled',
    ['three', 'commander', 'valibot'].every((name) => licences.includes(name)),
  );
} finally {
  rmSync(work, { recursive: true, force: true });
}
