import { type ChildProcess, fork } from 'node:child_process';
import type { FromWorker, ToWorker, WorkerSetup } from './messages';
import type { PlannedJob } from './plan';

/** Deals jobs out so that a worker stays with its head as long as it has jobs. */
export class HeadQueue {
  private readonly groups = new Map<string, PlannedJob[]>();
  private readonly taken = new Set<string>();

  constructor(jobs: readonly PlannedJob[]) {
    for (const job of jobs) {
      const group = this.groups.get(job.headKey);
      if (group) group.push(job);
      else this.groups.set(job.headKey, [job]);
    }
  }

  /** The next job for a worker that holds the head `current`: of that head, of a head nobody has, of the longest list. */
  next(current?: string): PlannedJob | undefined {
    const rest = [...this.groups].filter(([, jobs]) => jobs.length > 0);
    const own = rest.find(([key]) => key === current);
    const fresh = rest.find(([key]) => !this.taken.has(key));
    const [longest] = [...rest].sort((a, b) => b[1].length - a[1].length);
    const [key, jobs] = own ?? fresh ?? longest ?? [];
    if (key === undefined || jobs === undefined) return undefined;
    this.taken.add(key);
    return jobs.shift();
  }
}

export interface PoolEvents {
  onDone(id: string, prepareSeconds: number): void;
  onFailed(id: string, error: string): void;
}

/**
 * Runs jobs in `workers` processes started from `entry` (the command itself). A worker that dies fails the job it had and
 * is replaced. Resolves when every job is answered, or at once when `signal` aborts.
 */
export function runPool(
  jobs: readonly PlannedJob[],
  { workers, entry, setup, signal }: { workers: number; entry: string; setup: WorkerSetup; signal?: AbortSignal },
  events: PoolEvents,
): Promise<void> {
  const queue = new HeadQueue(jobs);
  const children = new Set<ChildProcess>();
  let unanswered = jobs.length;
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void): void => {
      for (const child of children) child.kill();
      settle();
    };
    signal?.addEventListener('abort', () => finish(resolve), { once: true });
    const answered = (): void => {
      unanswered--;
      if (unanswered === 0) finish(resolve);
    };
    const start = (): void => {
      const child = fork(entry, ['batch-worker'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
      children.add(child);
      let [current, ready]: [PlannedJob | undefined, boolean] = [undefined, false];
      const tell = (message: ToWorker): void => {
        // Sent to a worker that has just died: its end is dealt with where it is heard of.
        child.send(message, () => {});
      };
      const deal = (): void => {
        current = queue.next(current?.headKey);
        if (current) tell({ kind: 'job', job: current });
        else child.disconnect();
      };
      child.on('message', (message: FromWorker) => {
        if (message.kind === 'ready') ready = true;
        else if (message.kind === 'done') events.onDone(message.id, message.prepareSeconds);
        else events.onFailed(message.id, message.error);
        // The next job is on its way before the books are closed on this one.
        const closes = message.kind !== 'ready';
        deal();
        if (closes) answered();
      });
      child.on('error', (error) => finish(() => reject(error)));
      child.on('exit', (code, killed) => {
        children.delete(child);
        if (signal?.aborted || unanswered === 0) return;
        if (!ready) finish(() => reject(new Error(`a worker of the batch did not start (${killed ?? code})`)));
        else if (current) {
          events.onFailed(current.id, `its worker ended (${killed ?? `status ${code}`}); out of memory?`);
          start();
          answered();
        }
      });
      tell(setup);
    };
    if (unanswered === 0) resolve();
    for (let w = 0; w < Math.min(workers, unanswered); w++) start();
  });
}
