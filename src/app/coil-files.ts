import type { Coil } from '../model/coil';
import { assumedCasing } from '../model/coils/assumed-casing';
import { bytesHash } from '../model/word-hash';
import { coilLibrary } from './coil-library';
import { database } from './database';
import { noteStorage } from './storage-state';

const ID = /^file-[0-9a-f]{16}/;

/** The id of a file's k-th coil: by its content, so that a link and a session name the same coil wherever it is opened. */
const coilId = (hash: string, k: number, count: number): string => `file-${hash}${count > 1 ? `-${k + 1}` : ''}`;

/** Whether a coil with this id comes from a file. */
export const isCoilFileId = (id: string): boolean => ID.test(id);

async function readCoilFile(bytes: Uint8Array, name: string): Promise<Coil[]> {
  const { readCoils } = await import('../formats/read-coil');
  const hash = bytesHash(bytes);
  return readCoils(bytes, name).map((coil, k, all) => ({
    ...coil,
    id: coilId(hash, k, all.length),
    casing: coil.casing ?? assumedCasing(coil),
    source: coil.casing ? name : `${name}; casing assumed: the outline of its sources`,
  }));
}

function offer(coils: readonly Coil[]): void {
  const { opened, complete } = coilLibrary.getState();
  coilLibrary.setState({ opened: new Map([...opened, ...coils.map((c) => [c.id, c] as const)]), complete });
}

/**
 * Takes a coil's file into the library and keeps it for later visits. Returns its coils, and whether the browser keeps the file.
 * Throws FormatError, and then nothing has changed.
 */
export async function addCoilFile(bytes: Uint8Array, name: string): Promise<{ coils: Coil[]; kept: boolean }> {
  const coils = await readCoilFile(bytes, name);
  offer(coils);
  try {
    await (await database()).put('coils', { name, bytes }, bytesHash(bytes));
    noteStorage();
    return { coils, kept: true };
  } catch (error) {
    noteStorage(error);
    return { coils, kept: false };
  }
}

/** Takes the files of earlier visits into the library again. One that no longer reads costs only itself. */
export async function restoreCoilFiles(): Promise<void> {
  try {
    for (const { name, bytes } of await (await database()).getAll('coils')) {
      await readCoilFile(bytes, name).then(offer, () => undefined);
    }
  } catch {
    // No database: there is nothing to restore.
  }
  coilLibrary.setState({ complete: true });
}
