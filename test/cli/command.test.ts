import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readFieldCsv } from '../../src/formats/field-csv';
import { writeObj } from '../../src/formats/obj';
import { writePly } from '../../src/formats/ply-write';
import { readPoses } from '../../src/formats/read-poses';
import { writeStl } from '../../src/formats/stl';
import { readTcd } from '../../src/formats/tcd';
import { poseAxis, poseFault } from '../../src/model/pose';
import { bundledCommand } from '../helpers/bundled-command';
import { icosphere } from '../helpers/icosphere';
import { workspace } from '../helpers/workspace';

const COMMAND = bundledCommand();
const { path, write } = workspace();

const by = (entry: string, args: string[]) => spawnSync(process.execPath, [entry, ...args], { encoding: 'utf8' });
const coilscope = (...args: string[]) => by(COMMAND, args);

describe('coilscope', () => {
  it('runs from its sources as it does bundled', () => {
    const sources = fileURLToPath(new URL('../../src/cli/coilscope.mjs', import.meta.url));
    const version = by(sources, ['--version']);
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+/);
    expect(version.stdout).toBe(coilscope('--version').stdout);
  });

  it('target: X and Y of Beam F3 as the web program gives them', () => {
    const run = coilscope(
      'target',
      '--nasion-inion',
      '36',
      '--tragus',
      '36',
      '--circumference',
      '56',
      '--method',
      'beam-f3',
      '--json',
    );
    expect(run.status).toBe(0);
    const answer = JSON.parse(run.stdout);
    expect(answer.x_cm).toBeCloseTo(6.469, 3);
    expect(answer.y_cm).toBeCloseTo(9.5, 3);
  });

  it('target: the same in words', () => {
    const run = coilscope('target', '--nasion-inion', '38', '--tragus', '36', '--circumference', '60');
    expect(run.stdout).toContain('X 6.95 cm, Y 9.79 cm');
  });

  it.each<[string[], RegExp]>([
    [['target', '--nasion-inion', 'x', '--tragus', '36', '--circumference', '56'], /must be a number greater than 0/],
    [
      ['target', '--nasion-inion', '36', '--tragus', '36', '--circumference', '56', '--method', 'beam'],
      /--method beam: there is none such/,
    ],
    [['target', '--nasion-inion', '36'], /required option/],
    [['target', '--method', 'ten-ten'], /required option --name is missing/],
    [['target', '--method', 'ten-ten', '--name', 'Q9'], /no 10-10 or 10-5 position "Q9"/],
    [['target', '--method', 'target', '--target', 'x'], /no target "x"/],
    [['target', '--method', 'region', '--region', 'x'], /no AAL region of that name/],
    [['target', '--method', 'point', '--point', '1,2'], /give x,y,z in mm/],
    [['target', '--nasion-inion', '36', '--tragus', '36', '--circumference', '20'], /no head of ordinary proportions/],
    [['solve', 'none.json', '--out', 'x'], /^none\.json: no such file\n$/],
    [['solve', 'none.json', '--out', 'x', '--format', 'doc'], /choose from csv, gii/],
    [['solve', 'none.json', '--out', ''], /--out <dir>.*it must not be empty/],
    [['paint'], /unknown command/],
    [['place', '--at', 'Q9'], /^"Q9" is no 10-10 .*none of .*dlpfc-sgacc/],
    [['place', '--at', '1,2,'], /"1,2," is no point; give x,y,z in mm/],
    [
      ['target', '--method', 'ten-ten', '--name', 'F3', '--side', 'right'],
      /--side right: ten-ten has a side of its own/,
    ],
    [['place', '--at', 'F3', '--coil', 'x'], /--coil x: there is none such/],
    [['place', '--at', 'F3', '--angle', '1e308'], /--angle <degrees>.*from -360 to 360/],
    [['place', '--maximize', 'F3', '--radius', '0.5'], /^--radius 0\.5: no scalp within 0\.5 mm of/],
    [['export', 'coil', 'x', '--out', 'y'], /coil x: there is none such/],
  ])('%j: status 2 and one line on stderr', (args, message) => {
    const run = coilscope(...args);
    expect(run.status).toBe(2);
    expect(run.stdout).toBe('');
    expect(run.stderr).toMatch(message);
    expect(run.stderr.trim().split('\n')).toHaveLength(1);
  });

  it('help is no error', () => {
    const run = coilscope('solve', '--help');
    expect(run.status).toBe(0);
    expect(run.stdout).toContain('uniform_v_per_m');
  });

  it('head check: sound surfaces, then a fault', () => {
    write('a.ply', writePly(icosphere(2, 90)));
    write('b.ply', writePly(icosphere(2, 80)));
    expect(coilscope('head', 'check', path('a.ply'), path('b.ply')).status).toBe(0);
    const run = coilscope('head', 'check', path('b.ply'), path('a.ply'), '--json');
    expect(run.status).toBe(2);
    expect(JSON.parse(run.stdout).faults[0]).toContain('a.ply: 162 of 162 vertices lie outside b.ply');
  });

  it('head check --repair: centimetres, turned triangles and a wrong order become a head that a job can name', () => {
    const inward = icosphere(2, 7);
    inward.triangles.reverse();
    write('brain.stl', writeStl(inward));
    write('scalp.obj', writeObj(icosphere(2, 9)));
    const files = [path('brain.stl'), path('scalp.obj'), '--unit', 'cm'];
    expect(coilscope('head', 'check', ...files).stdout).toContain('face inward');
    const run = coilscope('head', 'check', ...files, '--repair', '--out', path('mended'));
    expect(run.status).toBe(0);
    expect(run.stdout).toContain('brain.stl: flipped it to face outward\nlisted the layers outermost first, by volume');
    const landmarks = { nasion: [0, 90, 0], inion: [0, -90, 0], lpa: [-90, 0, 0], rpa: [90, 0, 0] };
    const head = { ...JSON.parse(readFileSync(path('mended/head.json'), 'utf8')), landmarks };
    expect(head.layers.map((l: { name: string }) => l.name)).toEqual(['scalp', 'grey_matter']);
    const discs = { shape: { disc_mm: 15 } };
    const electrodes = [
      { at: 'F3', current_mA: 1, ...discs },
      { at: 'Pz', current_mA: -1, ...discs },
    ];
    write('mended/job.json', JSON.stringify({ head, tdcs: { electrodes }, points: 'cortex' }));
    expect(coilscope('solve', path('mended/job.json'), '--out', path('mended/out')).status).toBe(0);
    const { pointsMm } = readFieldCsv(readFileSync(path('mended/out/field.csv')), 'field.csv');
    expect(pointsMm.length).toBe(3 * 162);
    expect(Math.hypot(...pointsMm.subarray(0, 3))).toBeCloseTo(68.5, 1);
  });

  it('place: over F3 the coil looks into the head, its handle back and to the left', () => {
    const run = coilscope('place', '--at', 'F3', '--json');
    expect([run.status, run.stderr]).toEqual([0, '']);
    const { pose, centre_to_scalp_mm } = JSON.parse(run.stdout);
    expect(poseFault(pose)).toBeNull();
    const [y, z] = [poseAxis(pose, 1), poseAxis(pose, 2)];
    expect(z[0]).toBeGreaterThan(0.3);
    expect(z[2]).toBeLessThan(-0.3);
    expect(Math.min(y[0], y[1])).toBeGreaterThan(0.3);
    expect(centre_to_scalp_mm).toBeGreaterThan(3.9);
    const other = coilscope('place', '--at', 'dlpfc-sgacc', '--format', 'brainsight');
    expect(readPoses(other.stdout, 'p.txt')[0].name).toBe('figure8-70 at dlpfc-sgacc');
  });

  it('place: says where a point lies that is not in the brain', () => {
    const run = coilscope('place', '--at', '200,0,40', '--json');
    expect(run.stderr).toMatch(/^check: 200,0,40 lies 1\d\d\.\d mm outside the head; what is nearest was taken;/);
    const { depth_mm, doubts } = JSON.parse(run.stdout);
    expect(depth_mm).toBeLessThan(-100);
    expect(run.stderr).toBe(`check: ${doubts[0]}\n`);
    const target = coilscope('target', '--method', 'point', '--point', '200,0,40', '--json');
    expect(JSON.parse(target.stdout).warnings).toEqual(doubts);
  });

  it('--quiet: results alone', () => {
    const tapes = ['--nasion-inion', '36', '--tragus', '36', '--circumference', '56'];
    expect(coilscope('target', ...tapes, '--quiet').stdout.split('\n')).toHaveLength(2);
    const pose = coilscope('place', '--at', 'F3', '--quiet').stdout.trim().split(' ').map(Number);
    expect(poseFault(pose)).toBeNull();
    expect(coilscope('head', 'check', path('a.ply'), path('b.ply'), '--quiet').stdout).toBe('');
  });

  it('export: the bundled head comes back as a head, a coil as a coil', () => {
    expect(coilscope('export', 'head', '--out', path('colin'), '--resolution', 'light', '--format', 'stl').status).toBe(
      0,
    );
    const { layers } = JSON.parse(readFileSync(path('colin/head.json'), 'utf8'));
    expect(layers.map((l: { name: string }) => l.name)).toEqual([
      'scalp',
      'skull',
      'csf',
      'grey_matter',
      'white_matter',
    ]);
    const files = layers.map((l: { surface: string }) => path(`colin/${l.surface}`));
    expect(coilscope('head', 'check', ...files).stdout).toContain('sound:');
    expect(coilscope('export', 'coil', 'figure8-25', '--out', path('coil')).status).toBe(0);
    expect(readTcd(readFileSync(path('coil/figure8-25.tcd')), 'c.tcd')[0].pathsMm).toHaveLength(28);
  });

  it('solve: a uniform field vanishes in a sphere', () => {
    write('points.csv', 'x,y,z\n0,0,0\n30,20,-40\n');
    const job = {
      head: { layers: [{ name: 'a', surface: 'a.ply', inside: 0.3 }] },
      primary: { uniform_v_per_m: [0, 0, 5] },
      points: 'points.csv',
    };
    const run = coilscope('solve', write('job.json', job), '--out', path('out'), '--quiet');
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
    expect(readdirSync(path('out')).sort()).toEqual(['field.csv', 'summary.json']);
    const summary = JSON.parse(readFileSync(path('out/summary.json'), 'utf8'));
    expect(summary.null_field_error.p95).toBeLessThan(0.02);
  });
});
