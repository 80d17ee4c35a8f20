import { describe, expect, it } from 'vitest';
import { surfaceFaults } from '../../src/formats/check-surface';
import { tagCounts } from '../../src/formats/gmsh-mesh';
import { readGmsh } from '../../src/formats/gmsh-read';
import { readCoils } from '../../src/formats/read-coil';
import { readPoses } from '../../src/formats/read-poses';
import { readSurface } from '../../src/formats/read-surface';
import type { Coil } from '../../src/model/coil';
import { poseAxis } from '../../src/model/pose';
import { volumeMm3 } from '../../src/model/surface';
import { sharedBytes, sharedPath } from '../helpers/reference';

const here = sharedPath('peer-data/README.md') !== null;
const coils = (name: string): Coil[] => readCoils(sharedBytes(`peer-data/coils/${name}`), name);

describe.skipIf(!here)('peer meshes (skipped: peer data not present)', () => {
  it.each(['sphere3.msh', 'sphere3_v4_1_ascii.msh', 'sphere3_v4_1_binary.msh'])('%s', (name) => {
    const mesh = readGmsh(sharedBytes(`peer-data/meshes/${name}`), name);
    expect(mesh.nodesMm.length / 3).toBe(4556);
    expect([...tagCounts(mesh.triangleTags)]).toEqual([
      [1003, 2352],
      [1004, 2724],
      [1005, 2750],
    ]);
    expect([...tagCounts(mesh.tetrahedronTags)]).toEqual([
      [3, 6834],
      [4, 7601],
      [5, 8269],
    ]);
  });

  it('the skin of a tissue is closed and encloses the tissue', () => {
    const bytes = sharedBytes('peer-data/meshes/sphere3.msh');
    const volumes = [
      ['3', 2559541],
      ['3+4', 2559541 + 480784],
      ['3+4+5', 2559541 + 480784 + 535550],
    ] as const;
    for (const [tags, want] of volumes) {
      const skin = readSurface(bytes, 'sphere3.msh', tags);
      expect(surfaceFaults(skin, tags)).toEqual([]);
      expect(volumeMm3(skin) / want).toBeCloseTo(1, 4);
    }
    expect(() => readSurface(bytes, 'sphere3.msh')).toThrow(/several tags/);
  });

  it('the casing of a coil', () => {
    const casing = readSurface(sharedBytes('peer-data/coils/MagStim_D70.stl'), 'MagStim_D70.stl');
    expect(casing.triangles.length / 3).toBe(4974);
    expect(casing.positionsMm.length / 3).toBeLessThan(4974);
  });
});

describe.skipIf(!here)('peer coils (skipped: peer data not present)', () => {
  it.each([
    ['MagStim_D70.ccd', 964, 114.73e6, 'Magstim Rapid'],
    ['MagVenture_MC-B70.ccd', 1447, 155.33e6, 'MagPro X100'],
    ['MagVenture_MC_B70.ccd', 1248, undefined, undefined],
    ['testcoil.ccd', 4, 100e6, undefined],
  ])('%s', (name, dipoles, maxDidt, stimulator) => {
    const [coil] = coils(name);
    expect((coil.dipoles?.positionsMm.length ?? 0) / 3).toBe(dipoles);
    expect(coil.maxDidtAPerS === undefined ? undefined : Math.round(coil.maxDidtAPerS)).toBe(maxDidt);
    expect(coil.stimulator).toBe(stimulator);
  });

  it('Brainsway_H7.tcd: three line elements, bent as initially set, one stimulator', () => {
    const [h7, ...more] = coils('Brainsway_H7.tcd');
    expect(more).toEqual([]);
    expect(h7.maxDidtAPerS).toBe(114.7e6);
    expect(h7.pathsMm?.length).toBeGreaterThan(0);
    expect(h7.casing?.triangles.length).toBeGreaterThan(100);
  });

  it('two_stimulator_example_coil.tcd: two coils with a dI/dt each', () => {
    expect(coils('two_stimulator_example_coil.tcd').map((c) => c.maxDidtAPerS)).toEqual([122.22e6, 102.45e6]);
  });

  it('testcoil.nii.gz: the A-field of the dipoles of testcoil.ccd', () => {
    const [{ aField, maxDidtAPerS, title }] = coils('testcoil.nii.gz');
    const [{ dipoles }] = coils('testcoil.ccd');
    if (!aField || !dipoles) throw new Error('no field, or no dipoles');
    expect([title, maxDidtAPerS, ...aField.dims]).toEqual(['Test coil', 1e8, 21, 21, 21]);
    // A = mu0 / (4 pi) m x r / r^3, at voxels far enough from the dipoles for 32-bit floats
    for (const [i, j, k] of [
      [3, 4, 5],
      [18, 10, 16],
      [10, 2, 19],
    ]) {
      const p = [i, j, k].map((n) => (10 * n - 100) * 1e-3);
      const a = [0, 0, 0];
      for (let d = 0; d < dipoles.positionsMm.length; d += 3) {
        const r = p.map((x, c) => x - dipoles.positionsMm[d + c] * 1e-3);
        const m = dipoles.momentsAm2PerA.subarray(d, d + 3);
        const cube = Math.hypot(...r) ** 3;
        for (let c = 0; c < 3; c++)
          a[c] += (1e-7 * (m[(c + 1) % 3] * r[(c + 2) % 3] - m[(c + 2) % 3] * r[(c + 1) % 3])) / cube;
      }
      const v = i + 21 * (j + 21 * k);
      const stored = aField.valuesTmPerA.subarray(3 * v, 3 * v + 3);
      for (let c = 0; c < 3; c++) expect(Math.abs(stored[c] - a[c])).toBeLessThan(1e-5 * Math.hypot(...a));
    }
  });
});

describe.skipIf(!here)('peer poses (skipped: peer data not present)', () => {
  it.each([
    ['LPS_InstrumentMarker20120925130011296.xml', 4, 'hotspot'],
    ['RAS_InstrumentMarker20170316160859032.xml', 6, 'M0'],
    ['ioJson3DMarker_example_SimNIBS.mrk', 7, 'CoilMarker_1'],
    ['neuronav_coil_test.stmpx', 4, 'P001'],
    ['niiImage_niftialigned_q_coord_v14.txt', 5, 'Trajectory 1'],
    ['niiImage_nifticoord_gridfolder.txt', 15 + 13, 'Grid 1'],
  ])('%s', (name, count, first) => {
    const poses = readPoses(sharedBytes(`peer-data/poses/${name}`), name);
    expect(poses).toHaveLength(count);
    expect(poses[0].name).toBe(first);
  });

  it.each([
    'LPS_InstrumentMarker20120925130011296.xml',
    'RAS_InstrumentMarker20170316160859032.xml',
    'neuronav_coil_test.stmpx',
  ])('%s: coils over the head look into it', (name) => {
    for (const { pose } of readPoses(sharedBytes(`peer-data/poses/${name}`), name)) {
      const inward = [pose[3], pose[7], pose[11]].map((v) => -v);
      const z = poseAxis(pose, 2);
      expect(z[0] * inward[0] + z[1] * inward[1] + z[2] * inward[2]).toBeGreaterThan(0);
    }
  });
});
