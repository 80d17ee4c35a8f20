import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_PLAN, LIMITS, type Plan, type Scenario } from '../../src/app/plan';
import { courseOf, NO_READINGS } from '../../src/app/targeting-plan';
import { fromHash, toHash } from '../../src/app/url-hash';
import { CUT_LIMITS, DEFAULT_VIEW, FRACTION_LIMITS, REFERENCE_VOLTS_LIMITS, type View } from '../../src/app/view';
import { PROTOCOLS } from '../../src/targeting/protocols';

const within = ({ min, max }: { min: number; max: number }) =>
  fc.integer({ min: Math.ceil(min * 1000), max: Math.floor(max * 1000) }).map((x) => x / 1000);
const coordinate = within({ min: -200, max: 200 });

const scenario: { [K in keyof Scenario]: fc.Arbitrary<Scenario[K]> } = {
  source: fc.constantFrom('tms', 'tdcs'),
  coilId: fc.constantFrom('figure8-70', 'double-cone-100'),
  placement: fc.record({
    siteMm: fc.tuple(coordinate, coordinate, coordinate),
    angleDeg: within(LIMITS.angleDeg),
    pitchDeg: within(LIMITS.pitchDeg),
    rollDeg: within(LIMITS.rollDeg),
    gapMm: within(LIMITS.gapMm),
  }),
  siteName: fc.constantFrom('', 'F3', 'AFz'),
  sham: fc.boolean(),
  charge: fc.boolean(),
  didtAPerUs: within(LIMITS.didtAPerUs),
  montage: fc.uniqueArray(
    fc.record({ at: fc.constantFrom('F3', 'F4', 'Cz', 'Fp2', 'O1'), currentMa: within(LIMITS.currentMa) }),
    { selector: (e) => e.at, maxLength: 5 },
  ),
  padRadiusMm: within(LIMITS.padRadiusMm),
};
const plans: fc.Arbitrary<Plan> = fc.record({
  ...scenario,
  head: fc.constantFrom('colin27', '0123456789abcdef'),
  targeting: fc.record({
    methodId: fc.constantFrom('ten-ten', 'beam-f3', 'motor-5.5cm'),
    side: fc.constantFrom('left', 'right'),
    targetId: fc.constantFrom('dlpfc-sgacc', 'm1-hand'),
    referenceId: fc.constantFrom('dlpfc-sgacc', 'ba46'),
    pointMm: fc.tuple(coordinate, coordinate, coordinate),
    regionCode: fc.integer({ min: 1, max: 116 }),
    percentPerMm: fc.constantFrom(2.8, 3),
    shamLiftMm: fc.constantFrom(50, 100),
    course: fc.constantFrom(...PROTOCOLS.map((p) => courseOf(p.id))),
    patient: fc.constant(NO_READINGS),
  }),
  detail: fc.constantFrom('full', 'light'),
  side: fc.constantFrom('a', 'b'),
  other: fc.record(scenario),
});

const layer = fc.record({ shown: fc.boolean(), opacity: within({ min: 0, max: 1 }) });
const views: fc.Arbitrary<View> = fc.record({
  task: fc.constantFrom('plan', 'compare'),
  compare: fc.record({
    layout: fc.constantFrom('beside', 'wipe'),
    wipe: within({ min: 0, max: 1 }),
    scale: fc.constantFrom('own', 'shared'),
  }),
  focality: fc.record({
    fraction: within(FRACTION_LIMITS),
    reference: fc.constantFrom('p999', 'peak', 'volts'),
    voltsPerM: within(REFERENCE_VOLTS_LIMITS),
  }),
  lesson: fc.constantFrom('', 'eight-or-circle'),
  step: fc.integer({ min: 0, max: 20 }),
  layers: fc.record({ scalp: layer, skull: layer, cortex: layer, white: layer, coil: layer, electrodes: layer }),
  cut: fc.record({
    kind: fc.constantFrom('none', 'axial', 'coronal', 'sagittal', 'free'),
    atMm: within(CUT_LIMITS.atMm),
    azimuthDeg: within(CUT_LIMITS.azimuthDeg),
    elevationDeg: within(CUT_LIMITS.elevationDeg),
    flipped: fc.boolean(),
    image: fc.boolean(),
  }),
  inflated: fc.boolean(),
  outline: fc.boolean(),
  vectors: fc.boolean(),
  aim: fc.option(
    fc.record({
      siteMm: fc.tuple(coordinate, coordinate, coordinate),
      angleDeg: within(LIMITS.angleDeg),
      pitchDeg: within(LIMITS.pitchDeg),
      rollDeg: within(LIMITS.rollDeg),
    }),
  ),
  slices: fc.record({ shown: fc.boolean(), atMm: fc.tuple(coordinate, coordinate, coordinate) }),
  quantity: fc.constantFrom('magnitude', 'normal'),
  colourMap: fc.constantFrom('viridis', 'cividis', 'batlow', 'magma'),
  signedMap: fc.constantFrom('vik', 'blueOrange'),
  window: fc.option(fc.record({ min: within({ min: 0, max: 50 }), max: within({ min: 60, max: 200 }) })),
  threshold: within({ min: 0, max: 0.95 }),
  shading: fc.boolean(),
  marks: fc.boolean(),
  tapes: fc.boolean(),
  theme: fc.constant('system'),
});

