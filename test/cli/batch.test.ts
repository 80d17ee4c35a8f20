import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type BatchPlan, byHead, cellValue, type PlannedJob, planBatch, shardOf } from '../../src/cli/batch/plan';
import { HeadQueue } from '../../src/cli/batch/pool';
import { type BatchSettings, runBatch } from '../../src/cli/batch/run';
import { setAt } from '../../src/cli/batch/set-at';
import { readNpy } from '../../src/formats/npy-read';
import { writePly } from '../../src/formats/ply-write';
import { writeBrainsight } from '../../src/formats/pose-brainsight';
import { readTable, writeTable } from '../../src/formats/table-csv';
import { bundledCommand } from '../helpers/bundled-command';
import { icosphere } from '../helpers/icosphere';
import { workspace } from '../helpers/workspace';

const { path, write } = workspace();
const ENTRY = bundledCommand();
const CORE = new URL('../../build/core.wasm', import.meta.url).pathname;
const parts = { corePath: CORE, entry: ENTRY, version: '9.9.9' };
const settings = (out: string, more: Partial<BatchSettings> = {}): BatchSettings => ({
  out: path(out),
  formats: new Set(),
  resolution: 'light',
  workers: 2,
  maxEdgeMm: 100,
  nullCheck: false,
  ...more,
});

write('a.ply', writePly(icosphere(1, 90)));
write('b.ply', writePly(icosphere(1, 70)));
write('small.ply', writePly(icosphere(1, 60)));
write('points.csv', 'x,y,z\n0,0,50\n10,20,30\n');
const head = (inner: string) => ({
  layers: [
    { name: 'scalp', surface: 'a.ply', inside: 0.4 },
    { name: 'brain', surface: inner, inside: 0.3 },
  ],
});
const job = (inner = 'b.ply') => ({
  head: head(inner),
  tms: { coil: { dipoles: [{ position: [0, 0, 0], moment: [0, 0, 1] }] }, didt: 1e6 },
  points: 'points.csv',
});
const base = write('base.json', job());
write('other.json', job('small.ply'));
const pose = (x: number, z = 120) => `1 0 0 ${x} 0 1 0 0 0 0 1 ${z} 0 0 0 1`;

