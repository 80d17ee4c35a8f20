import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { FieldSurface, Landmarks, Layer } from '../model/head';
import type { View } from './view';

/** What the browser keeps of a session: the state as a link has it, and the reader's own theme. */
export interface StoredSession {
  hash: string;
  theme: View['theme'];
  /** Of the list of sessions; absent in what an earlier version of the page kept. */
  id?: string;
}

/** A session one can return to. */
export interface KeptSession {
  hash: string;
  title: string;
  /** Milliseconds since 1970. */
  savedAt: number;
}

/** A coil's file as it was opened; it is read again with each visit. */
export interface StoredCoilFile {
  name: string;
  bytes: Uint8Array;
}

/** A user's head as it was put together; what follows from it is computed again. */
export interface StoredHead {
  title: string;
  layers: Layer[];
  /** The layer each field surface is, and its points. */
  fieldSurfaces: { id: FieldSurface['id']; layer: number; pointsMm: Float32Array }[];
  landmarks: Landmarks;
  fromMni: number[];
}

interface Stores extends DBSchema {
  session: { key: string; value: StoredSession };
  recent: { key: string; value: KeptSession };
  coils: { key: string; value: StoredCoilFile };
  heads: { key: string; value: StoredHead };
  /** Titles of the heads, which are read without them. */
  headTitles: { key: string; value: string };
  /** Live bases by head. */
  bases: { key: string; value: ArrayBuffer };
  /** Solutions for a basis that is being made, by head and number. */
  solutions: { key: [head: string, source: number]; value: Float32Array[] };
}

const VERSION = 4;
/** A browser that does not answer for its storage is not waited for longer, ms. */
const PATIENCE_MS = 1500;

const STORES = ['session', 'recent', 'coils', 'heads', 'headTitles', 'bases', 'solutions'] as const;

let open: Promise<IDBPDatabase<Stores>> | null = null;

/** The page's own database. Rejects where the browser refuses one, as some do in private windows. */
export function database(): Promise<IDBPDatabase<Stores>> {
  open ??= Promise.race([connect(), silence()]).catch((error: unknown) => {
    open = null;
    throw error;
  });
  return open;
}

const silence = (): Promise<never> =>
  new Promise((_, reject) => {
    setTimeout(() => reject(new Error('the browser does not answer for its storage')), PATIENCE_MS);
  });

async function connect(): Promise<IDBPDatabase<Stores>> {
  return openDB<Stores>('coilscope', VERSION, {
    upgrade(db) {
      for (const name of STORES) {
        if (!db.objectStoreNames.contains(name)) db.createObjectStore(name);
      }
    },
    // A newer version of the page in another tab waits for this one to let go.
    blocking: (_now, _wanted, event) => {
      (event.target as IDBDatabase).close();
      open = null;
    },
    terminated: () => {
      open = null;
    },
  });
}
