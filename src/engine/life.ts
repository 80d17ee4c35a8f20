/**
 * The life of a worker, for those who wait for its answers. A race with one promise of its death would be remembered by that promise,
 * answer and all, for as long as the worker lives; this forgets what has been answered.
 */
export class Life {
  private readonly waiting = new Set<(reason: Error) => void>();
  private reason: Error | null = null;

  /** Settles as `work` does, or rejects when this ends first. */
  async during<T>(work: Promise<T>): Promise<T> {
    if (this.reason) throw this.reason;
    return new Promise<T>((resolve, reject) => {
      this.waiting.add(reject);
      work.then(resolve, reject).finally(() => this.waiting.delete(reject));
    });
  }

  get ended(): boolean {
    return this.reason !== null;
  }

  /** Rejects what is waited for and what will be. The first reason stands. */
  end(reason: Error): void {
    this.reason ??= reason;
    for (const reject of this.waiting) reject(this.reason);
    this.waiting.clear();
  }
}
