import { createStore, useStore } from 'zustand';
import type { Head } from '../model/head';
import { distance, norm } from '../model/vec3';
import type { SearchAnswer } from '../targeting/placement-search';
import { scalpPoint } from '../targeting/scalp-index';
import { coilOrDefault } from './coil-library';
import { messageOf } from './error-text';
import { fieldStore } from './field-store';
import type { Judgement } from './live.worker';
import type { LiveEngine } from './live-engine';
import { livePlacement } from './live-placement';
import type { Placement } from './plan';
import {
  componentOf,
  DEFAULT_WISH,
  goalOf,
  type NamedGoal,
  NOTHING,
  type PinnedPlace,
  type SearchWish,
} from './search-wish';
import { isAbort } from './solve-fault';
import { announce, appStore, setPlacement } from './store';

/** Seats this near to each other are one, mm. */
const SAME_SEAT_MM = 0.5;

/** A place of the coil and what the target gets there; fields in V/m for 1 A/us. */
export interface JudgedPlace extends Judgement {
  what: 'found' | 'here';
  targetTitle: string;
  /** Null when nothing is spared. */
  avoidTitle: string | null;
  coilId: string;
  placement: Placement;
  /** The same where the coil lay when the search began; null for the place where it lies. */
  before: Pick<Judgement, 'value' | 'spared'> | null;
  poses: number;
  map: SearchAnswer['map'];
}

interface SearchState {
  wish: SearchWish;
  /** Share done of what runs now. */
  running: number | null;
  judged: JudgedPlace | null;
  showMap: boolean;
  fault: string | null;
}

const IDLE = { running: null, judged: null, fault: null };
export const searchStore = createStore<SearchState>(() => ({ ...IDLE, wish: DEFAULT_WISH, showMap: true }));
export const useSearch = <T>(select: (state: SearchState) => T): T => useStore(searchStore, select);

let engine: Pick<LiveEngine, 'search' | 'judge' | 'stopSearch'> | null = null;

/** Gives searches the engine they run on; another head or coil ends them. */
export function serveSearch(live: Pick<LiveEngine, 'search' | 'judge' | 'stopSearch'>): void {
  engine = live;
  const forget = (): void => {
    live.stopSearch();
    searchStore.setState(IDLE);
  };
  fieldStore.subscribe((now, before) => {
    if (now.head !== before.head) forget();
  });
  appStore.subscribe((now, before) => {
    if (now.plan.coilId !== before.plan.coilId) forget();
  });
}

/** What a search is told, or what is missing for it. */
function wantedOf(
  wish: SearchWish,
  head: Head,
  pinned: PinnedPlace | null,
): { target: NamedGoal; avoid: NamedGoal | null } | string {
  if (wish.component === 'direction' && norm(wish.direction) === 0) return 'Give a direction other than 0, 0, 0.';
  const target = goalOf(wish.target, componentOf(wish), head, pinned);
  if (typeof target === 'string') return target;
  if (wish.avoid === NOTHING) return { target, avoid: null };
  const avoid = goalOf(wish.avoid, 'magnitude', head, pinned);
  return typeof avoid === 'string' ? avoid : { target, avoid };
}

/** Judges the coil where it lies, or finds where it serves the wish best. */
export async function judge(what: JudgedPlace['what'], pinned: PinnedPlace | null): Promise<void> {
  const { head } = fieldStore.getState();
  const { pose, placement } = livePlacement.getState();
  const { wish, running } = searchStore.getState();
  if (!engine || !head || !pose || running !== null) return;
  const wanted = wantedOf(wish, head, pinned);
  if (typeof wanted === 'string') {
    searchStore.setState({ fault: wanted });
    return;
  }
  searchStore.setState({ running: 0, fault: null });
  const { target, avoid } = wanted;
  const { coilId } = appStore.getState().plan;
  const coil = coilOrDefault(coilId);
  const goals = { goal: target.goal, avoid: avoid?.goal ?? null };
  const common = { targetTitle: target.title, avoidTitle: avoid?.title ?? null, coilId };
  try {
    const { siteMm, angleDeg, pitchDeg, rollDeg, gapMm } = placement;
    const seat = { siteMm, angleDeg, tiltDeg: [pitchDeg, rollDeg] as const, gapMm };
    const here = await engine.judge(coil, goals, pose, seat, wish.error);
    if (!here) throw new Error('the live field is not there yet');
    let judged: JudgedPlace = { ...common, ...here, what, placement, before: null, poses: 1, map: [] };
    if (what === 'found') {
      const bounds = {
        centreMm: scalpPoint(head.layers[0].surface, target.atMm),
        radiusMm: wish.radiusMm,
        angleDeg,
        angleSpanDeg: wish.turnSpanDeg,
        gapMm,
      };
      const onProgress = (share: number): void => searchStore.setState({ running: share });
      const found = await engine.search(coil, goals, bounds, wish.error, onProgress);
      if (!found) throw new Error('the live field is not there yet');
      const { answer, ...figures } = found;
      const { seat: best } = answer;
      judged = {
        ...common,
        ...figures,
        what,
        placement: { siteMm: best.siteMm, angleDeg: best.angleDeg, pitchDeg: 0, rollDeg: 0, gapMm },
        before: { value: here.value, spared: here.spared },
        poses: answer.gridPoses + answer.refinePoses,
        map: answer.map,
      };
    }
    searchStore.setState({ running: null, judged });
    announce(what === 'found' ? `Best placement found for ${target.title}` : `Placement judged for ${target.title}`);
  } catch (error) {
    searchStore.setState({ running: null, fault: isAbort(error) ? null : messageOf(error) });
  }
}

export const setWish = (change: Partial<SearchWish>): void =>
  searchStore.setState({ wish: { ...searchStore.getState().wish, ...change } });

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
