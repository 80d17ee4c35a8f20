import * as Comlink from 'comlink';
import { Life } from './life';
import { watchLife } from './worker-life';

/** What every service in a worker has beside its own work: see `holdLife`. */
interface Living {
  holdLife(lock: string): Promise<void>;
}

/** A worker, what it serves, and an end of both that nobody waits beyond. */
export class WorkerLink<S extends Living> {
  readonly service: Comlink.Remote<S>;
  private readonly life = new Life();

  /** @param onDeath called once when the worker failed or the browser ended it; answers with the reason given to all who wait */
  constructor(
    private readonly worker: Worker,
    onDeath: (why: string) => Error,
  ) {
    const living = Comlink.wrap<Living>(worker);
    this.service = living as unknown as Comlink.Remote<S>;
    watchLife(
      worker,
      (lock) => living.holdLife(lock),
      (why) => {
        if (!this.life.ended) this.end(onDeath(why));
      },
    );
  }

  /** Settles as `work` (an answer of the service) does, or rejects when the worker ends first. */
  during<T>(work: Promise<T>): Promise<T> {
    return this.life.during(work);
  }

  /** Ends the worker at once: what is waited for, and what will be, rejects with the reason. */
  end(reason: Error): void {
    this.worker.terminate();
    this.life.end(reason);
  }
}
