import * as Comlink from 'comlink';
import type { Coil } from '../model/coil';
import type { Layer } from '../model/head';
import type { Pose } from '../model/pose';
import type { FieldService } from './field.worker';
import type {
  FieldEngine,
  PrepareOptions,
  PrepareReport,
  Progress,
  Solution,
  SolveOptions,
  SolveRequest,
  Source,
} from './protocol';
import { WorkerLink } from './worker-link';

/** The engine's worker is gone; the next call starts another and gives it the head again. */
export class EngineDied extends Error {
  override name = 'EngineDied';
}

/** The field engine in a worker. */
export interface EngineClient extends FieldEngine {
  /** Ends the worker at once; running calls reject with EngineDied. */
  stop(): void;
}

/** The client of an engine whose worker starts with the first call. */
export function startEngine(): EngineClient {
  return new WorkerEngine();
}

interface Connection {
  link: WorkerLink<FieldService>;
  /** Whether this worker holds the head that `WorkerEngine.head` names. */
  headReady: boolean;
}

class WorkerEngine implements EngineClient {
  private connection: Connection | null = null;
  private head: { layers: Layer[]; options?: PrepareOptions } | null = null;
  private calls = 0;

  prepare(
    layers: Layer[],
    onProgress?: (p: Progress) => void,
    signal?: AbortSignal,
    options?: PrepareOptions,
  ): Promise<PrepareReport> {
    this.head = { layers, options };
    const connection = this.connect();
    connection.headReady = false;
    return this.call(connection, signal, async (call) => {
      const report = await connection.link.service.prepare(call, layers, options, Comlink.proxy(onProgress ?? ignore));
      connection.headReady = true;
      return report;
    });
  }

  async solve(
    source: Source,
    pointsMm: Float32Array[],
    options?: SolveOptions,
    onProgress?: (p: Progress) => void,
    signal?: AbortSignal,
  ): Promise<Solution> {
    const connection = await this.withHead(onProgress, signal);
    return this.call(connection, signal, (call) =>
      connection.link.service.solve(call, source, pointsMm, options, Comlink.proxy(onProgress ?? ignore)),
    );
  }

  async solveAll(
    asked: readonly SolveRequest[],
    options?: SolveOptions,
    onProgress?: (p: Progress) => void,
    signal?: AbortSignal,
  ): Promise<Solution[]> {
    const connection = await this.withHead(onProgress, signal);
    return this.call(connection, signal, (call) =>
      connection.link.service.solveAll(call, asked, options, Comlink.proxy(onProgress ?? ignore)),
    );
  }

  /** A connection whose worker holds the head: a new one after a death knows none yet. */
  private async withHead(onProgress?: (p: Progress) => void, signal?: AbortSignal): Promise<Connection> {
    const connection = this.connect();
    if (!connection.headReady && this.head) {
      await this.prepare(this.head.layers, onProgress, signal, this.head.options);
    }
    return connection;
  }

  primary(coil: Coil, pose: Pose, didtAPerS: number, pointsMm: Float32Array): Promise<Float32Array> {
    const connection = this.connect();
    return this.call(connection, undefined, () => connection.link.service.primary(coil, pose, didtAPerS, pointsMm));
  }

  stop(): void {
    this.connection?.link.end(new EngineDied('the field engine was stopped'));
    this.connection = null;
  }

  private connect(): Connection {
    if (this.connection) return this.connection;
    const worker = new Worker(new URL('./field.worker.ts', import.meta.url), { type: 'module' });
    const link = new WorkerLink<FieldService>(worker, (why) => {
      if (this.connection?.link === link) this.connection = null;
      return new EngineDied(`the field engine stopped: ${why}`);
    });
    this.connection = { link, headReady: false };
    return this.connection;
  }

  private async call<T>(
    { link }: Connection,
    signal: AbortSignal | undefined,
    run: (call: number) => Promise<T>,
  ): Promise<T> {
    signal?.throwIfAborted();
    this.calls += 1;
    const call = this.calls;
    const cancel = (): void => {
      link.service.cancel(call).catch(ignore);
    };
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await link.during(run(call));
    } catch (error) {
      // an error loses its class on its way out of a worker
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }
}

function ignore(): void {}
