import { isFreeSurferSurface } from '../formats/freesurfer';
import { addCoilFile } from './coil-files';
import { messageOf } from './error-text';
import { type Opened, openedStore } from './opened';
import { placePose } from './pose-file';
import { openSession } from './session';
import { setPlan } from './store';

const MB = 2 ** 20;

/** A kind of file that can be opened: dropped on the page or chosen with a button. */
export interface Opener {
  /** As the drop area and the messages name it. */
  title: string;
  /** What such files are called, for the reader. */
  endings: string;
  maxBytes: number;
  /** Whether `file` is of this kind; the first opener that says so gets it. */
  claims(file: File): boolean | Promise<boolean>;
  /** Opens all files of this kind that came together; says of each what came of it. */
  open(files: readonly File[]): Promise<Opened[]>;
}

const endsWith = (file: File, ...endings: readonly string[]): boolean =>
  endings.some((e) => file.name.toLowerCase().endsWith(e));

/** An opener's `open` for files that stand alone: `take` returns what came of it, or throws one line. */
const eachAlone =
  (take: (data: ArrayBuffer, name: string) => Promise<string> | string): Opener['open'] =>
  async (files) => {
    const out: Opened[] = [];
    for (const file of files) {
      try {
        out.push({ file: file.name, ok: true, text: await take(await file.arrayBuffer(), file.name) });
      } catch (error) {
        out.push({ file: file.name, ok: false, text: messageOf(error) });
      }
    }
    return out;
  };

/** Every kind of file the page opens. */
export const OPENERS: readonly Opener[] = [
  {
    title: 'Coil',
    endings: '.ccd, .tcd, A-field .nii.gz',
    maxBytes: 256 * MB,
    claims: (file) => endsWith(file, '.ccd', '.tcd', '.nii', '.nii.gz'),
    open: eachAlone(async (data, name) => {
      const { coils, kept } = await addCoilFile(new Uint8Array(data), name);
      setPlan({ source: 'tms', coilId: coils[0].id });
      const chosen = coils.length > 1 ? `${coils.length} coils, ${coils[0].title} chosen` : `${coils[0].title} chosen`;
      return kept ? chosen : `${chosen}; this browser does not keep it, so it is gone when the page is closed`;
    }),
  },
  {
    title: 'Head surfaces',
    endings: 'Gmsh .msh, .stl, .ply, .obj, .gii, .vtp, FreeSurfer',
    maxBytes: 512 * MB,
    claims: async (file) =>
      endsWith(file, '.msh', '.stl', '.ply', '.obj', '.gii', '.vtp') ||
      isFreeSurferSurface(new Uint8Array(await file.slice(0, 3).arrayBuffer())),
    open: async (files) => {
      const { startHeadImport } = await import('./head-import');
      void startHeadImport(files);
      return [];
    },
  },
  {
    title: 'Session',
    endings: '.json as saved here',
    maxBytes: 16 * MB,
    claims: async (file) => endsWith(file, '.json') && !/"TargetMarkers"/.test(await file.text()),
    open: eachAlone((data, name) => {
      openSession(data, name);
      return 'session opened';
    }),
  },
  {
    title: 'Coil poses',
    endings: 'Brainsight, Localite, SofTaxic, visor2, 4×4 text',
    maxBytes: 16 * MB,
    claims: (file) => endsWith(file, '.txt', '.xml', '.mrk', '.stmpx', '.json'),
    open: eachAlone(async (data, name) => {
      const { readPoses } = await import('../formats/read-poses');
      return placePose({ file: name, poses: readPoses(data, name) }, 0);
    }),
  },
];

const tooLarge = (file: File, { title, maxBytes }: Opener): Opened => ({
  file: file.name,
  ok: false,
  text: `${file.name}: has ${Math.round(file.size / MB)} MB; a ${title.toLowerCase()} file has at most ${maxBytes / MB} MB`,
});

const unknown = (file: File): Opened => ({
  file: file.name,
  ok: false,
  text: `${file.name}: is no file that is opened here; open ${OPENERS.map((o) => `${o.title.toLowerCase()} (${o.endings})`).join(', ')}`,
});

async function openerOf(file: File): Promise<Opener | undefined> {
  for (const opener of OPENERS) {
    // What is too large to be looked into is claimed by its name alone.
    if (file.size <= opener.maxBytes && (await opener.claims(file))) return opener;
  }
  return OPENERS.find((o) => o.claims(file) === true);
}

/** Opens files of any kind; what came of each is shown and spoken, and nothing is thrown. */
export async function openFiles(files: readonly File[]): Promise<void> {
  const groups = new Map<Opener, File[]>();
  const outcomes: Opened[] = [];
  for (const file of files) {
    const opener = await openerOf(file).catch(() => undefined);
    if (!opener) outcomes.push(unknown(file));
    else if (file.size > opener.maxBytes) outcomes.push(tooLarge(file, opener));
    else groups.set(opener, [...(groups.get(opener) ?? []), file]);
  }
  for (const [opener, own] of groups) outcomes.push(...(await opener.open(own)));
  openedStore.setState({ outcomes });
}

/** Lays the coil as another pose of the opened file has it. */
export function choosePose(index: number): void {
  const { poses } = openedStore.getState();
  if (!poses) return;
  const { file } = poses;
  let outcome: Opened;
  try {
    outcome = { file, ok: true, text: placePose(poses, index) };
  } catch (error) {
    outcome = { file, ok: false, text: messageOf(error) };
  }
  openedStore.setState({ outcomes: [outcome] });
}
