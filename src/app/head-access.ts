import fullUrl from '../../meshes/colin27/full.glb?url';
import manifestUrl from '../../meshes/colin27/head.json?url';
import lightUrl from '../../meshes/colin27/light.glb?url';
import liveUrl from '../../meshes/colin27/live.safetensors?url';
import imageUrl from '../../meshes/colin27/t1.nii.gz?url';
import { loadBundledHead } from '../formats/bundled-head';
import type { NiftiImage } from '../formats/nifti-read';
import type { Head } from '../model/head';
import { database } from './database';
import { fetchBytes } from './fetch-bytes';
import { BUNDLED_HEAD, findHead } from './head-library';
import type { Plan } from './plan';

const URLS: Record<string, string> = {
  'head.json': manifestUrl,
  'full.glb': fullUrl,
  'light.glb': lightUrl,
  't1.nii.gz': imageUrl,
};

/** The image a head was made from, from this page's own origin; null for a head without one. */
export async function fetchImage(head: Head): Promise<NiftiImage | null> {
  if (!hasHeadImage(head)) return null;
  const { loadBundledImage } = await import('../formats/bundled-image');
  return loadBundledImage((name) => fetchBytes(URLS[name], name, { asItIs: true }));
}

const BUNDLED_ID = 'colin27';
export const hasHeadImage = (head: Head): boolean => head.id === BUNDLED_ID;

/** The live field's basis of a plan's head: where it is, itself, or null. The light bundled head has none. */
export async function basisOf({ head, detail }: Pick<Plan, 'head' | 'detail'>): Promise<string | ArrayBuffer | null> {
  if (head === BUNDLED_HEAD) return detail === 'full' ? liveUrl : null;
  try {
    return (await (await database()).get('bases', head)) ?? null;
  } catch {
    return null;
  }
}

/** The head a plan is on; null for a user's own that is not in this browser. */
export const headOfPlan = ({ head, detail }: Pick<Plan, 'head' | 'detail'>): Promise<Head | null> =>
  head === BUNDLED_HEAD ? fetchHead(detail) : findHead(head);

/** Fetches the bundled head from this page's own origin. Throws one line that says which file failed and how. */
export function fetchHead(detail: 'full' | 'light'): Promise<Head> {
  return loadBundledHead((name) => fetchBytes(URLS[name], name), detail);
}