describe('a table', () => {
  it('reads back as it was written, whatever its cells hold', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '1', ',', '"', '\n', ' ', 'é'), maxLength: 8 });
    const name = fc.uniqueArray(fc.stringMatching(/^[a-z.]{1,8}$/), { minLength: 2, maxLength: 5 });
    const table = name.chain((columns) =>
      fc.record({
        columns: fc.constant(columns),
        rows: fc.array(fc.array(cell, { minLength: columns.length, maxLength: columns.length }), { minLength: 1 }),
      }),
    );
    fc.assert(
      fc.property(table, (t) => {
        // a quote after white space opens a quoted cell: no such cell is written bare
        const plain = { ...t, rows: t.rows.map((row) => row.map((c) => c.replace(/^\s+(?=")/, ''))) };
        expect(readTable(writeTable(plain), 't.csv')).toEqual(plain);
      }),
    );
  });

  it.each<[string, RegExp]>([
    ['a,b\n1\n', /line 2: 1 cells where the header has 2/],
    ['a,b\n', /needs a header and at least one row/],
    ['a,b\n1,"2\n', /line 2: a quoted cell has no end/],
  ])('%j is refused', (text, message) => expect(() => readTable(text, 't.csv')).toThrow(message));

  it('cells are JSON, lists of numbers or plain text', () => {
    expect(cellValue('1e6')).toBe(1e6);
    expect(cellValue('[1, 2]')).toEqual([1, 2]);
    expect(cellValue('1 0  -2.5')).toEqual([1, 0, -2.5]);
    expect(cellValue('figure8-70')).toBe('figure8-70');
    expect(cellValue('{"disc_mm": 5}')).toEqual({ disc_mm: 5 });
  });

  it('a path reaches into objects and lists, and no further', () => {
    const root = { a: { b: [{ c: 1 }] } };
    setAt(root, 'a.b.0.c', 2);
    setAt(root, 'x.y', 'new');
    expect(root).toEqual({ a: { b: [{ c: 2 }] }, x: { y: 'new' } });
    expect(() => setAt(root, 'a.b.3.c', 1)).toThrow(/a\.b has 1 entries/);
    expect(() => setAt(root, 'a.b.0.c.d', 1)).toThrow(/a\.b\.0\.c is no object/);
    expect(() => setAt(root, '__proto__.x', 1)).toThrow(/is no path/);
  });
});

describe('a plan', () => {
  it('a row changes the base at the places its columns name; an empty cell changes nothing', async () => {
    const table = write('plan.csv', `id,tms.pose,conductivities.brain,#note\nleft,${pose(5)},,a\nright,,0.25,b\n`);
    const plan = await planBatch({ jobs: table, base }, {});
    expect(plan.ids).toEqual(['left', 'right']);
    const [left, right] = plan.jobs;
    expect(left.job.tms?.pose?.[3]).toBe(5);
    expect(left.job.conductivities).toBeUndefined();
    expect(right.job.conductivities).toEqual({ brain: 0.25 });
    expect(left.varied['#note']).toBe('a');
    expect(left.headKey).toBe(right.headKey);
    expect(left.hash).not.toBe(right.hash);
    expect(left.inputs.map((i) => i.file)).toEqual(['a.ply', 'b.ply', 'points.csv']);
  });

  it('the hash follows the job, the bytes of its files and the context, not names or order', async () => {
    const hashes = async (text: string, context: unknown) =>
      (await planBatch({ jobs: write('hash.csv', text), base }, context)).jobs.map((j) => j.hash);
    const [a, b] = await hashes('id,tms.didt\nx,1e6\ny,2e6\n', 1);
    expect(await hashes('id,tms.didt\nq,2e6\nr,1e6\n', 1)).toEqual([b, a]);
    expect((await hashes('id,tms.didt\nx,1e6\n', 2))[0]).not.toBe(a);
    const before = readFileSync(path('points.csv'), 'utf8');
    write('points.csv', `${before}1,1,1\n`);
    expect((await hashes('id,tms.didt\nx,1e6\n', 1))[0]).not.toBe(a);
    write('points.csv', before);
  });

  it('a directory is a job a file; a bad one is kept as faulty', async () => {
    write('jobs-a.json', '{}');
    const directory = path('dir');
    const { mkdirSync } = await import('node:fs');
    mkdirSync(directory);
    writeFileSync(`${directory}/one.json`, JSON.stringify({ ...job(), points: '../points.csv', head: 'colin27' }));
    writeFileSync(`${directory}/two.json`, '{"head": 3}');
    const plan = await planBatch({ jobs: directory }, {});
    expect(plan.jobs.map((j) => j.id)).toEqual(['one']);
    expect(plan.faulty).toMatchObject([{ id: 'two', fault: expect.stringContaining('head') }]);
  });

  it('a pose file is a job a pose', async () => {
    const at = (x: number) => [1, 0, 0, x, 0, 1, 0, 0, 0, 0, 1, 120, 0, 0, 0, 1];
    const file = write('s.txt', writeBrainsight([3, 4].map((x) => ({ name: `t${x}`, pose: at(x) }))));
    const plan = await planBatch({ jobs: base, poses: file }, {});
    expect(plan.jobs.map((j) => [j.id, j.varied.pose, j.job.tms?.pose?.[3]])).toEqual([
      ['pose-1', 't3', 3],
      ['pose-2', 't4', 4],
    ]);
  });

  it.each<[string, RegExp]>([
    ['id,tms.didt\na,1\na,2\n', /id "a" is given twice/],
    ['id,tms.didt\n../a,1\n', /id "\.\.\/a": use letters/],
    ['id,tms.didt\nresults-1-of-2.npz,1\n', /id "results-1-of-2\.npz": is the name of a table/],
    ['id,id\na,b\n', /two columns "id"/],
  ])('%j is refused as a whole', async (text, message) => {
    await expect(planBatch({ jobs: write('bad.csv', text), base }, {})).rejects.toThrow(message);
  });

  const planned = (keys: string[]): BatchPlan => ({
    ids: keys.map((_, i) => `j${i}`),
    jobs: keys.map((headKey, i) => ({ id: `j${i}`, headKey }) as PlannedJob),
    faulty: [],
    columns: [],
  });

  it('shards share all jobs out, each once, with few heads in a shard', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('p', 'q', 'r'), { maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        (keys, of) => {
          const plan = planned(keys);
          const shards = Array.from({ length: of }, (_, i) => shardOf(plan, i + 1, of).ids);
          expect(shards.flat().sort()).toEqual([...plan.ids].sort());
          expect(Math.max(...shards.map((s) => s.length)) - Math.min(...shards.map((s) => s.length))).toBeLessThan(2);
          expect(byHead(plan.jobs).map((j) => j.headKey)).toEqual(
            [...new Set(keys)].flatMap((k) => keys.filter((x) => x === k)),
          );
        },
      ),
    );
  });

  it('a worker stays with its head; an idle one takes a head nobody has, then helps', () => {
    const queue = new HeadQueue(planned(['p', 'q', 'p', 'q', 'q']).jobs);
    const first = queue.next();
    const second = queue.next();
    expect([first?.headKey, second?.headKey]).toEqual(['p', 'q']);
    expect(queue.next('p')?.id).toBe('j2');
    expect(queue.next('p')?.headKey).toBe('q');
    expect(queue.next('q')?.id).toBe('j4');
    expect(queue.next('q')).toBeUndefined();
  });
});

