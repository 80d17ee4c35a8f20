import type { FieldEngine, Progress, Source } from '../engine/protocol';
import type { Head } from '../model/head';
import type { Pose } from '../model/pose';
import { coilControl } from './coil-control';
import { coilLibrary } from './coil-library';
import { messageOf } from './error-text';
import { type FieldFrame, fieldStore, type SolvePhase } from './field-store';
import { livePlacement } from './live-placement';
import { type LiveFrames, MovingField } from './moving-field';
import type { Scenario } from './plan';
import { isTwin } from './sides';
import { isAbort, isDeath, reasonOf } from './solve-fault';
import { frameOf, solveKey, sourceOf } from './solve-source';
import { SOLVE_TOLERANCE } from './solve-tolerance';
import { appStore } from './store';

/** Answers kept for undo, redo and going back to a site. */
const REMEMBERED = 8;
/**
 * tDCS current has to find its way through scalp and skull, which for that are subdivided to this mean edge; TMS does well
 * without, and not worse with it.
 */
export const TDCS_MAX_EDGE_MM = 5;

type Solved = { frame: FieldFrame; phase: Extract<SolvePhase, { kind: 'solved' }> };

const setPhase = (phase: SolvePhase): void => fieldStore.setState({ phase });
const setOther = (other: { frame: FieldFrame | null; phase: SolvePhase }): void => fieldStore.setState({ other });

/**
 * Keeps the field in step with the plan: what can be had at once while the coil moves (see MovingField), the full solution when
 * it rests, and always the latest pose: a newer one aborts what is under way. While two sides are compared, the side that
 * is not being edited is solved after the one that is.
 */
export class SolveLoop {
  private head: Head | null = null;
  /** The engine's preparation of the head; null until a solve needs it. */
  private ready: Promise<void> | null = null;
  /** Whether the engine has the head with the finer layers that tDCS wants. */
  private refined = false;
  private running: AbortController | null = null;
  private runningOther: AbortController | null = null;
  private remembered = new Map<string, Solved>();
  private deaths = 0;
  private readonly moving: MovingField;
  private readonly stops: (() => void)[];

  constructor(
    private readonly engine: FieldEngine,
    primaryEngine: Pick<FieldEngine, 'primary'>,
    live?: LiveFrames,
  ) {
    const solving = {
      isSolving: () => this.running !== null,
      onFault: (error: unknown): void => {
        // Its worker is replaced with the next pose; the solve does not depend on it.
        if (!isAbort(error) && !isDeath(error)) this.fail(error);
      },
    };
    this.moving = new MovingField(primaryEngine, solving, live);
    this.stops = [
      livePlacement.subscribe((now, before) => {
        if (now.pose && now.pose !== before.pose && now.moving) this.preview(now.pose);
        if (before.moving && !now.moving) void this.solve();
      }),
      appStore.subscribe((now, before) => {
        if (solveKey(now.plan) !== solveKey(before.plan)) void this.solve();
        else if (now.plan.other !== before.plan.other || isTwin(now.view) !== isTwin(before.view))
          void this.solveOther();
      }),
      coilLibrary.subscribe((now, before) => {
        // A coil that another stood in for has come.
        const { plan } = appStore.getState();
        const came = (id: string): boolean => now.opened.has(id) && !before.opened.has(id);
        if (came(plan.coilId)) void this.solve();
        else if (came(plan.other.coilId)) void this.solveOther();
      }),
    ];
  }

  /** Ends the loop: it no longer follows the plan. */
  dispose(): void {
    this.abandon();
    for (const stop of this.stops) stop();
  }

  /** Takes a head and solves the current plan on it. */
  setHead(head: Head): void {
    this.abandon();
    this.head = head;
    this.moving.setHead(head);
    this.refined = false;
    this.remembered.clear();
    fieldStore.setState({ frame: null, other: { frame: null, phase: { kind: 'starting', progress: null } } });
    this.ready = null;
    void this.solve();
  }

  /** After a failure or a stop. */
  retry(): void {
    if (fieldStore.getState().phase.kind === 'failed') this.prepare();
    void this.solve();
  }

  stop(): void {
    const { running, runningOther } = this;
    this.abandon();
    if (running) setPhase({ kind: 'stopped' });
    else if (runningOther) setOther({ frame: fieldStore.getState().other.frame, phase: { kind: 'stopped' } });
  }

  /** Ends whatever is being solved. */
  abandon(): void {
    this.running?.abort();
    this.running = null;
    this.runningOther?.abort();
    this.runningOther = null;
  }

  /** `tell` is false when a solved field is on the stage: its state stays. */
  private prepare(tell = true): void {
    const { head } = this;
    if (!head) return;
    const { plan, view } = appStore.getState();
    this.refined ||= plan.source === 'tdcs' || (isTwin(view) && plan.other.source === 'tdcs');
    const onProgress = (progress: Progress): void => {
      if (fieldStore.getState().phase.kind === 'starting') setPhase({ kind: 'starting', progress });
    };
    const options = this.refined ? { maxEdgeMm: TDCS_MAX_EDGE_MM } : {};
    if (tell) setPhase({ kind: 'starting', progress: null });
    this.ready = this.engine.prepare(head.layers, onProgress, undefined, options).then(() => undefined);
    // Awaited again by each solve, which reports the failure.
    this.ready.catch(() => undefined);
  }

  /** A new pose: what is being solved is out of date. */
  private preview(pose: Pose): void {
    this.abandon();
    this.moving.showCoil(pose);
  }

