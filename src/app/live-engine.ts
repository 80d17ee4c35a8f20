import * as Comlink from 'comlink';
import { createStore } from 'zustand/vanilla';
import type { NamedElectrode } from '../engine/lead-weights';
import { frameLength } from '../engine/packed-frame';
import { WorkerLink } from '../engine/worker-link';
import type { Coil } from '../model/coil';
import type { Head } from '../model/head';
import { headHash } from '../model/head-hash';
import type { Pose } from '../model/pose';
import type { CoilSeat } from '../targeting/coil-pose';
import type { SearchBounds } from '../targeting/placement-search';
import type { PlacementError } from '../targeting/placement-spread';
import { messageOf } from './error-text';
import { fetchBytes } from './fetch-bytes';
import type { FieldFrame } from './field-store';
import { FrameChannel, type WantedFrame } from './frame-channel';
import type { LiveService, WantedField } from './live.worker';
import { frameOver } from './live-frame';

/** 'absent': this head has no basis, and fields are solved for when the coil rests. */
export type LiveState =
  | { kind: 'absent' }
  | { kind: 'loading'; fraction: number }
  | { kind: 'ready' }
  | { kind: 'failed'; message: string };

export const liveStore = createStore<LiveState>(() => ({ kind: 'absent' }));

interface Connection {
  head: Head;
  link: WorkerLink<LiveService>;
  frames: FrameChannel;
}

/**
 * The live field of the head on the stage. Frames come at pointer rate without making garbage: two sets of arrays take turns, so a
 * live frame's numbers are overwritten by the frame after the next.
 */
export class LiveEngine {
  private connection: Connection | null = null;
  private loading: AbortController | null = null;
  private coil: Coil | null = null;
  private coilReady: Promise<void> = Promise.resolve();
  private sets: [Float32Array, Float32Array] = [new Float32Array(0), new Float32Array(0)];
  private turn = 0;
  /** Whose worker has died once. */
  private restarted: Head | null = null;

  /** Whether frames of this head are to be had now. */
  serves(head: Head): boolean {
    return this.connection?.head === head && liveStore.getState().kind === 'ready';
  }

  /** Takes up the basis that belongs to `head`, fetched first where its address is given; null when there is none. */
  async load(head: Head, source: string | ArrayBuffer | null): Promise<void> {
    this.stop();
    liveStore.setState({ kind: 'absent' }, true);
    if (!source) return;
    const loading = new AbortController();
    this.loading = loading;
    let connection: Connection | null = null;
    try {
      const name = typeof source === 'string' ? (source.split('/').pop() ?? source) : 'the basis of this head';
      const basis = await bytesOf(source, name, loading.signal);
      connection = connect(head, (reason) => {
        if (connection && this.connection === connection) this.died(reason, source);
      });
      const hash = await loadBasis(connection, basis, name);
      loading.signal.throwIfAborted();
      if (hash !== headHash(head)) throw new Error(`${name} belongs to another head; build it again`);
      this.connection = connection;
      const length = frameLength(head.fieldSurfaces);
      this.sets = [new Float32Array(length), new Float32Array(length)];
      liveStore.setState({ kind: 'ready' }, true);
    } catch (error) {
      if (connection) end(connection);
      if (!loading.signal.aborted) liveStore.setState({ kind: 'failed', message: messageOf(error) }, true);
    }
  }

  /** The first time on a head another worker takes the place of one that died, unasked; then it is told. */
  private died(reason: Error, source: string | ArrayBuffer): void {
    const head = this.connection?.head;
    this.connection = null;
    if (head && this.restarted !== head) {
      this.restarted = head;
      void this.load(head, source);
    } else liveStore.setState({ kind: 'failed', message: messageOf(reason) }, true);
  }

  /** The frame of a coil at a pose, for 1 A/us; null when the head changed meanwhile. */
  async coilFrame(coil: Coil, pose: Pose): Promise<FieldFrame | null> {
    const connection = await this.withCoil(coil);
    return connection && this.frame(connection, { coilId: coil.id, pose }, 'tms');
  }

