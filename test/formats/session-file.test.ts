import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_PLAN, type Plan } from '../../src/app/plan';
import { openSession, sessionState, sessionText } from '../../src/app/session';
import { appStore } from '../../src/app/store';
import { courseOf } from '../../src/app/targeting-plan';
import { undo } from '../../src/app/undo';
import { DEFAULT_VIEW } from '../../src/app/view';
import { FormatError } from '../../src/formats/format-error';
import { readSession } from '../../src/formats/session-file';
import { PROTOCOLS } from '../../src/targeting/protocols';

const length = fc.integer({ min: 100, max: 900 }).map((x) => x / 10);
const readings = fc.array(length, { maxLength: 5 });

const plans: fc.Arbitrary<Plan> = fc
  .record({
    tapes: fc.record({ nasionInionCm: readings, tragusTragusCm: readings, circumferenceCm: readings }),
    unit: fc.constantFrom('cm' as const, 'in' as const),
    msoPercent: fc.option(fc.integer({ min: 1, max: 100 })),
    method: fc.constantFrom('emg' as const, 'visual' as const),
    hotspot: fc.option(fc.constant([-40, -12, 82] as const)),
    presetId: fc.constantFrom(...PROTOCOLS.map((p) => p.id)),
    weeks: fc.integer({ min: 1, max: 52 }),
    angleDeg: fc.double({ min: -180, max: 180, noNaN: true }),
  })
  .map(({ tapes, unit, msoPercent, method, hotspot, presetId, weeks, angleDeg }) => ({
    ...DEFAULT_PLAN,
    placement: { ...DEFAULT_PLAN.placement, angleDeg: angleDeg + 0 },
    targeting: {
      ...DEFAULT_PLAN.targeting,
      course: { ...courseOf(presetId), weeks },
      patient: { tapes, unit, threshold: { msoPercent, method }, hotspotMm: hotspot },
    },
  }));

describe('a session file', () => {
  test('brings the plan back exactly, readings included', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const view = { ...DEFAULT_VIEW, tapes: true };
        const text = sessionText({ plan, view });
        expect(sessionState(text, 's.json')).toEqual({ plan: JSON.parse(JSON.stringify(plan)), view });
      }),
    );
  });

  test('is opened in one step of undo, and leaves the reader’s theme alone', () => {
    appStore.setState({ plan: DEFAULT_PLAN, view: { ...DEFAULT_VIEW, theme: 'light' } });
    const plan = { ...DEFAULT_PLAN, didtAPerUs: 33 };
    openSession(sessionText({ plan, view: { ...DEFAULT_VIEW, theme: 'dark', tapes: true } }), 's.json');
    expect(appStore.getState().plan.didtAPerUs).toBe(33);
    expect(appStore.getState().view).toMatchObject({ theme: 'light', tapes: true });
    undo();
    expect(appStore.getState().plan).toEqual(DEFAULT_PLAN);
  });

  test('of an older version takes defaults for what it does not say', () => {
    const text = JSON.stringify({
      format: 'coilscope-session',
      version: 1,
      plan: { didtAPerUs: 20, targeting: { methodId: 'beam-f3' } },
      view: {},
    });
    const { plan, view } = sessionState(text, 'old.json');
    expect(plan).toEqual({
      ...DEFAULT_PLAN,
      didtAPerUs: 20,
      targeting: { ...DEFAULT_PLAN.targeting, methodId: 'beam-f3' },
    });
    expect(view).toEqual(DEFAULT_VIEW);
  });

  test.each([
    ['no json', 'not json', /^s\.json: is no JSON/],
    ['another file', '{"format":"x","version":1,"plan":{},"view":{}}', /is no Coilscope session/],
    ['a later version', '{"format":"coilscope-session","version":9,"plan":{},"view":{}}', /version 9/],
    [
      'a number out of range',
      '{"format":"coilscope-session","version":1,"plan":{"targeting":{"course":{"weeks":0}}},"view":{}}',
      /plan\.targeting\.course\.weeks/,
    ],
    [
      'a train that cannot be given',
      JSON.stringify({
        format: 'coilscope-session',
        version: 1,
        plan: {
          targeting: {
            course: {
              blocks: [
                {
                  site: 'left DLPFC',
                  percentMt: 120,
                  pattern: {
                    kind: 'theta-burst',
                    burstPulses: 20,
                    burstHz: 5,
                    burstsPerS: 5,
                    onS: 2,
                    offS: 8,
                    trains: 2,
                  },
                },
              ],
            },
          },
        },
        view: {},
      }),
      /longer than the time between bursts/,
    ],
  ])('with %s is refused in one line', (_what, text, message) => {
    expect(() => sessionState(text, 's.json')).toThrow(FormatError);
    expect(() => sessionState(text, 's.json')).toThrow(message);
  });

  test('any text is either read or refused', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        try {
          readSession(text, 's.json');
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }),
    );
  });
});
