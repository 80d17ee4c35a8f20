import * as Comlink from 'comlink';
import { createStore, useStore } from 'zustand';
import { WorkerLink } from '../engine/worker-link';
import type { Head } from '../model/head';
import type { BasisExtent, BasisService, BasisStage } from './basis.worker';
import { messageOf } from './error-text';
import { fieldStore } from './field-store';
import { BUNDLED_HEAD } from './head-library';
import { announce } from './store';

/** How far the live basis of the user's head on the stage is; `kind` 'none' for the bundled head and before it is known. */
export interface BasisBuild extends BasisExtent {
  kind: 'none' | 'resting' | 'running' | 'ready' | 'failed';
  stage: BasisStage;
  /** Of a coil's solution as measured in this run; 0 before the first. */
  secondsEach: number;
  message: string;
}

const NOTHING: BasisBuild = {
  kind: 'none',
  stage: 'preparing',
  coilsLive: false,
  done: 0,
  total: 0,
  work: 0,
  secondsEach: 0,
  message: '',
};

const basisStore = createStore<BasisBuild>(() => NOTHING);
export const useBasis = <T>(select: (state: BasisBuild) => T): T => useStore(basisStore, select);

type Link = WorkerLink<BasisService>;

let running: Link | null = null;
let onReady: (head: Head) => void = () => {};

/** Follows the head on the stage. `ready` is called when the basis of the head there has been made. */
export function serveBasis(ready: (head: Head) => void): void {
  onReady = ready;
}

/** A head has come on the stage: what was being made for another one rests. */
export function basisOfHead(head: Head): void {
  pauseBasis();
  basisStore.setState(NOTHING);
  if (head.id !== BUNDLED_HEAD) void look(head);
}

const start = (): Link =>
  new WorkerLink(
    new Worker(new URL('./basis.worker.ts', import.meta.url), { type: 'module' }),
    (why) => new Error(`making the basis stopped: ${why}`),
  );

const PAUSED = new Error('paused');

/** How much there is to do. */
async function look(head: Head): Promise<void> {
  const looking = start();
  try {
    const extent = await looking.during(looking.service.extent(plain(head)));
    if (fieldStore.getState().head !== head || running) return;
    basisStore.setState(extent ? { kind: 'resting', ...extent } : { kind: 'ready' });
  } catch {
    // Without a database a basis cannot be kept, and none is offered.
  } finally {
    looking.end(PAUSED);
  }
}

/** Starts or goes on. */
export function buildBasis(): void {
  const { head } = fieldStore.getState();
  if (!head || running || basisStore.getState().kind === 'none') return;
  const mine = start();
  running = mine;
  basisStore.setState({ kind: 'running', stage: 'preparing', secondsEach: 0, message: '' });
  const onProgress = Comlink.proxy((stage: BasisStage, extent: BasisExtent, secondsEach: number): void => {
    if (running === mine) basisStore.setState({ stage, ...extent, secondsEach });
  });
  const onCoils = Comlink.proxy((): void => {
    if (running !== mine) return;
    announce(`The live field of ${head.title} is ready for coils`);
    onReady(head);
  });
  mine.during(mine.service.run(plain(head), onProgress, onCoils)).then(
    () => {
      if (running !== mine) return;
      end();
      basisStore.setState({ kind: 'ready' });
      announce(`The live field of ${head.title} is ready`);
      onReady(head);
    },
    (error: unknown) => {
      if (running === mine) fail(messageOf(error));
    },
  );
}

/** Stops for now; what is solved stays. */
export function pauseBasis(): void {
  if (!running) return;
  end();
  basisStore.setState({ kind: 'resting' });
}

function end(): void {
  running?.end(PAUSED);
  running = null;
}

function fail(message: string): void {
  end();
  const full = /quota/i.test(message);
  basisStore.setState({ kind: 'failed', message: full ? 'The browser has no room left for its solutions.' : message });
}

/** What a worker needs of a head. */
const plain = ({ id, title, layers, fieldSurfaces, fromMni, landmarks }: Head): Head => ({
  id,
  title,
  layers,
  fieldSurfaces,
  fromMni,
  landmarks,
});

/** Minutes left, or as long as a solve took elsewhere suggests. */
export function minutesLeft({ work, secondsEach }: BasisBuild, secondsOfSolve: number | null): number | null {
  const each = secondsEach || secondsOfSolve;
  return each ? (work * each) / 60 : null;
}