  /** The frame of a montage of equal discs; null where the basis does not cover it. */
  async montageFrame(montage: NamedElectrode[], radiusMm: number): Promise<FieldFrame | null> {
    const { connection } = this;
    return connection && this.frame(connection, { montage, radiusMm }, 'tdcs');
  }

  private async frame(
    { head, frames }: Connection,
    wanted: WantedFrame,
    source: FieldFrame['source'],
  ): Promise<FieldFrame | null> {
    const answer = await frames.ask(wanted);
    if (!answer || this.connection?.frames !== frames) return null;
    this.turn = 1 - this.turn;
    const data = this.sets[this.turn];
    data.set(answer.data);
    frames.giveBack(answer);
    return frameOver(data, head, answer.figures, source);
  }

  /** The best placement of a coil for a goal; null when the head has no live field. */
  async search(
    coil: Coil,
    wanted: WantedField,
    bounds: SearchBounds,
    error: PlacementError,
    onProgress: (share: number) => void,
  ) {
    const connection = await this.withCoil(coil);
    if (!connection) return null;
    const { link } = connection;
    return link.during(link.service.search(wanted, bounds, error, Comlink.proxy(onProgress)));
  }

  /** What a goal gets from a coil where it lies, and what missing that place costs. */
  async judge(coil: Coil, wanted: WantedField, pose: Pose, seat: CoilSeat, error: PlacementError) {
    const connection = await this.withCoil(coil);
    if (!connection) return null;
    const { link } = connection;
    return link.during(link.service.judge(wanted, pose, seat, error));
  }

  stopSearch(): void {
    this.connection?.link.service.stopSearch().catch(() => undefined);
  }

  /** Ends the worker and whatever is being fetched. */
  stop(): void {
    this.loading?.abort();
    if (this.connection) end(this.connection);
    this.connection = null;
    this.coil = null;
  }

  private async withCoil(coil: Coil): Promise<Connection | null> {
    const { connection } = this;
    if (!connection) return null;
    if (this.coil !== coil) {
      this.coil = coil;
      this.coilReady = connection.link.during(connection.link.service.setCoil(coil));
    }
    await this.coilReady;
    return this.connection === connection && this.coil === coil ? connection : null;
  }
}

/** What `source` holds, to be given away. */
async function bytesOf(source: string | ArrayBuffer, name: string, signal: AbortSignal): Promise<ArrayBuffer> {
  if (typeof source !== 'string') return source.slice(0);
  const onProgress = (fraction: number): void => liveStore.setState({ kind: 'loading', fraction }, true);
  return fetchBytes(source, name, { signal, onProgress });
}

/** Gives the worker a basis and the head; returns the hash of the head that the basis is for. */
function loadBasis({ head, link }: Connection, basis: ArrayBuffer, name: string): Promise<string> {
  const surfaces = head.fieldSurfaces.map(({ id, surface, pointsMm, normals }) => ({ id, surface, pointsMm, normals }));
  return link.during(link.service.load(Comlink.transfer(basis, [basis]), name, surfaces, head.layers[0].surface));
}

function connect(head: Head, onDeath: (reason: Error) => void): Connection {
  const worker = new Worker(new URL('./live.worker.ts', import.meta.url), { type: 'module' });
  const { port1: port, port2: farPort } = new MessageChannel();
  const frames = new FrameChannel(port);
  const link = new WorkerLink<LiveService>(worker, (why) => {
    const reason = new Error(`the live field stopped: ${why}`);
    frames.end();
    onDeath(reason);
    return reason;
  });
  // One that has ended answers nobody.
  link.during(link.service.openFrames(Comlink.transfer(farPort, [farPort]))).catch(() => undefined);
  return { head, link, frames };
}

/** Whoever still waits for an answer is told. */
function end({ link, frames }: Connection): void {
  frames.end();
  link.end(new DOMException('another head has come on the stage', 'AbortError'));
}
