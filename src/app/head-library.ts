import { createStore, useStore } from 'zustand';
import type { Head, Landmarks } from '../model/head';
import { headHash } from '../model/head-hash';
import { vertexNormals } from '../model/surface';
import { database, type StoredHead } from './database';
import { messageOf } from './error-text';

/** The id of the bundled head; a user's own has its hash for one. */
export const BUNDLED_HEAD = 'colin27';

/** A user's head: what the page plans on, with all it needs for that. */
export interface OwnHead extends Head {
  landmarks: Landmarks;
  fromMni: number[];
}

interface HeadLibrary {
  /** Titles by id, those of earlier visits included. */
  titles: ReadonlyMap<string, string>;
}

export const headLibrary = createStore<HeadLibrary>(() => ({ titles: new Map() }));
export const useHeads = <T>(select: (state: HeadLibrary) => T): T => useStore(headLibrary, select);

/** Those of this visit, which the browser may refuse to keep. */
const atHand = new Map<string, OwnHead>();

const offer = (titles: Iterable<readonly [string, string]>): void =>
  headLibrary.setState((s) => ({ titles: new Map([...s.titles, ...titles]) }));

/** The id of a head: of its layers alone, so that the same files give it anywhere. */
export const ownHeadId = (head: Pick<Head, 'layers'>): string =>
  headHash({ id: '', title: '', layers: head.layers, fieldSurfaces: [] });

/** Takes a head into the library; null when the browser keeps it, else why it does not. */
export async function keepHead(head: OwnHead): Promise<string | null> {
  atHand.set(head.id, head);
  offer([[head.id, head.title]]);
  const { title, layers, landmarks, fromMni } = head;
  const stored: StoredHead = {
    title,
    layers,
    landmarks,
    fromMni,
    fieldSurfaces: head.fieldSurfaces.map(({ id, surface, pointsMm }) => ({
      id,
      layer: layers.findIndex((layer) => layer.surface === surface),
      pointsMm,
    })),
  };
  try {
    const before = await (await database()).get('heads', head.id);
    if (before && !samePlaces(before, head)) await forgetBasis(head.id);
    const write = (await database()).transaction(['heads', 'headTitles'], 'readwrite');
    await Promise.all([
      write.objectStore('heads').put(stored, head.id),
      write.objectStore('headTitles').put(title, head.id),
      write.done,
    ]);
    return null;
  } catch (error) {
    const full = error instanceof DOMException && error.name === 'QuotaExceededError';
    return full ? 'the browser has no room left for it' : `the browser does not store it (${messageOf(error)})`;
  }
}

/** Whether the positions that follow from landmarks, and so the sources of a live basis, are the same. */
const samePlaces = (a: Pick<StoredHead, 'landmarks' | 'fromMni'>, b: typeof a): boolean =>
  JSON.stringify([a.landmarks, a.fromMni]) === JSON.stringify([b.landmarks, b.fromMni]);

/** A head of this or an earlier visit; null where this browser has none such. */
export async function findHead(id: string): Promise<OwnHead | null> {
  const known = atHand.get(id);
  if (known) return known;
  const stored = await (await database()).get('heads', id).catch(() => undefined);
  if (!stored) return null;
  const head: OwnHead = {
    ...stored,
    id,
    sha256: id,
    fieldSurfaces: stored.fieldSurfaces.map(({ id: shown, layer, pointsMm }) => {
      const { surface } = stored.layers[layer];
      return { id: shown, surface, pointsMm, normals: vertexNormals(surface) };
    }),
  };
  atHand.set(id, head);
  return head;
}

/** Looks up the heads of earlier visits. Without a database there are none. */
export async function restoreHeadTitles(): Promise<void> {
  try {
    const read = (await database()).transaction('headTitles');
    const [ids, titles] = await Promise.all([read.store.getAllKeys(), read.store.getAll()]);
    offer(ids.map((id, k) => [id, titles[k]] as const));
  } catch {
    // Nothing was kept.
  }
}

/** Takes a head out of the library for good, with what was computed for it. */
export async function forgetHead(id: string): Promise<void> {
  atHand.delete(id);
  headLibrary.setState((s) => ({ titles: new Map([...s.titles].filter(([known]) => known !== id)) }));
  try {
    await forgetBasis(id);
    const write = (await database()).transaction(['heads', 'headTitles'], 'readwrite');
    await Promise.all([write.objectStore('heads').delete(id), write.objectStore('headTitles').delete(id), write.done]);
  } catch {
    // Without a database there is nothing to delete.
  }
}

/** Takes away what was computed for the live field of a head. */
async function forgetBasis(id: string): Promise<void> {
  const write = (await database()).transaction(['bases', 'solutions'], 'readwrite');
  await Promise.all([
    write.objectStore('bases').delete(id),
    write.objectStore('solutions').delete(IDBKeyRange.bound([id, 0], [id, Infinity])),
    write.done,
  ]);
}
