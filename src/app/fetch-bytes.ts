import { isGzip } from '../formats/inflate';

/** Between two reports of progress: a share of the whole. */
const TOLD_SHARE = 0.01;

interface FetchWishes {
  /** Leaves gzip data packed. */
  asItIs?: boolean;
  signal?: AbortSignal;
  /** Hears the share that has come: 0 throughout where the server does not say how much there is. */
  onProgress?: (fraction: number) => void;
}

/**
 * The bytes at `url`; gzip data is unpacked while it arrives. Rejects with one line that says of `name` whether it could not
 * be reached or how the server answered.
 */
export async function fetchBytes(
  url: string,
  name: string,
  { asItIs = false, signal, onProgress = () => {} }: FetchWishes = {},
): Promise<ArrayBuffer> {
  onProgress(0);
  const response = await fetch(url, { signal }).catch((cause: unknown) => {
    throw new Error(`${name}: could not be fetched (${cause instanceof Error ? cause.message : 'network'})`);
  });
  if (!response.ok || !response.body) throw new Error(`${name}: the server answered ${response.status}`);
  if (asItIs) return response.arrayBuffer();
  const total = Number(response.headers.get('content-length')) || 0;
  const reader = response.body.getReader();
  let length = 0;
  let told = 0;
  const next = async (): Promise<Uint8Array<ArrayBuffer> | undefined> => {
    const { value } = await reader.read();
    length += value?.length ?? 0;
    const fraction = total > 0 ? Math.min(1, length / total) : 0;
    if (fraction - told >= TOLD_SHARE) {
      told = fraction;
      onProgress(fraction);
    }
    return value;
  };
  const first = await next();
  const bytes = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      if (first) controller.enqueue(first);
    },
    async pull(controller) {
      const piece = await next();
      if (piece) controller.enqueue(piece);
      else controller.close();
    },
  });
  const unpacked = first && isGzip(first) ? bytes.pipeThrough(new DecompressionStream('gzip')) : bytes;
  return new Response(unpacked).arrayBuffer();
}
