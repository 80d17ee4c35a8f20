/**
 * How one notices that a worker is gone. An error in it is told; that it was ended for want of memory, or closed, is told by
 * nobody: but a lock it held all its life is then free (Web Locks, where the page is served securely).
 */

/** In the worker: holds the lock `name` as long as the worker lives. */
export function holdLife(name: string): Promise<void> {
  return new Promise((held) => {
    void navigator.locks.request(name, () => {
      held();
      return new Promise<never>(() => undefined);
    });
  });
}

let count = 0;

/** In the page: calls `onDeath` when `worker` has failed or is gone; `hold` has the worker hold the lock it is given. */
export function watchLife(worker: Worker, hold: (lock: string) => Promise<void>, onDeath: (why: string) => void): void {
  worker.onerror = (event) => onDeath(event.message || 'its worker failed');
  if (!('locks' in navigator)) return;
  count += 1;
  const lock = `coilscope worker ${performance.timeOrigin} ${count}`;
  hold(lock).then(
    () => navigator.locks.request(lock, () => onDeath('the browser ended its worker; is there too little memory?')),
    () => undefined,
  );
}
