import * as Comlink from 'comlink';
import { createStore, useStore } from 'zustand';
import { WorkerLink } from '../engine/worker-link';
import type { Detail, PreparedLayers } from '../formats/prepare-head';
import type { LengthUnit } from '../formats/read-surface';
import { DEFAULT_CONDUCTIVITIES, type Landmarks, type Tissue } from '../model/head';
import { TISSUES } from '../model/tissue-names';
import type { Vec3 } from '../model/vec3';
import { type LandmarkKey, landmarksFault, type ScalpFit } from '../targeting/fit-scalp';
import { scalpPoint } from '../targeting/scalp-index';
import { messageOf } from './error-text';
import { fetchHead } from './head-access';
import type { FoundInfo, HeadImportService, LayerChoice } from './head-import.worker';
import { keepHead, type OwnHead, ownHeadId } from './head-library';
import { chooseHead } from './own-head';
import { announce, appStore, setSession } from './store';

/** What one found surface is taken for. */
export type Assignment = Tissue | 'none';

interface ImportState {
  files: readonly File[];
  title: string;
  found: readonly FoundInfo[];
  /** One a found surface. */
  assigned: readonly Assignment[];
  unit: LengthUnit;
  detail: Detail;
  /** S/m. */
  conductivities: Record<Tissue, number>;
  /** The answer to the choices as they stand; null until they are checked. */
  prepared: PreparedLayers | null;
  /** Where the preview looks for a fault, mm. */
  shownFault: Vec3 | null;
  page: 'layers' | 'landmarks';
  fit: ScalpFit | null;
  /** Placed by hand; the others are the fit's. */
  picked: Partial<Landmarks>;
  /** The landmark that the next click on the scalp places. */
  picking: LandmarkKey | null;
  busy: { what: string; share: number } | null;
  fault: string;
}

const EMPTY: ImportState = {
  files: [],
  title: '',
  found: [],
  assigned: [],
  unit: 'mm',
  detail: 'given',
  conductivities: { ...DEFAULT_CONDUCTIVITIES },
  prepared: null,
  shownFault: null,
  page: 'layers',
  fit: null,
  picked: {},
  picking: null,
  busy: null,
  fault: '',
};

export const importStore = createStore<ImportState>(() => EMPTY);
export const useImport = <T>(select: (state: ImportState) => T): T => useStore(importStore, select);
const set = importStore.setState;

interface Connection {
  link: WorkerLink<HeadImportService>;
  /** Whether it has read the files, and mended them as chosen now. */
  read: boolean;
  prepared: boolean;
}

let connection: Connection | null = null;

function connect(): Connection {
  if (connection) return connection;
  const worker = new Worker(new URL('./head-import.worker.ts', import.meta.url), { type: 'module' });
  const link = new WorkerLink<HeadImportService>(worker, (why) => {
    if (connection?.link === link) connection = null;
    return new Error(`reading the head stopped: ${why}`);
  });
  connection = { link, read: false, prepared: false };
  return connection;
}

const STOPPED = 'stopped';

function disconnect(): void {
  connection?.link.end(new Error(STOPPED));
  connection = null;
}

/** Runs a step in the worker with its progress shown; a fault is shown and ends it. Returns undefined then. */
async function inWorker<T>(
  what: string,
  needsLayers: boolean,
  run: (service: Connection['link']['service'], onProgress: (what: string, share: number) => void) => Promise<T>,
): Promise<T | undefined> {
  set({ busy: { what, share: 0 }, fault: '' });
  let told = 0;
  const onProgress = Comlink.proxy((now: string, share: number): void => {
    if (performance.now() - told < 50) return;
    told = performance.now();
    if (importStore.getState().busy) set({ busy: { what: now, share } });
  });
  try {
    const current = connect();
    const { link } = current;
    if (!current.read) {
      const files = await Promise.all(
        importStore.getState().files.map(async (file) => ({ name: file.name, data: await file.arrayBuffer() })),
      );
      const buffers = files.map(({ data }) => data);
      const found = await link.during(link.service.read(Comlink.transfer(files, buffers), onProgress));
      current.read = true;
      if (importStore.getState().found.length === 0) take(found);
    }
    // One that was ended has a successor that knows nothing of what was mended.
    if (needsLayers && !current.prepared) {
      const { unit, detail } = importStore.getState();
      await link.during(link.service.prepare(choices(), unit, detail, onProgress));
      current.prepared = true;
    }
    return await link.during(run(link.service, onProgress));
  } catch (error) {
    const message = messageOf(error);
    set({ fault: message === STOPPED ? 'Stopped.' : message });
    return undefined;
  } finally {
    set({ busy: null });
  }
}

/** Takes what the files hold, with the choices guessed. */
function take(found: FoundInfo[]): void {
  const many = found.reduce((sum, { triangles }) => sum + triangles, 0) > MANY_TRIANGLES;
  set({
    found,
    assigned: found.map(({ tissue }) => tissue),
    unit: found[0]?.unit ?? 'mm',
    detail: many ? 'light' : 'given',
  });
}

