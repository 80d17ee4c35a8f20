import { describe, expect, it } from 'vitest';
import { distance, type Vec3 } from '../../src/model/vec3';
import { layHeadTapes } from '../../src/targeting/marks-on-scalp';
import { errorsOf } from '../../src/targeting/method-errors';
import { scalpPoint } from '../../src/targeting/scalp-index';
import { DMPFC_MIDLINE_PERCENT, findSite, markingSteps, type SiteMethod } from '../../src/targeting/site-methods';
import { regionAt, siteReport } from '../../src/targeting/site-report';
import { REFERENCE_TARGET_ID, targetById } from '../../src/targeting/targets';
import { tenTenPositions } from '../../src/targeting/ten-ten';
import { loadHead } from '../head/bundled';

describe('sites on the bundled head', async () => {
  const head = await loadHead('full');
  const { landmarks, aalNames = {} } = head;
  const cortex = head.fieldSurfaces.find((f) => f.id === 'cortex');
  if (!landmarks || !cortex) throw new Error('the bundled head has landmarks and a cortex');
  const scalp = head.layers[0].surface;
  const targeting = { tapes: layHeadTapes(scalp, landmarks), positions: tenTenPositions(scalp, landmarks) };
  const { measures } = targeting.tapes;
  const target = targetById(REFERENCE_TARGET_ID).mniMm;
  const hotspotMm = scalpPoint(scalp, targetById('m1-hand').mniMm);

  it('are known by the older names of the 10-20 system too', () => {
    for (const [older, name] of [
      ['T3', 'T7'],
      ['T6', 'P8'],
    ]) {
      const { siteMm } = findSite(targeting, { kind: 'ten-ten', name: older }, measures);
      expect(siteMm).toEqual(targeting.positions.get(name));
    }
  });

  it('are found by every method, in the left DLPFC or near it', () => {
    const methods: [string, SiteMethod, number][] = [
      ['Beam F3', { kind: 'beam-f3', side: 'left' }, 25],
      ['F3', { kind: 'ten-ten', name: 'F3' }, 25],
      ['anterior heuristic', { kind: 'scalp-heuristic', site: 'left-anterior' }, 30],
      ['posterior heuristic', { kind: 'scalp-heuristic', site: 'left-posterior' }, 45],
      ['5 cm rule', { kind: 'motor-rule', forwardCm: 5, hotspotMm }, 45],
      ['6 cm rule', { kind: 'motor-rule', forwardCm: 6, hotspotMm }, 45],
      ['target', { kind: 'point', mm: target, title: 'target' }, 15],
    ];
    for (const [title, method, band] of methods) {
      const { siteMm } = findSite(targeting, method, measures);
      const report = siteReport(scalp, cortex, aalNames, siteMm, target);
      console.info(
        `${title}: scalp ${siteMm.map((x) => x.toFixed(1)).join(' ')}, cortex ${report.cortexMm.map((x) => x.toFixed(1)).join(' ')}, ` +
          `${report.depthMm.toFixed(1)} mm deep, ${report.region.aal} BA ${report.region.brodmann}, ` +
          `${report.cortexToTargetMm?.toFixed(1)} mm from the target, ${report.scalpToTargetSiteMm?.toFixed(1)} on the scalp`,
      );
      expect(report.cortexToTargetMm, title).toBeLessThan(band);
      expect(report.depthMm, title).toBeGreaterThan(10);
      expect(report.depthMm, title).toBeLessThan(25);
    }
  });

  it('say which region they lie over', () => {
    const f3 = siteReport(
      scalp,
      cortex,
      aalNames,
      findSite(targeting, { kind: 'ten-ten', name: 'F3' }, measures).siteMm,
    );
    expect(f3.region.aal).toBe('Frontal_Mid_L');
    expect(f3.depthMm).toBeGreaterThan(13);
    expect(f3.depthMm).toBeLessThan(18);
    expect(regionAt(cortex, aalNames, [-37, -21, 58]).aal).toMatch(/Precentral_L|Postcentral_L/);
  });

  it('lie farther forward the longer the rule', () => {
    const y = (forwardCm: number): Vec3 =>
      findSite(targeting, { kind: 'motor-rule', forwardCm, hotspotMm }, measures).siteMm;
    expect(distance(y(5), hotspotMm)).toBeLessThan(50);
    expect(y(5.5)[1]).toBeGreaterThan(y(5)[1]);
    expect(Math.abs(y(6)[0] - hotspotMm[0])).toBeLessThan(0.1);
  });

  it('lie, by the 5 cm rule, near the mean site published for it', () => {
    const { siteMm } = findSite(targeting, { kind: 'motor-rule', forwardCm: 5, hotspotMm }, measures);
    const mean = targetById('five-cm-average').mniMm;
    expect(siteReport(scalp, cortex, aalNames, siteMm, mean).cortexToTargetMm).toBeLessThan(10);
  });

  it('come with marks to make, in the user’s unit', () => {
    const steps = markingSteps({ xCm: 6.469, yCm: 9.5 }, 'right', 'in');
    expect(steps[2]).toContain('2.55 in to the patient’s right');
    const { steps: found, marks, walked, computed } = findSite(targeting, { kind: 'beam-f3', side: 'right' }, measures);
    expect(found.length).toBe(4);
    expect(marks?.xCm).toBeGreaterThan(6);
    expect(walked?.yTape.length).toBeGreaterThan(2);
    expect(computed?.name).toBe('F4');
    expect(computed?.offMm).toBeLessThan(15);
    expect(errorsOf('beam-f3')[0].atMost?.[0]).toEqual({ share: 0.5, mm: 6.5 });
  });

  it('lie between two positions, or on the midline', () => {
    const at = (method: SiteMethod): Vec3 => findSite(targeting, method, measures).siteMm;
    const [f3, af3] = [at({ kind: 'ten-ten', name: 'F3' }), at({ kind: 'ten-ten', name: 'AF3' })];
    const middle = at({ kind: 'between', names: ['F3', 'AF3'] });
    expect(Math.abs(distance(middle, f3) - distance(middle, af3))).toBeLessThan(1);
    expect(distance(middle, f3) + distance(middle, af3)).toBeLessThan(1.05 * distance(f3, af3));
    expect(distance(at({ kind: 'midline', percent: 30 }), at({ kind: 'ten-ten', name: 'Fz' }))).toBeLessThan(0.1);
    const dmpfc = findSite(targeting, { kind: 'midline', percent: DMPFC_MIDLINE_PERCENT }, measures);
    expect(dmpfc.steps[0]).toContain(`${(0.26 * measures.nasionInionCm).toFixed(1)} cm from the nasion`);
  });

  it('refuse a name that is no position', () => {
    expect(() => findSite(targeting, { kind: 'ten-ten', name: 'F33' }, measures)).toThrow(
      'no 10-10 or 10-5 position "F33"',
    );
  });
});