  /** The head's basis has arrived. */
  liveReady(): void {
    this.moving.liveReady();
  }

  /** Solves the committed plan, or shows the remembered answer. */
  private async solve(): Promise<void> {
    const { head } = this;
    const { plan } = appStore.getState();
    if (!head || livePlacement.getState().moving) return;
    this.abandon();
    const abort = new AbortController();
    this.running = abort;
    const key = solveKey(plan);
    const known = this.remembered.get(key);
    if (known) {
      this.running = null;
      fieldStore.setState({ frame: known.frame, phase: { ...known.phase, remembered: true } });
      this.remember(key, known);
      void this.solveOther();
      return;
    }
    const mine = (): boolean => this.running === abort;
    try {
      const source = sourceOf(plan, livePlacement.getState().pose, head);
      if (typeof source === 'string') {
        this.running = null;
        fieldStore.setState({ frame: null, phase: { kind: 'invalid', message: source } });
        void this.solveOther();
        return;
      }
      // What is shown belongs to another pose or montage.
      this.moving.clearStage(plan, head);
      if (source.kind === 'tms') this.moving.showCoil(source.pose);
      else void this.moving.showMontage(plan);
      if (source.kind === 'tms' && !plan.charge) {
        this.running = null;
        setPhase({ kind: 'uncharged' });
        void this.solveOther();
        return;
      }
      if (!this.ready || (source.kind === 'tdcs' && !this.refined)) this.prepare();
      await this.ready;
      if (!mine()) return;
      setPhase({ kind: 'solving', progress: null });
      const onProgress = (progress: Progress): void => {
        if (mine()) setPhase({ kind: 'solving', progress });
      };
      const solved = await this.answer(plan, source, head, onProgress, abort.signal);
      if (!mine()) return;
      this.running = null;
      fieldStore.setState({
        ...solved,
        phase: {
          ...solved.phase,
          differs: this.moving.differs(source.kind === 'tms' ? source.pose : key, solved.frame),
        },
      });
      void this.solveOther();
    } catch (error) {
      if (isAbort(error) || !mine()) return;
      this.running = null;
      this.fail(error);
    }
  }

  /** The engine's answer for a scenario, remembered. */
  private async answer(
    scenario: Scenario,
    source: Source,
    head: Head,
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
  ): Promise<Solved> {
    const started = performance.now();
    const points = head.fieldSurfaces.map((s) => s.pointsMm);
    const answer = await this.engine.solve(source, points, { tolerance: SOLVE_TOLERANCE }, onProgress, signal);
    this.deaths = 0;
    const frame = frameOf(head, answer.eVPerM, 'solved', scenario.source);
    const seconds = (performance.now() - started) / 1000;
    const solved: Solved = {
      frame,
      phase: { kind: 'solved', report: answer.report, seconds, remembered: false, differs: null },
    };
    if (this.head === head) this.remember(solveKey(scenario), solved);
    return solved;
  }

  /** Solves the side that is not being edited, once the one that is has its answer. */
  private async solveOther(): Promise<void> {
    const { head } = this;
    const { plan, view } = appStore.getState();
    this.runningOther?.abort();
    this.runningOther = null;
    if (!head || this.running || livePlacement.getState().moving || !isTwin(view)) return;
    const { other } = plan;
    const key = solveKey(other);
    const known = this.remembered.get(key);
    if (known) {
      this.remember(key, known);
      setOther({ frame: known.frame, phase: { ...known.phase, remembered: true } });
      return;
    }
    const source = sourceOf(other, coilControl.poseOf(other), head);
    if (typeof source === 'string') {
      setOther({ frame: null, phase: { kind: 'invalid', message: source } });
      return;
    }
    const abort = new AbortController();
    this.runningOther = abort;
    const mine = (): boolean => this.runningOther === abort;
    try {
      if (source.kind === 'tms' && !other.charge) {
        const frame = await this.moving.primaryFrame(source.pose, other.coilId);
        if (mine() && frame) setOther({ frame, phase: { kind: 'uncharged' } });
        return;
      }
      setOther({ frame: null, phase: { kind: 'solving', progress: null } });
      if (!this.ready || (source.kind === 'tdcs' && !this.refined)) this.prepare(false);
      await this.ready;
      if (!mine()) return;
      const onProgress = (progress: Progress): void => {
        if (mine()) setOther({ frame: null, phase: { kind: 'solving', progress } });
      };
      const solved = await this.answer(other, source, head, onProgress, abort.signal);
      if (mine()) setOther(solved);
    } catch (error) {
      if (isAbort(error) || !mine()) return;
      if (isDeath(error)) this.fail(error);
      else setOther({ frame: null, phase: { kind: 'failed', message: messageOf(error), reason: reasonOf(error) } });
    } finally {
      if (mine()) this.runningOther = null;
    }
  }

  private remember(key: string, solved: Solved): void {
    this.remembered.delete(key);
    this.remembered.set(key, solved);
    const oldest = this.remembered.keys().next();
    if (this.remembered.size > REMEMBERED && !oldest.done) this.remembered.delete(oldest.value);
  }

  /** A worker that died is replaced by the client: the first time, start again unasked; then ask. */
  private fail(error: unknown): void {
    const died = isDeath(error);
    if (died && this.deaths === 0) {
      this.deaths++;
      this.prepare();
      void this.solve();
      return;
    }
    setPhase({ kind: 'failed', message: messageOf(error), reason: reasonOf(error) });
  }
}