describe('a batch', () => {
  const table = (rows: string[]) => write('jobs.csv', `id,job,tms.pose,conductivities.brain\n${rows.join('\n')}\n`);

  it('solves, goes on past a bad job, skips what is done, and tells it all in one table', async () => {
    const rows = [`a,base.json,${pose(0)},`, `b,other.json,${pose(1)},`, `c,base.json,${pose(2)},-1`, `d,none.json,,`];
    const jobs = table([...rows, `e,base.json,${pose(3, 60)},0.2`]);
    const first = await runBatch({ jobs }, settings('out', { formats: new Set(['npy']) }), parts);
    expect(first).toMatchObject({ jobs: 5, solved: 3, skipped: 0, missing: [], doubtful: ['e'] });
    expect(first.failed).toEqual([
      { id: 'c', error: expect.stringContaining('conductivities.brain: must be greater than 0') },
      { id: 'd', error: expect.stringContaining('none.json: no such file') },
    ]);
    expect(readdirSync(path('out')).sort()).toEqual(['a', 'b', 'e', 'results.csv', 'results.npz']);
    expect(readdirSync(path('out/a')).sort()).toEqual(['field.npy', 'summary.json']);

    const { columns, rows: cells } = readTable(readFileSync(path('out/results.csv')), 'r');
    expect(cells.map((row) => row[columns.indexOf('status')])).toEqual(['done', 'done', 'failed', 'failed', 'done']);
    expect(cells[4][columns.indexOf('sigma_brain_s_per_m')]).toBe('0.2');
    expect(cells.map((row) => row[columns.indexOf('doubts')] !== '')).toEqual([false, false, false, false, true]);
    const arrays = unzipSync(readFileSync(path('out/results.npz')));
    const field = readNpy(arrays['e_max_v_per_m.npy'], 'e').values as Float64Array;
    expect([...field].map(Number.isNaN)).toEqual([false, false, true, true, false]);

    const again = await runBatch({ jobs }, settings('out', { formats: new Set(['npy']) }), parts);
    expect(again).toMatchObject({ solved: 0, skipped: 3, jobsPerSecond: null });
    // other settings are other results
    expect((await runBatch({ jobs }, settings('out'), parts)).solved).toBe(3);
  });

  it('a job whose files are gone or cut is done again, the others not', async () => {
    const jobs = table([`a,base.json,${pose(0)},`, `b,base.json,${pose(1)},`, `c,base.json,${pose(2)},`]);
    const mine = settings('mend', { formats: new Set(['csv']) });
    await runBatch({ jobs }, mine, parts);
    const untouched = statSync(path('mend/c/summary.json')).mtimeMs;
    rmSync(path('mend/a/field.csv'));
    writeFileSync(path('mend/b/field.csv'), 'cut');
    expect(await runBatch({ jobs }, mine, parts)).toMatchObject({ solved: 2, skipped: 1 });
    expect(statSync(path('mend/c/summary.json')).mtimeMs).toBe(untouched);
    expect(readFileSync(path('mend/b/field.csv'), 'utf8').split('\n')).toHaveLength(4);
  });

  it('one head is set up once for all conductivities; shards put together are the whole', async () => {
    const rows = [0.1, 0.2, 0.3, 0.4, 0.5].map((s, i) => `j${i},base.json,,${s}`);
    const jobs = table(rows);
    const whole = await runBatch({ jobs }, settings('whole', { workers: 1, maxEdgeMm: 12 }), parts);
    expect(whole.prepared.times).toBe(1);
    const shards = [1, 2].map((index) => settings('parts', { workers: 1, maxEdgeMm: 12, shard: { index, of: 2 } }));
    for (const shard of shards) await runBatch({ jobs }, shard, parts);
    const collected = await runBatch({ jobs }, settings('parts', { maxEdgeMm: 12, collect: true }), parts);
    expect(collected).toMatchObject({ solved: 0, skipped: 5, missing: [] });
    const measured = (out: string) => {
      const { columns, rows: cells } = readTable(readFileSync(path(`${out}/results.csv`)), 'r');
      return cells.map((row) => row.filter((_, c) => !columns[c].endsWith('seconds')));
    };
    expect(measured('parts')).toEqual(measured('whole'));
    expect(readdirSync(path('parts'))).toContain('results-1-of-2.csv');
  });

  it('stopped by its signal it says what is missing', async () => {
    const jobs = table(Array.from({ length: 6 }, (_, i) => `s${i},base.json,${pose(i)},`));
    const stop = new AbortController();
    const report = await runBatch({ jobs }, settings('stop', { workers: 1 }), {
      ...parts,
      signal: stop.signal,
      onProgress: ({ ended }) => {
        if (ended === 2) stop.abort();
      },
    });
    expect(report.interrupted).toBe(true);
    expect(report.missing.length).toBeGreaterThan(2);
    expect((await runBatch({ jobs }, settings('stop'), parts)).skipped).toBeGreaterThanOrEqual(2);
  });
});
