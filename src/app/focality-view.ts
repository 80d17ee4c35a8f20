import { createStore, useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { fieldStore } from './field-store';
import { dropWrite, writeSoon } from './figure-clock';
import { type Focality, measureFocality, type Reading, readingAt } from './focality-measure';
import type { Scenario, Side } from './plan';
import { scenarioTitle } from './scenario-title';
import { frameOfSide, isApproximate, SIDES, scenarioOf, sidesShown } from './sides';
import { appStore, setView } from './store';
import type { View } from './view';

export type BySide<T> = Partial<Record<Side, T>>;

export interface FocalityState {
  sides: BySide<Focality>;
  readings: BySide<Reading>;
}

/** The figures of what is on the stage. Written by `followSides` alone. */
export const focalityStore = createStore<FocalityState>(() => ({ sides: {}, readings: {} }));
/**
 * What stands still while the coil moves: which sides there are, what makes their fields. Figures change five times a second then;
 * they are written past React.
 */
export const useFocality = <T>(select: (state: FocalityState) => T): T => useStore(focalityStore, useShallow(select));

/** The sides that there are figures of. */
export const useMeasuredSides = (): Side[] => useFocality(({ sides }) => SIDES.filter((side) => sides[side]));

export const setFocality = (change: Partial<View['focality']>): void =>
  setView({ focality: { ...appStore.getState().view.focality, ...change } });

/** Moves the threshold of both sides. */
export const setFraction = (fraction: number): void => setFocality({ fraction });

/**
 * Measures what is on the stage, whenever field, threshold or reference change: after the frame is painted, and only its
 * latest state. Returns its end.
 */
export function followSides(): () => void {
  const measure = (): void => {
    const field = fieldStore.getState();
    const { plan, view } = appStore.getState();
    const before = focalityStore.getState();
    const sides: BySide<Focality> = {};
    const readings: BySide<Reading> = {};
    for (const side of sidesShown(plan, view)) {
      const frame = frameOfSide(field, plan, side);
      const scenario = scenarioOf(plan, side);
      if (!field.head || !frame) continue;
      const known = before.sides[side];
      const same = known && known.frame === frame && known.head === field.head && isSame(known, scenario, view);
      const focality = same ? known : measureFocality(field.head, frame, scenario, view.focality);
      if (!focality) continue;
      sides[side] = focality;
      const reading = same && measuredAt === view.focality.fraction ? before.readings[side] : undefined;
      readings[side] = reading ?? readingAt(focality, view.focality.fraction);
    }
    measuredAt = view.focality.fraction;
    if (differ(sides, before.sides) || differ(readings, before.readings)) focalityStore.setState({ sides, readings });
  };
  let measuredAt = Number.NaN;
  const later = (): void => writeSoon(measure);
  later();
  const stops = [
    fieldStore.subscribe((now, before) => {
      if (now.frame !== before.frame || now.other.frame !== before.other.frame || now.head !== before.head) later();
    }),
    appStore.subscribe((now, before) => {
      if (now.plan !== before.plan || now.view.focality !== before.view.focality || now.view.task !== before.view.task)
        later();
    }),
  ];
  return () => {
    dropWrite(measure);
    for (const stop of stops) stop();
  };
}

/** Whether figures already there are those of this scenario under this reference. */
function isSame(known: Focality, scenario: Scenario, { focality: { reference, voltsPerM } }: View): boolean {
  const scale = scenario.source === 'tdcs' ? 1 : scenario.didtAPerUs;
  return (
    known.scale === scale &&
    known.reference.reference === reference &&
    known.reference.voltsPerM === voltsPerM &&
    known.approximate === isApproximate(known.frame, scenario) &&
    known.title === scenarioTitle(scenario)
  );
}

const differ = (a: BySide<unknown>, b: BySide<unknown>): boolean => a.a !== b.a || a.b !== b.b;
