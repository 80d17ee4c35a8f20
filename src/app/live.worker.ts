/** The live field in a worker of its own: whole frames for the stage, one pose at a time, and placement searches. */

import * as Comlink from 'comlink';
import coreUrl from '../../build/core.wasm?url&no-inline';
import { instantiateCore } from '../engine/core';
import { fetchCore } from '../engine/fetch-core';
import { leadWeights } from '../engine/lead-weights';
import { LiveField } from '../engine/live-field';
import { type SparingObjective, sparingObjective } from '../engine/live-objective';
import { frameParts, PackedFrame } from '../engine/packed-frame';
import { runSliced } from '../engine/sliced';
import { holdLife } from '../engine/worker-life';
import { readLiveBasis } from '../formats/live-basis';
import type { Coil } from '../model/coil';
import type { FieldGoal } from '../model/field-goal';
import type { FieldSurface } from '../model/head';
import type { Pose } from '../model/pose';
import type { Surface } from '../model/surface';
import { type CoilSeat, type CoilSeating, coilSeating } from '../targeting/coil-pose';
import { DEFAULT_GRID, type SearchAnswer, type SearchBounds, searchPlacement } from '../targeting/placement-search';
import {
  type Displaced,
  type PlacementError,
  placementSensitivity,
  placementSpread,
} from '../targeting/placement-spread';
import { figuresOf } from './field-frame';
import { type FrameAnswer, type FrameRequest, type SentFrame, serveFrames } from './frame-channel';
import { UNIT_DIDT_A_PER_S } from './unit-didt';

interface Loaded {
  live: LiveField;
  surfaces: FieldSurface[];
  frame: PackedFrame;
  seating: CoilSeating;
}

let loaded: Loaded | null = null;
let coil: Coil | null = null;

/** Ends the search under way; a newer one or the user asked for it. */
let searching: AbortController | null = null;

function ready(): Loaded {
  if (!loaded) throw new Error('no basis: load one first');
  return loaded;
}

function casing(): Surface {
  if (!coil?.casing) throw new Error('this coil has no casing, so it cannot be kept off the head');
  return coil.casing;
}

/** Where the field is wanted, and where it is not. */
export interface WantedField {
  goal: FieldGoal;
  avoid: FieldGoal | null;
}

/** What a placement gives; fields in V/m for 1 A/us. */
export interface Judgement {
  value: number;
  spared: number | null;
  sensitivity: Displaced[];
  /** The target's field for misplaced coils over that in place, smallest first. */
  spread: Float64Array;
}

/** The frame that is wanted, in `space` where there is some; a coil's for 1 A/us. */
function frameFor({ wanted, space }: FrameRequest): FrameAnswer {
  const { live } = ready();
  if ('pose' in wanted) {
    if (coil?.id !== wanted.coilId) return null;
    live.coilField(wanted.pose);
    return packed(space, UNIT_DIDT_A_PER_S);
  }
  const weights = leadWeights(live.basis.electrodes?.leads ?? [], wanted.montage, wanted.radiusMm);
  if (!weights) return null;
  live.montageField(weights);
  return packed(space, 1);
}

/** The frame of the field computed last, times `scale`, for its way to the stage. */
function packed(space: ArrayBuffer | null, scale: number): SentFrame {
  const { live, surfaces, frame } = ready();
  const inCore = frame.pack(live.field, scale);
  const figures = frameParts(inCore, surfaces).map(({ magnitude }, s) => figuresOf(surfaces[s], magnitude));
  const data = space ? new Float32Array(space) : new Float32Array(inCore.length);
  data.set(inCore);
  return { data, figures };
}

/** What a pose gives; computed in slices, so that frames can be had meanwhile. */
async function judged(
  { target, spared }: SparingObjective,
  pose: Pose,
  seat: CoilSeat,
  error: PlacementError,
  signal: AbortSignal,
): Promise<Judgement> {
  const { seating } = ready();
  return {
    value: UNIT_DIDT_A_PER_S * target([pose])[0],
    spared: spared && UNIT_DIDT_A_PER_S * spared([pose])[0],
    sensitivity: placementSensitivity(seating, casing(), target, seat),
    spread: await runSliced(placementSpread(seating, casing(), target, seat, error), undefined, signal),
  };
}

/** Ends the search under way and makes room for another: the signal that ends that one. */
function beginSearch(live: LiveField): AbortSignal {
  searching?.abort();
  searching = new AbortController();
  live.forgetRows();
  return searching.signal;
}

const service = {
  holdLife,

  /** Takes the file of a basis and the head it belongs to; returns the head's hash that the file states. */
  async load(buffer: ArrayBuffer, file: string, surfaces: FieldSurface[], scalp: Surface): Promise<string> {
    const basis = readLiveBasis(buffer, file);
    const core = await instantiateCore(await WebAssembly.compile(await fetchCore(coreUrl)));
    const frame = new PackedFrame(core, surfaces);
    loaded = { live: new LiveField(core, basis), surfaces, frame, seating: coilSeating(scalp) };
    coil = null;
    return basis.headHash;
  },

  async setCoil(next: Coil): Promise<void> {
    searching?.abort();
    coil = null;
    await runSliced(ready().live.setCoil(next));
    coil = next;
  },

  /** Frames are asked for over `port` from now on. */
  openFrames(port: MessagePort): void {
    serveFrames(port, frameFor);
  },

  /** The best placement for a goal, what the target gets there, and what missing that place costs it. */
  async search(
    wanted: WantedField,
    bounds: SearchBounds,
    error: PlacementError,
    onProgress: (share: number) => void,
  ): Promise<{ answer: SearchAnswer } & Judgement> {
    const { live, seating } = ready();
    const signal = beginSearch(live);
    const sparing = sparingObjective(live, wanted.goal, wanted.avoid);
    const steps = searchPlacement(seating, casing(), sparing.objective, bounds, DEFAULT_GRID, sparing.quick);
    const answer = await runSliced(steps, onProgress, signal);
    return { answer, ...(await judged(sparing, answer.pose, answer.seat, error, signal)) };
  },

  /** What a goal gets from the coil at a pose; and how that changes when the seat there is missed. */
  async judge(wanted: WantedField, pose: Pose, seat: CoilSeat, error: PlacementError): Promise<Judgement> {
    const { live } = ready();
    const signal = beginSearch(live);
    return judged(sparingObjective(live, wanted.goal, wanted.avoid), pose, seat, error, signal);
  },

  stopSearch(): void {
    searching?.abort();
  },
};

export type LiveService = typeof service;

Comlink.expose(service);
