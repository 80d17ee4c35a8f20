import { createHash } from 'node:crypto';
import type { Source } from '../engine/protocol';
import type { Job } from '../formats/job-types';
import { builtinCoil } from '../model/coils/catalogue';
import type { Head } from '../model/head';
import { InputError } from './input-error';
import type { InputFiles } from './input-files';
import { loadHead, splitSelector } from './job-head';
import { type FieldPoints, isFieldSurface, loadPoints } from './job-points';
import { coilFile, loadSource } from './job-source';
import { checkQuantities, type Quantity } from './quantities';

/** A job with all that it names read and checked. */
export interface LoadedJob {
  head: Head;
  source: Source;
  points: FieldPoints;
  quantities: readonly Quantity[];
}

export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** The files a job names, without the parts of them that it picks, each once. Throws InputError for a coil of no such name. */
export function filesOf(job: Job): string[] {
  const surfaces = job.head === 'colin27' ? [] : job.head.layers.map((layer) => layer.surface);
  const coil = job.tms?.coil;
  const coils = typeof coil === 'string' && !builtinCoil(coil) ? [coilFile(coil)] : [];
  const points = isFieldSurface(job.points) ? [] : [job.points];
  return [...new Set([...[...surfaces, ...coils].map((name) => splitSelector(name)[0]), ...points])];
}

/** Loads heads, and keeps the last: jobs on one head follow each other. */
export class HeadShelf {
  private last: { key: string; shows: boolean; head: Promise<Head> } | null = null;

  constructor(private readonly bundled: () => Promise<Head>) {}

  /** The head of `job`, its hash known where its files were read. Throws InputError or FormatError. */
  async take(job: Job, files: InputFiles): Promise<Head> {
    const named = job.head === 'colin27' ? [] : job.head.layers.map((layer) => splitSelector(layer.surface)[0]);
    const hashes: string[] = [];
    for (const name of new Set(named)) hashes.push(sha256(await files.read(name)));
    const key = job.head === 'colin27' ? 'colin27' : sha256(JSON.stringify([job.head, hashes]));
    const shows = isFieldSurface(job.points);
    if (this.last?.key !== key || (shows && !this.last.shows)) {
      this.last = { key, shows, head: loadHead(job.head, files, this.bundled, shows) };
    }
    const head = await this.last.head;
    return withConductivities(key === 'colin27' ? head : { ...head, sha256: key }, job.conductivities ?? {});
  }
}

/** The head with other conductivities; the surfaces stay the same objects. Throws InputError for an unknown layer. */
function withConductivities(head: Head, conductivities: Record<string, number>): Head {
  for (const name of Object.keys(conductivities)) {
    if (head.layers.some((layer) => layer.name === name)) continue;
    const names = head.layers.map((layer) => layer.name).join(', ');
    throw new InputError(`conductivities: the head has no layer "${name}"; it has ${names}`);
  }
  const layers = head.layers.map((l) => ({ ...l, insideSPerM: conductivities[l.name] ?? l.insideSPerM }));
  return { ...head, layers };
}

/** Reads what a job names. Throws InputError or FormatError. */
export async function loadJob(job: Job, files: InputFiles, heads: HeadShelf): Promise<LoadedJob> {
  const head = await heads.take(job, files);
  const source = await loadSource(job, head, files);
  const quantities = job.quantities ?? [];
  checkQuantities(quantities, source);
  return { head, source, points: await loadPoints(job.points, head, files), quantities };
}
