import { createStore, useStore } from 'zustand';
import type { NiftiImage } from '../formats/nifti-read';
import type { Head } from '../model/head';
import { messageOf } from './error-text';
import { fetchImage } from './head-access';

/** The image a head was made from; asked for when someone wants to see it, and not before. */
type ImageState =
  | { kind: 'none' }
  | { kind: 'loading' }
  | { kind: 'ready'; headId: string; image: NiftiImage }
  | { kind: 'failed'; message: string };

export const imageStore = createStore<ImageState>(() => ({ kind: 'none' }));
export const useImage = <T>(select: (state: ImageState) => T): T => useStore(imageStore, select);

/** The image of `head` when it is there. */
export const imageOf = (state: ImageState, head: Head | null): NiftiImage | null =>
  state.kind === 'ready' && state.headId === head?.id ? state.image : null;

/** Fetches the image of a head once; heads without one stay without. */
export async function loadImage(head: Head): Promise<void> {
  const now = imageStore.getState();
  if (now.kind === 'loading' || imageOf(now, head)) return;
  imageStore.setState({ kind: 'loading' }, true);
  try {
    const image = await fetchImage(head);
    imageStore.setState(image ? { kind: 'ready', headId: head.id, image } : { kind: 'none' }, true);
  } catch (error) {
    imageStore.setState({ kind: 'failed', message: messageOf(error) }, true);
  }
}
