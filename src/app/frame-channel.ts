import type { NamedElectrode } from '../engine/lead-weights';
import type { Pose } from '../model/pose';
import type { FrameFigures } from './field-frame';

/** The field of a coil at a pose, or of a montage of equal discs. */
export type WantedFrame = { coilId: string; pose: Pose } | { montage: NamedElectrode[]; radiusMm: number };

/** What goes to the worker, with memory for its answer. */
export interface FrameRequest {
  wanted: WantedFrame;
  space: ArrayBuffer | null;
}

/** A packed frame (see engine/packed-frame.ts) and the figures of its surfaces. */
export interface SentFrame {
  data: Float32Array<ArrayBuffer>;
  figures: FrameFigures[];
}

/** Null where there is no such field: the basis does not cover it, or the worker has another coil by now. */
export type FrameAnswer = SentFrame | null;

/**
 * The page's end of the way that live frames come, at pointer rate: bare messages over a port, answered in turn, and memory that goes
 * to and fro. What Comlink makes for each call (a promise, an id, a listener) would be a quarter of all that a drag leaves behind.
 */
export class FrameChannel {
  private readonly waiting: ((answer: FrameAnswer) => void)[] = [];
  private space: ArrayBuffer | null = null;
  private ended = false;

  constructor(private readonly port: MessagePort) {
    port.onmessage = ({ data }: MessageEvent<FrameAnswer>) => this.waiting.shift()?.(data);
  }

  /** Resolves with null too when the channel ends first. */
  ask(wanted: WantedFrame): Promise<FrameAnswer> {
    if (this.ended) return Promise.resolve(null);
    const request: FrameRequest = { wanted, space: this.space };
    this.port.postMessage(request, this.space ? [this.space] : []);
    this.space = null;
    return new Promise((answer) => this.waiting.push(answer));
  }

  /** Gives the memory of an answer back, when its numbers have been taken out. */
  giveBack({ data }: SentFrame): void {
    this.space = data.buffer;
  }

  end(): void {
    this.ended = true;
    this.port.close();
    for (const answer of this.waiting.splice(0)) answer(null);
  }
}

/** The worker's end: sends what `frame` gives for each request. */
export function serveFrames(port: MessagePort, frame: (request: FrameRequest) => FrameAnswer): void {
  port.onmessage = ({ data }: MessageEvent<FrameRequest>) => {
    const answer = frame(data);
    port.postMessage(answer, answer ? [answer.data.buffer] : []);
  };
}
