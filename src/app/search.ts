import { createStore, useStore } from 'zustand';
import { type FieldGoal, goalAtPoint, goalInRegion } from '../model/field-goal';
import { type Head, mniPoint } from '../model/head';
import { distance, type Vec3 } from '../model/vec3';
import type { SearchAnswer } from '../targeting/placement-search';
import type { Displaced, PlacementError } from '../targeting/placement-spread';
import { scalpPoint } from '../targeting/scalp-index';
import { TARGETS } from '../targeting/targets';
import { coilOrDefault } from './coil-library';
import { messageOf } from './error-text';
import { fieldStore } from './field-store';
import type { LiveEngine } from './live-engine';
import { livePlacement } from './live-placement';
import type { Placement } from './plan';
import { announce, appStore, setPlacement } from './store';
import { UNIT_DIDT_A_PER_S } from './unit-didt';

/** Scalp searched round the place over the target, mm. */
const SEARCH_RADIUS_MM = 60;
/** Seats this near to each other are one, mm. */
const SAME_SEAT_MM = 0.5;

/** What the field is wanted for: a published target, or the region or place that is pinned. */
export interface SearchWish {
  /** Id of a target, or one of the two below. */
  target: string;
  component: 'magnitude' | 'normal';
  error: PlacementError;
}

export const PINNED_POINT = 'pinned-point';
export const PINNED_REGION = 'pinned-region';

/** A place of the coil and what the target gets there; values in V/m for 1 A/us. */
export interface JudgedPlace {
  what: 'found' | 'here';
  targetTitle: string;
  component: SearchWish['component'];
  coilId: string;
  placement: Placement;
  value: number;
  /** The same where the coil lay when the search began; null for the place where it lies. */
  before: number | null;
  poses: number;
  sensitivity: Displaced[];
  spread: Float64Array;
  map: SearchAnswer['map'];
}

interface SearchState {
  /** Share done of what runs now. */
  running: number | null;
  judged: JudgedPlace | null;
  showMap: boolean;
  fault: string | null;
}

const IDLE: SearchState = { running: null, judged: null, showMap: true, fault: null };
export const searchStore = createStore<SearchState>(() => IDLE);
export const useSearch = <T>(select: (state: SearchState) => T): T => useStore(searchStore, select);

let engine: Pick<LiveEngine, 'search' | 'judge' | 'stopSearch'> | null = null;

/** Gives searches the engine they run on; another head or coil ends them. */
export function serveSearch(live: Pick<LiveEngine, 'search' | 'judge' | 'stopSearch'>): void {
  engine = live;
  const forget = (): void => {
    live.stopSearch();
    searchStore.setState({ ...IDLE, showMap: searchStore.getState().showMap });
  };
  fieldStore.subscribe((now, before) => {
    if (now.head !== before.head) forget();
  });
  appStore.subscribe((now, before) => {
    if (now.plan.coilId !== before.plan.coilId) forget();
  });
}

/** The goal of a wish and where it lies, or what is missing. */
export function goalOf(
  wish: SearchWish,
  head: Head,
  pinned: { positionMm: Vec3; aalCode: number } | null,
): { goal: FieldGoal; atMm: Vec3; title: string } | string {
  const published = TARGETS.find((t) => t.id === wish.target);
  if (published) {
    const atMm = mniPoint(head, published.mniMm);
    return { goal: goalAtPoint(head, atMm, wish.component), atMm, title: published.title };
  }
  if (!pinned) return 'Click on the cortex to pin a point first.';
  const { positionMm, aalCode } = pinned;
  if (wish.target === PINNED_POINT) {
    return { goal: goalAtPoint(head, positionMm, wish.component), atMm: positionMm, title: 'the pinned point' };
  }
  if (aalCode === 0) return 'The pinned point lies in no labelled region.';
  const title = (head.aalNames?.[aalCode] ?? `AAL ${aalCode}`).replaceAll('_', ' ');
  return { goal: goalInRegion(head, aalCode, wish.component), atMm: positionMm, title };
}

/** Judges the coil where it lies, or finds where it serves the goal best. */
export async function judge(
  what: JudgedPlace['what'],
  wish: SearchWish,
  pinned: Parameters<typeof goalOf>[2],
): Promise<void> {
  const { head } = fieldStore.getState();
  const { pose, placement } = livePlacement.getState();
  if (!engine || !head || !pose || searchStore.getState().running !== null) return;
  const wanted = goalOf(wish, head, pinned);
  if (typeof wanted === 'string') {
    searchStore.setState({ fault: wanted });
    return;
  }
  searchStore.setState({ running: 0, fault: null });
  const { coilId } = appStore.getState().plan;
  const coil = coilOrDefault(coilId);
  const common = { targetTitle: wanted.title, component: wish.component, coilId };
  try {
    const { siteMm, angleDeg, pitchDeg, rollDeg, gapMm } = placement;
    const seat = { siteMm, angleDeg, tiltDeg: [pitchDeg, rollDeg] as const, gapMm };
    const here = await engine.judge(coil, wanted.goal, pose, seat, wish.error);
    if (!here) throw new Error('the live field is not there yet');
    let judged: JudgedPlace = { ...common, ...here, what, placement, before: null, poses: 1, map: [] };
    if (what === 'found') {
      const bounds = {
        centreMm: scalpPoint(head.layers[0].surface, wanted.atMm),
        radiusMm: SEARCH_RADIUS_MM,
        angleDeg: 0,
        angleSpanDeg: 180,
        gapMm,
      };
      const onProgress = (running: number): void => searchStore.setState({ running });
      const found = await engine.search(coil, wanted.goal, bounds, wish.error, onProgress);
      if (!found) throw new Error('the live field is not there yet');
      const { answer, sensitivity, spread } = found;
      const { seat: best } = answer;
      judged = {
        ...common,
        what,
        placement: { siteMm: best.siteMm, angleDeg: best.angleDeg, pitchDeg: 0, rollDeg: 0, gapMm },
        value: UNIT_DIDT_A_PER_S * answer.value,
        before: here.value,
        poses: answer.gridPoses + answer.refinePoses,
        sensitivity,
        spread,
        map: answer.map,
      };
    }
    searchStore.setState({ running: null, judged });
    announce(what === 'found' ? `Best placement found for ${wanted.title}` : `Placement judged for ${wanted.title}`);
  } catch (error) {
    const stopped = error instanceof Error && error.name === 'AbortError';
    const fault = stopped ? null : messageOf(error);
    searchStore.setState({ running: null, fault });
  }
}

export const stopSearch = (): void => engine?.stopSearch();

/** Lays the coil where the search found it: one step of undo. */
export function takeFound(): void {
  const { judged } = searchStore.getState();
  if (judged?.what === 'found') setPlacement(judged.placement);
}

/** Whether the coil lies where the search found it. */
export const isTaken = (judged: JudgedPlace, now: Placement): boolean =>
  distance(judged.placement.siteMm, now.siteMm) < SAME_SEAT_MM &&
  Math.abs(judged.placement.angleDeg - now.angleDeg) < 0.5;