describe('the state in the link', () => {
  test('says nothing when nothing differs from the defaults', () => {
    expect(toHash(DEFAULT_PLAN, DEFAULT_VIEW)).toBe('');
  });

  test('names only what differs', () => {
    const plan = { ...DEFAULT_PLAN, placement: { ...DEFAULT_PLAN.placement, angleDeg: -30 } };
    expect(toHash(plan, { ...DEFAULT_VIEW, marks: true })).toBe('#p.placement.angleDeg=-30&v.marks=true');
  });

  test('comes back as it was', () => {
    fc.assert(
      fc.property(plans, views, (plan, view) => {
        const back = fromHash(toHash(plan, view));
        expect(back).toEqual({ plan, view, dropped: [] });
      }),
    );
  });

  test('never carries the reader’s theme', () => {
    expect(toHash(DEFAULT_PLAN, { ...DEFAULT_VIEW, theme: 'light' })).toBe('');
    expect(fromHash('#v.theme="light"').view.theme).toBe('system');
  });

  test('never carries what was read on a patient', () => {
    const patient = {
      tapes: { nasionInionCm: [36, 36.2], tragusTragusCm: [36], circumferenceCm: [56] },
      unit: 'cm',
      threshold: { msoPercent: 48, method: 'visual' },
      hotspotMm: [-40, -10, 80],
    } as const;
    const plan = { ...DEFAULT_PLAN, targeting: { ...DEFAULT_PLAN.targeting, patient } } as unknown as Plan;
    expect(toHash(plan, DEFAULT_VIEW)).toBe('');
    const { plan: read, dropped } = fromHash('#p.targeting.patient.threshold.msoPercent=48');
    expect(read).toEqual(DEFAULT_PLAN);
    expect(dropped).toEqual(['p.targeting.patient.threshold.msoPercent']);
  });

  test.each([
    ['p.placement.angleDeg=9999', 'out of range'],
    ['p.placement.angleDeg=x', 'not JSON'],
    ['p.placement.colour="red"', 'no such key'],
    ['p.__proto__.x=1', 'no such key'],
    ['p.montage=[{"at":"F3","currentMa":1},{"at":"F3","currentMa":-1}]', 'a site twice'],
    ['v.window={"min":5,"max":5}', 'empty window'],
    ['p.targeting.methodId="beam"', 'no such method'],
    ['p.targeting.course.weeks=0', 'out of range'],
    ['q=1', 'no such group'],
  ])('leaves out %s (%s) and keeps the rest', (entry) => {
    const { plan, view, dropped } = fromHash(`#${entry}&p.didtAPerUs=50&v.marks=true`);
    expect(dropped).toEqual([entry.split('=')[0]]);
    expect(plan).toEqual({ ...DEFAULT_PLAN, didtAPerUs: 50 });
    expect(view).toEqual({ ...DEFAULT_VIEW, marks: true });
  });

  test('takes any text without throwing', () => {
    fc.assert(fc.property(fc.string(), (text) => void fromHash(`#${text}`)));
  });
});
