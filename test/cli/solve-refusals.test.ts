import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/cli/input-error';
import { solveJob } from '../../src/cli/solve';
import { OutOfFieldMemory } from '../../src/engine/arena';
import { writePly } from '../../src/formats/ply-write';
import { echoEngine, engineThat, parts, spheresJob, tms } from '../helpers/echo-engine';
import { icosphere } from '../helpers/icosphere';

const { path, write, layers, settings } = spheresJob();
const head = { layers };

describe('what is refused, before anything is written', () => {
  write('open.ply', writePly({ ...icosphere(2, 90), triangles: icosphere(2, 90).triangles.slice(3) }));
  write('bad.csv', 'x,y,z\n1,2\n');
  const file = (surface: string) => ({ layers: [{ name: 'scalp', surface, inside: 1 }] });
  it.each<[string, object, RegExp]>([
    ['a missing surface', { head: file('none.ply'), tms, points: 'points.csv' }, /^none\.ply: no such file$/],
    [
      'an open surface',
      { head: file('open.ply'), tms, points: 'points.csv' },
      /^scalp: 3 edges belong to one triangle only/,
    ],
    [
      'layers inside out',
      { head: { layers: [...layers].reverse() }, tms, points: 'points.csv' },
      /scalp: 162 of 162 vertices lie outside brain/,
    ],
    [
      'two layers of one name',
      { head: { layers: layers.map((layer) => ({ ...layer, name: 'scalp' })) }, tms, points: 'points.csv' },
      /^head: two layers are named "scalp"/,
    ],
    ['a missing points file', { head, tms, points: 'nowhere.csv' }, /^nowhere\.csv: no such file$/],
    ['a broken points file', { head, tms, points: 'bad.csv' }, /^bad\.csv: line 2/],
    [
      'white matter that a head from files has not',
      { head, tms, points: 'white' },
      /no surface "white" \(it has "cortex"\)/,
    ],
    [
      'a coil that is none',
      { head, tms: { coil: 'figure8-71' }, points: 'points.csv' },
      /coil "figure8-71" is neither built in \(figure8-70, .*nor a \.ccd, \.tcd or \.nii\.gz file/,
    ],
    ['a missing coil', { head, tms: { coil: 'x.ccd' }, points: 'points.csv' }, /^x\.ccd: no such file$/],
    [
      'a name on a head without landmarks',
      {
        head,
        tdcs: {
          electrodes: [
            { at: 'F3', current_mA: 1, shape: 'point' },
            { at: 'F4', current_mA: -1, shape: 'point' },
          ],
        },
        points: 'points.csv',
      },
      /electrode "F3": the head has no landmarks/,
    ],
    [
      'a name that is none',
      {
        head: 'colin27',
        tdcs: {
          electrodes: [
            { at: 'Q9', current_mA: 1, shape: 'point' },
            { at: 'F4', current_mA: -1, shape: 'point' },
          ],
        },
        points: 'cortex',
      },
      /electrode "Q9" is no 10-10 or 10-5 position/,
    ],
  ])('%s', async (_, job, message) => {
    const name = write('refused.json', job);
    await expect(solveJob(name, settings('refused'), parts())).rejects.toThrow(message);
    expect(existsSync(path('refused'))).toBe(false);
  });

  it('a field that is not finite is no result', async () => {
    const engine = engineThat(async (source, points) => ({
      ...(await echoEngine().solve(source, points)),
      eVPerM: [Float32Array.of(1, 2, 3, 4, Number.NaN, 6)],
    }));
    const job = write('nan.json', { head, tms, points: 'points.csv' });
    await expect(solveJob(job, settings('nan'), parts(engine))).rejects.toThrow(
      /^points\.csv: the field at point 1 \(10, 20, 30\.123456789 mm\) is not finite/,
    );
    expect(existsSync(path('nan'))).toBe(false);
  });

  it('an electrode that the engine cannot place', async () => {
    const engine = engineThat(() => Promise.reject(new RangeError('electrode 1 covers no scalp')));
    const electrodes = [
      { at: [0, 0, 90], current_mA: 1, shape: 'point' },
      { at: [0, 90, 0], current_mA: -1, shape: 'point' },
    ];
    const job = write('covers.json', { head, tdcs: { electrodes }, points: 'points.csv' });
    await expect(solveJob(job, settings('covers'), parts(engine))).rejects.toThrow(
      /^tdcs: electrode 1 covers no scalp$/,
    );
  });

  it('a head larger than the engine’s memory', async () => {
    const prepare = () => Promise.reject(new OutOfFieldMemory('9 triangles need more; use a coarser head'));
    const job = write('large.json', { head, tms, points: 'points.csv' });
    const solving = solveJob(job, settings('large'), parts({ ...echoEngine(), prepare }));
    await expect(solving).rejects.toThrow(InputError);
    await expect(solving).rejects.toThrow(/^head: 9 triangles need more/);
  });

  it('a place that cannot be written leaves nothing behind', async () => {
    write('taken', 'a file');
    const job = write('job.json', { head, tms, points: 'points.csv' });
    await expect(solveJob(job, settings('taken'), parts())).rejects.toThrow(/--out .*taken/);
  });
});
