import { createStore, useStore } from 'zustand';
import type { FieldEngine, Progress } from '../engine/protocol';
import type { DepthFigures } from '../measures/depth';
import { columnMeans, type DepthColumn, depthColumn } from '../measures/depth-column';
import { magnitudes } from '../measures/scalar-mesh';
import type { Coil } from '../model/coil';
import { type Head, headMiddleMm } from '../model/head';
import { at, type Vec3 } from '../model/vec3';
import { type BesideJob, BesideLoop } from './beside-loop';
import { coilOrDefault } from './coil-library';
import { dengFigures } from './deng-sphere';
import { fieldBeside, isFinal } from './field-beside';
import { type FieldFrame, fieldScale, fieldStore } from './field-store';
import { fieldSurface } from './focality-measure';
import type { BySide } from './focality-view';
import type { Scenario, Side } from './plan';
import { frameOfSide, scenarioOf, sidesShown } from './sides';
import { appStore } from './store';

/** Mean |E| in the brain against depth, in a column under the strongest point. */
export interface DepthCurve {
  frame: FieldFrame;
  /** Where the column starts on the inner skull, RAS mm. */
  fromMm: Vec3;
  /** Depths below that at which there is brain. */
  depthsMm: number[];
  /** In the frame's unit: per A/us for a coil, V/m for a montage. */
  values: number[];
}

interface DepthState {
  /** Figures on the published sphere by coil. */
  coils: ReadonlyMap<string, DepthFigures>;
  curves: BySide<DepthCurve>;
  running: { title: string; progress: Progress | null } | null;
  fault: string;
}

export const depthStore = createStore<DepthState>(() => ({ coils: new Map(), curves: {}, running: null, fault: '' }));
export const useDepth = <T>(select: (state: DepthState) => T): T => useStore(depthStore, select);

/** The column under the strongest point of a field on the cortex. */
export function columnUnderPeak(head: Head, frame: FieldFrame): DepthColumn {
  const cortex = fieldSurface(head, 'cortex');
  const pial = cortex.surface;
  const innerSkull = head.layers.find((l) => l.name === 'csf')?.surface ?? pial;
  const peakMm = at(cortex.pointsMm, frame.surfaces.cortex.peakVertex);
  const white = head.fieldSurfaces.find((s) => s.id === 'white')?.surface;
  return depthColumn({ pial, white, innerSkull }, peakMm, headMiddleMm(head));
}

/** The depth at which a curve last has half of its largest value, mm; null when that lies deeper than the column. */
export function halfDepthMm({ depthsMm, values }: Pick<DepthCurve, 'depthsMm' | 'values'>): number | null {
  const half = Math.max(...values) / 2;
  const last = values.findLastIndex((v) => v >= half);
  if (last < 0 || last === values.length - 1) return null;
  return (
    depthsMm[last] + ((values[last] - half) / (values[last] - values[last + 1])) * (depthsMm[last + 1] - depthsMm[last])
  );
}

/** The engines at work: the head's, which also solves the plan, and one of its own for the sphere, started when first needed. */
interface Engines {
  head: Pick<FieldEngine, 'solve' | 'primary'>;
  sphere: () => Pick<FieldEngine, 'prepare' | 'solve'>;
}

/** Keeps depth curves and sphere figures of the sides that are shown, for as long as someone looks at them. */
export class DepthLoop {
  private readonly loop = new BesideLoop({
    next: () => this.next(),
    ended: () => {
      if (depthStore.getState().running) depthStore.setState({ running: null });
    },
    failed: (fault) => depthStore.setState({ running: null, fault }),
  });
  private sphere: Pick<FieldEngine, 'prepare' | 'solve'> | null = null;

  constructor(private readonly engines: Engines) {}

  /** Works until the returned function is called. */
  readonly watch = (): (() => void) => this.loop.watch();

  /** What is still to be done for what is shown. */
  private next(): BesideJob | null {
    const field = fieldStore.getState();
    const { plan, view } = appStore.getState();
    const { coils, curves } = depthStore.getState();
    const { head } = field;
    if (!head) return null;
    for (const side of sidesShown(plan, view)) {
      const frame = frameOfSide(field, plan, side);
      const scenario = scenarioOf(plan, side);
      if (frame && !isFinal(frame, scenario)) continue;
      if (frame && curves[side]?.frame !== frame) return (signal) => this.curve(head, side, scenario, frame, signal);
    }
    for (const side of sidesShown(plan, view)) {
      const { source, coilId } = scenarioOf(plan, side);
      const coil = coilOrDefault(coilId);
      if (source === 'tms' && !coils.has(coil.id)) return (signal) => this.coil(coil, signal);
    }
    return null;
  }

  private async curve(
    head: Head,
    side: Side,
    scenario: Scenario,
    frame: FieldFrame,
    signal: AbortSignal,
  ): Promise<void> {
    const column = columnUnderPeak(head, frame);
    const { fromMm, depthsMm, pointsMm } = column;
    const progress = told(`depth under ${side.toUpperCase()}`);
    const asked = { head, side, scenario, kind: frame.kind };
    const e = await fieldBeside(this.engines.head, asked, pointsMm, progress, signal);
    if (signal.aborted) return;
    const curve: DepthCurve = { frame, fromMm, depthsMm, values: columnMeans(column, magnitudes(e)) };
    depthStore.setState((s) => ({ curves: { ...s.curves, [side]: curve }, fault: '' }));
  }

  private async coil(coil: Coil, signal: AbortSignal): Promise<void> {
    this.sphere ??= this.engines.sphere();
    const figures = await dengFigures(this.sphere, coil, told('the coil over a sphere'), signal);
    depthStore.setState((s) => ({ coils: new Map(s.coils).set(coil.id, figures), fault: '' }));
  }
}

function told(title: string): (progress: Progress) => void {
  depthStore.setState({ running: { title, progress: null } });
  return (progress) => depthStore.setState({ running: { title, progress } });
}

/** |E| along a curve in V/m. */
export const curveVPerM = ({ frame, values }: DepthCurve, didtAPerUs: number): number[] =>
  values.map((v) => v * fieldScale(frame, didtAPerUs));

let loop: DepthLoop | null = null;

/** Gives the depth figures the engines they are solved on. */
export const serveDepth = (engines: Engines): void => {
  loop = new DepthLoop(engines);
};

/** Keeps the depth figures up to date until the returned function is called. */
export const watchDepth = (): (() => void) => loop?.watch() ?? (() => {});