/** A solve of more takes longer than one waits for; fewer are proposed. */
const MANY_TRIANGLES = 140_000;

/** Opens the import with files: they are read, assigned as well as names and tags allow, and checked. */
export async function startHeadImport(files: readonly File[]): Promise<void> {
  disconnect();
  set({ ...EMPTY, files, title: titleOf(files) }, true);
  setSession({ dialog: 'head' });
  await check();
}

const titleOf = (files: readonly File[]): string => (files[0]?.name ?? 'head').replace(/\.[^.]+$/, '').slice(0, 40);

/** Changes choices; what was checked before no longer holds. */
export function choose(change: Partial<Pick<ImportState, 'assigned' | 'unit' | 'detail' | 'conductivities'>>): void {
  if (connection) connection.prepared = false;
  set({ ...change, prepared: null, shownFault: null, fit: null, picked: {}, fault: '' });
}

/** The layers as chosen, outermost first. */
function choices(): LayerChoice[] {
  const { assigned, conductivities } = importStore.getState();
  return TISSUES.flatMap((tissue) => {
    const found = assigned.flatMap((a, k) => (a === tissue ? [k] : []));
    return found.length > 0 ? [{ tissue, found, insideSPerM: conductivities[tissue] }] : [];
  });
}

/** Mends and checks the layers as chosen. */
export async function check(): Promise<void> {
  const prepared = await inWorker('Reading', false, async (service, onProgress) => {
    const layers = choices();
    if (layers.length === 0) throw new Error('Give at least one surface a tissue.');
    const { unit, detail } = importStore.getState();
    return service.prepare(layers, unit, detail, onProgress);
  });
  if (connection) connection.prepared = prepared !== undefined;
  if (prepared) set({ prepared, shownFault: prepared.faults.find(({ atMm }) => atMm)?.atMm ?? null });
}

/** Ends what is being done; the choices stay. */
export const stopImport = disconnect;

/** Goes on to the landmarks: the template's are carried over. */
export async function toLandmarks(): Promise<void> {
  set({ page: 'landmarks' });
  if (!importStore.getState().fit) await fitTemplate();
}

async function fitTemplate(): Promise<void> {
  const { picked } = importStore.getState();
  const found = await inWorker('Fitting the template’s scalp', true, async (service) => {
    const template = await fetchHead('light');
    if (!template.landmarks) throw new Error('the template has no landmarks');
    return service.fit(template.layers[0].surface, template.landmarks, picked);
  });
  if (found) set({ fit: found });
}

/** Places a landmark by hand, on the nearest point of the scalp. */
export function placeLandmark(key: LandmarkKey, mm: Vec3): void {
  const { prepared, picked } = importStore.getState();
  const scalp = prepared?.layers[0]?.surface;
  if (!scalp) return;
  set({ picked: { ...picked, [key]: scalpPoint(scalp, mm) }, picking: null });
}

export const releaseLandmark = (key: LandmarkKey): void =>
  set(({ picked: { [key]: _, ...others } }) => ({ picked: others, picking: null }));

/** The landmarks as they stand. */
export const landmarksNow = ({ fit: found, picked }: Pick<ImportState, 'fit' | 'picked'>): Landmarks | null =>
  found && { ...found.landmarks, ...picked };

/** Puts the head together, keeps it and plans on it. */
export async function finishImport(): Promise<void> {
  const state = importStore.getState();
  const { prepared, title } = state;
  const landmarks = landmarksNow(state);
  const wrong = landmarksFault({ landmarks: landmarks ?? undefined });
  if (!prepared || !landmarks || wrong) {
    set({ fault: wrong ?? 'the layers are not checked yet' });
    return;
  }
  // Landmarks placed by hand say more of the head than the fit knew.
  if (Object.keys(state.picked).length > 0) await fitTemplate();
  const { fit: found } = importStore.getState();
  const id = ownHeadId(prepared);
  const assembled = await inWorker('Placing evaluation points', true, (service, onProgress) =>
    service.assemble(id, title.trim() || 'Own head', landmarks, onProgress),
  );
  if (!assembled || !found) return;
  const head: OwnHead = { ...assembled, sha256: id, landmarks, fromMni: found.fromMni };
  const refused = await keepHead(head);
  // A plan that names this head already keeps its places.
  if (appStore.getState().plan.head !== id) chooseHead(head);
  setSession({ dialog: 'none' });
  announce(
    refused
      ? `${head.title} is shown, but ${refused}: it is gone when the page is closed`
      : `${head.title} is on the stage`,
  );
}

/** Closing the dialogue ends it all. */
appStore.subscribe((now, before) => {
  if (before.session.dialog !== 'head' || now.session.dialog === 'head') return;
  disconnect();
  set(EMPTY, true);
});
