import { type FieldGoal, type GoalComponent, goalAtPoint, goalInRegion, goalMiddleMm } from '../model/field-goal';
import { type Head, mniPoint } from '../model/head';
import type { Vec3 } from '../model/vec3';
import { PLACEMENT_ERRORS, type PlacementError } from '../targeting/placement-spread';
import { cortexRegions } from '../targeting/region-middle';
import { TARGETS } from '../targeting/targets';

/** What a placement is searched for, and within which bounds. */
export interface SearchWish {
  /** Where the field is wanted: a published target's id, a pinned place, or a region of the atlas. */
  target: string;
  /** What of E counts there. */
  component: 'magnitude' | 'normal' | 'direction';
  /** For `direction`, RAS; any length. */
  direction: Vec3;
  /** Where |E| is taken off: as `target`, or NOTHING. */
  avoid: string;
  /** Scalp searched round the place over the target, mm. */
  radiusMm: number;
  /** Turns tried: up to this much either way from where the coil lies now, degrees; 180 for all. */
  turnSpanDeg: number;
  /** How the coil misses its place. */
  error: PlacementError;
}

const PINNED_POINT = 'pinned-point';
const PINNED_REGION = 'pinned-region';
export const NOTHING = 'nothing';
const REGION = 'region:';

export const DEFAULT_WISH: SearchWish = {
  target: TARGETS[0].id,
  component: 'magnitude',
  direction: [0, 1, 0],
  avoid: NOTHING,
  radiusMm: 60,
  turnSpanDeg: 180,
  error: PLACEMENT_ERRORS[0].error,
};

export const RADIUS_LIMITS = { min: 5, max: 100, step: 5 } as const;
export const TURN_SPAN_LIMITS = { min: 5, max: 180, step: 5 } as const;

/** A click on the head, as far as a wish needs it. */
export interface PinnedPlace {
  positionMm: Vec3;
  /** 0 off the labelled cortex. */
  aalCode: number;
}

/** Where a field can be wanted, under headings. */
export function targetOptions(head: Head): { id: string; title: string; group: string }[] {
  const cortex = head.fieldSurfaces.find(({ id }) => id === 'cortex');
  const regions = cortex ? cortexRegions(cortex, head.aalNames ?? {}) : [];
  return [
    { id: PINNED_POINT, title: 'The pinned point', group: 'On the head' },
    { id: PINNED_REGION, title: 'The region of the pinned point', group: 'On the head' },
    ...TARGETS.map(({ id, title, unconfirmed }) => ({
      id,
      title: unconfirmed ? `${title} (unconfirmed)` : title,
      group: 'Targets',
    })),
    ...regions.map(({ code, name }) => ({
      id: `${REGION}${code}`,
      title: name.replaceAll('_', ' '),
      group: 'Regions (AAL)',
    })),
  ];
}

/** A goal, the place it lies round, and its name. */
export interface NamedGoal {
  goal: FieldGoal;
  atMm: Vec3;
  title: string;
}

/** What of E a wish counts. */
export const componentOf = ({ component, direction }: SearchWish): GoalComponent =>
  component === 'direction' ? direction : component;

/** The goal at a place of `targetOptions`, or what is missing for it. */
export function goalOf(
  target: string,
  component: GoalComponent,
  head: Head,
  pinned: PinnedPlace | null,
): NamedGoal | string {
  const inRegion = (code: number): NamedGoal => {
    const goal = goalInRegion(head, code, component);
    const title = (head.aalNames?.[code] ?? `AAL ${code}`).replaceAll('_', ' ');
    return { goal, atMm: goalMiddleMm(head, goal), title };
  };
  const published = TARGETS.find((t) => t.id === target);
  if (published) {
    const atMm = mniPoint(head, published.mniMm);
    return { goal: goalAtPoint(head, atMm, component), atMm, title: published.title };
  }
  if (target.startsWith(REGION)) return inRegion(Number(target.slice(REGION.length)));
  if (!pinned) return 'Click on the cortex to pin a point first.';
  const { positionMm: atMm, aalCode } = pinned;
  if (target === PINNED_POINT) return { goal: goalAtPoint(head, atMm, component), atMm, title: 'the pinned point' };
  return aalCode === 0 ? 'The pinned point lies in no labelled region.' : inRegion(aalCode);
}
