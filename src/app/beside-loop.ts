import { messageOf } from './error-text';
import { fieldStore } from './field-store';
import { phaseOfSide, sidesShown } from './sides';
import { appStore } from './store';

export type BesideJob = (signal: AbortSignal) => Promise<void>;

interface BesideWork {
  /** What is still to be done for what is shown; null when nothing is. */
  next: () => BesideJob | null;
  /** Nothing is under way any more. */
  ended: () => void;
  failed: (message: string) => void;
}

const BUSY: ReadonlySet<string> = new Set(['starting', 'approximate', 'solving']);

/**
 * Evaluations beside the main solve, for as long as someone looks at what they give. Works only while the sides that are
 * shown are solved, and gives way to their solution.
 */
export class BesideLoop {
  private abort: AbortController | null = null;
  private stops: (() => void)[] = [];
  private watchers = 0;

  constructor(private readonly work: BesideWork) {}

  /** Works until the returned function is called. */
  watch(): () => void {
    if (this.watchers++ === 0) {
      const look = (): void => void this.look();
      this.stops = [
        fieldStore.subscribe((now, before) => {
          if (now.frame !== before.frame || now.phase !== before.phase || now.other !== before.other) look();
        }),
        appStore.subscribe((now, before) => {
          if (now.plan !== before.plan || now.view.task !== before.view.task) look();
        }),
      ];
      look();
    }
    return () => {
      if (--this.watchers > 0) return;
      for (const stop of this.stops) stop();
      this.end();
    };
  }

  private end(): void {
    this.abort?.abort();
    this.abort = null;
    this.work.ended();
  }

  /** Does what is missing, one after the other; ends what is under way once it is out of date. */
  private async look(): Promise<void> {
    const field = fieldStore.getState();
    const { plan, view } = appStore.getState();
    if (sidesShown(plan, view).some((side) => BUSY.has(phaseOfSide(field, plan, side).kind))) {
      this.end();
      return;
    }
    if (this.abort) return;
    const mine = new AbortController();
    this.abort = mine;
    try {
      for (let job = this.work.next(); job; job = this.work.next()) {
        await job(mine.signal);
        if (this.abort !== mine) return;
      }
      this.work.ended();
    } catch (error) {
      if (!mine.signal.aborted && this.abort === mine) this.work.failed(messageOf(error));
    } finally {
      if (this.abort === mine) this.abort = null;
    }
  }
}
