import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { anatomyFaults, pointFaults } from '../../meshes/build/bounds';
import type { Quality } from '../../meshes/report/quality';
import { headHash } from '../../src/model/head-hash';
import { at, distance, dot, normalize, sub } from '../../src/model/vec3';
import { siteReport } from '../../src/targeting/site-report';
import { centralTapes, tenTenPositions } from '../../src/targeting/ten-ten';
import { loadHead } from './bundled';

const quality = JSON.parse(
  readFileSync(new URL('../../meshes/colin27/report.json', import.meta.url), 'utf8'),
) as Quality;

describe.each(['full', 'light'] as const)('the anatomy of the %s head', async (resolution) => {
  const head = await loadHead(resolution);
  const [cortex, white] = head.fieldSurfaces;
  if (!head.landmarks || !head.aalNames) throw new Error('the bundled head has landmarks and names');
  const { landmarks, aalNames } = head;
  const scalp = head.layers[0].surface;

  it.each([
    ['F3', 'Frontal_Mid_L'],
    ['F4', 'Frontal_Mid_R'],
  ])('has the middle frontal gyrus, BA 9 or 46, 11 to 20 mm under %s', (site, region) => {
    const position = tenTenPositions(scalp, landmarks).get(site);
    if (!position) throw new Error(`no ${site}`);
    const found = siteReport(scalp, cortex, aalNames, position);
    expect(found.region.aal).toBe(region);
    expect([9, 46]).toContain(found.region.brodmann);
    expect(found.depthMm).toBeGreaterThan(11);
    expect(found.depthMm).toBeLessThan(20);
  });

  it('calls left what lies at x < 0', () => {
    for (const { aal, pointsMm } of head.fieldSurfaces) {
      const sided = [...(aal ?? [])].flatMap((code, v) => {
        const side = aalNames[code]?.match(/_([LR])$/)?.[1];
        // The labels run over the midline here and there.
        return side && Math.abs(pointsMm[3 * v]) > 3 ? [(side === 'L') === pointsMm[3 * v] < 0] : [];
      });
      expect(sided.length).toBeGreaterThan(8000);
      expect(sided.filter((fits) => !fits).length).toBeLessThan(0.01 * sided.length);
    }
  });

  it('has an outward unit normal at every point, on the side of the surface', () => {
    for (const { surface, pointsMm, normals } of [cortex, white]) {
      let outward = 0;
      for (let v = 0; v < pointsMm.length / 3; v++) {
        const normal = at(normals, v);
        if (Math.abs(dot(normal, normal) - 1) > 1e-5) throw new Error(`normal ${v} has not length 1`);
        if (dot(normal, sub(at(surface.positionsMm, v), at(pointsMm, v))) > 0) outward++;
      }
      // Where a point had to leave its line the surface may lie beside it.
      expect(outward / (pointsMm.length / 3)).toBeGreaterThan(0.93);
    }
  });

  it('has its tragi behind and below the preauricular points, alike on both sides', () => {
    const { lpa, rpa, leftTragus, rightTragus } = landmarks;
    if (!leftTragus || !rightTragus) throw new Error('the bundled head has its tragi');
    for (const [tragus, ear] of [
      [leftTragus, lpa],
      [rightTragus, rpa],
    ]) {
      expect(tragus[1]).toBeLessThan(ear[1]);
      expect(tragus[2]).toBeLessThan(ear[2]);
      expect(distance(tragus, ear)).toBeLessThan(8);
    }
    expect(distance([-leftTragus[0], leftTragus[1], leftTragus[2]], rightTragus)).toBeLessThan(3);
  });

  it('has a midline that parts the head', () => {
    const { midline, nz, iz } = centralTapes(scalp, landmarks);
    const along = normalize(sub(iz, nz));
    for (const p of midline) expect(Math.abs(sub(p, nz)[0] - dot(sub(p, nz), along) * along[0])).toBeLessThan(2);
  });
});

describe('the committed report', () => {
  it('is of the committed head and within all bounds', async () => {
    expect(quality.headHash).toBe(headHash(await loadHead('full')));
    expect(quality.faults).toEqual([]);
  });

  it('would say what is wrong with worse anatomy', () => {
    const { anatomy } = quality;
    const worse = {
      ...anatomy,
      cortexMm: { ...anatomy.cortexMm, median: 1.5 },
      sites: {
        ...anatomy.sites,
        F3: { ...anatomy.sites.F3, scalpToCortexMm: 24, aal: 'Precentral_L', brodmann: null },
      },
    };
    expect(anatomyFaults(worse)).toEqual([
      'cortexMm: median 1.5 is not between 2 and 3.5',
      'F3: 24 mm from scalp to cortex, not between 11 and 20',
      'F3: lies over Precentral_L, BA none; want Frontal_Mid_L, BA 9 or 46',
    ]);
    const points = { ...quality.full.points.white, astray: 2, minClearanceMm: 0.05 };
    expect(pointFaults({ white: points })).toEqual([
      'white: 2 evaluation points lie outside their tissue',
      'white: an evaluation point lies 0.05 mm from an interface, less than 0.1',
    ]);
  });
});
