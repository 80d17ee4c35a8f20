import { describe, expect, test } from 'vitest';
import { DEFAULT_PLAN, type Plan } from '../../src/app/plan';
import { findPlanSite, patientMeasures, readingSpreads } from '../../src/app/site-finder';
import { NO_READINGS, type Targeting } from '../../src/app/targeting-plan';
import { findTarget, printable, type TargetRequest } from '../../src/cli/target';
import { distance } from '../../src/model/vec3';
import { SITE_METHODS } from '../../src/targeting/method-catalogue';
import { bundledHead } from './bundled';

const MEASURES = { nasionInionCm: 36, tragusTragusCm: 36, circumferenceCm: 56 };
const TAPES = { nasionInionCm: [36], tragusTragusCm: [35.8, 36.2], circumferenceCm: [56] };

describe('the site of a plan', async () => {
  const head = await bundledHead('full');
  const planOf = (change: Partial<Targeting>, siteName = 'F3'): Plan => ({
    ...DEFAULT_PLAN,
    siteName,
    targeting: { ...DEFAULT_PLAN.targeting, patient: { ...NO_READINGS, tapes: TAPES }, ...change },
  });

  /** What the command is given for the same question. */
  const ASKED: Record<string, Partial<TargetRequest>> = {
    'ten-ten': { name: 'AF3' },
    target: { target: 'ba46' },
    point: { point: [-30, 50, 20] },
    region: { region: 'Frontal_Sup_R' },
  };

  test.each(SITE_METHODS.map((m) => m.id))('by %s is, to the last digit, what the command prints', (methodId) => {
    const { answer } = findPlanSite(
      planOf({ methodId, side: 'right', targetId: 'ba46', pointMm: [-30, 50, 20], regionCode: 4 }, 'AF3'),
      head,
    );
    if (!answer) throw new Error(`${methodId}: no answer`);
    const printed = findTarget({ methodId, measures: MEASURES, side: 'right', ...ASKED[methodId] }, head);
    expect(printable(answer)).toEqual(printed);
    expect(answer.report.depthMm).toBeGreaterThan(8);
    expect(answer.report.depthMm).toBeLessThan(30);
    expect(answer.steps.length).toBeGreaterThan(0);
  });

  test('by Beam F3 at 36/36/56 has the lengths of the web program and lies within 15 mm of the computed F3', () => {
    const { answer } = findPlanSite(planOf({ methodId: 'beam-f3' }), head);
    expect(answer?.marks?.xCm).toBeCloseTo(6.469, 3);
    expect(answer?.marks?.yCm).toBeCloseTo(9.5, 3);
    expect(answer?.check?.offMm).toBeLessThan(15);
    expect(answer?.drawing.x && answer.drawing.y).toBeTruthy();
  });

  test('says how far the coil is from it, and mirrors the reference to the other side', () => {
    const { answer, coilOffMm, here } = findPlanSite(planOf({ methodId: 'beam-f4' }), head);
    if (!answer || !here) throw new Error('no answer');
    expect(coilOffMm).toBeCloseTo(distance(answer.siteMm, here.report.scalpMm), 6);
    expect(answer.reference).toMatchObject({ mirrored: true, mm: [42, 44, 30] });
    expect(here.reference.mirrored).toBe(false);
  });

  test('takes the mean of repeat readings, in centimetres or inches, and waits for all three', () => {
    const { tapes } = planOf({}).targeting.patient;
    expect(patientMeasures({ ...NO_READINGS, tapes })).toEqual(MEASURES);
    expect(readingSpreads({ ...NO_READINGS, tapes }).tragusTragusCm).toBeCloseTo(0.4, 9);
    const inches = { nasionInionCm: [14], tragusTragusCm: [14], circumferenceCm: [22] };
    expect(patientMeasures({ ...NO_READINGS, unit: 'in', tapes: inches })?.circumferenceCm).toBeCloseTo(55.88, 9);
    expect(patientMeasures({ ...NO_READINGS, tapes: { ...tapes, circumferenceCm: [] } })).toBeNull();
  });

  test('is answered in one line where there is none', () => {
    const patient = { ...NO_READINGS, tapes: { ...TAPES, circumferenceCm: [20] } };
    expect(findPlanSite(planOf({ methodId: 'beam-f3', patient }), head).fault).toMatch(
      /no head of ordinary proportions/,
    );
    expect(findPlanSite(planOf({ methodId: 'ten-ten' }, ''), head)).toMatchObject({ answer: null, fault: '' });
  });
});
