import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { writePly } from '../../src/formats/ply-write';
import { readTable } from '../../src/formats/table-csv';
import { bundledCommand } from '../helpers/bundled-command';
import { icosphere } from '../helpers/icosphere';
import { workspace } from '../helpers/workspace';

const ENTRY = bundledCommand();
const JOBS = 500;
const KILLS = 8;
const { path, write } = workspace();

/** Whole jobs by name, and when and how long their summaries were written. */
function doneJobs(): Map<string, string> {
  const done = new Map<string, string>();
  for (const id of existsSync(path('out')) ? readdirSync(path('out')) : []) {
    const file = path(`out/${id}/summary.json`);
    if (!existsSync(file)) continue;
    const { mtimeMs, size, ino } = statSync(file);
    done.set(id, [mtimeMs, size, ino].join(' '));
  }
  return done;
}

/** Runs the batch in a group of processes of its own; kills all of them at once after `milliseconds`. */
function runFor(milliseconds: number): Promise<number | null> {
  const args = [ENTRY, 'batch', path('jobs.csv'), '--base', path('base.json'), '--out', path('out'), '--format', 'npy'];
  const more = ['--max-edge', '100', '--no-null-check', '--threads', '2', '--quiet'];
  const child = spawn(process.execPath, [...args, ...more], { detached: true, stdio: 'ignore' });
  const timer = setTimeout(() => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  }, milliseconds);
  return new Promise((resolve) => {
    child.on('exit', (code) => {
      clearTimeout(timer);
      resolve(code);
    });
  });
}

it(`${JOBS} jobs, killed ${KILLS} times: none lost, none done twice, nothing half written`, async () => {
  write('a.ply', writePly(icosphere(1, 90)));
  write('points.csv', 'x,y,z\n0,0,50\n10,20,30\n');
  write('base.json', {
    head: { layers: [{ name: 'scalp', surface: 'a.ply', inside: 0.4 }] },
    tms: { coil: { dipoles: [{ position: [0, 0, 0], moment: [0, 0, 1] }] } },
    points: 'points.csv',
  });
  const rows = Array.from({ length: JOBS }, (_, i) => `job${i},1 0 0 ${i / 50} 0 1 0 0 0 0 1 120 0 0 0 1`);
  write('jobs.csv', `id,tms.pose\n${rows.join('\n')}\n`);

  let before = new Map<string, string>();
  let killed = 0;
  for (let run = 0; killed < KILLS; run++) {
    const status = await runFor(500 + Math.random() * 1000);
    const after = doneJobs();
    for (const [id, mark] of before) expect(after.get(id), `${id} in run ${run}`).toBe(mark);
    before = after;
    if (status === 0) break;
    killed++;
  }
  expect(killed).toBeGreaterThan(0);
  expect(await runFor(600_000)).toBe(0);
  const after = doneJobs();
  for (const [id, mark] of before) expect(after.get(id), id).toBe(mark);
  expect(after.size).toBe(JOBS);
  for (const id of after.keys()) {
    const { files } = JSON.parse(readFileSync(path(`out/${id}/summary.json`), 'utf8'));
    expect(files).toEqual([{ name: 'field.npy', bytes: statSync(path(`out/${id}/field.npy`)).size }]);
  }
  const { columns, rows: table } = readTable(readFileSync(path('out/results.csv')), 'results.csv');
  expect(table.map((row) => row[columns.indexOf('id')])).toEqual(rows.map((row) => row.split(',')[0]));
  expect(new Set(table.map((row) => row[columns.indexOf('status')]))).toEqual(new Set(['done']));
  expect(new Set(table.map((row) => row[columns.indexOf('hash')])).size).toBe(JOBS);
});
