import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type HeadResolution, loadBundledHead } from '../../src/formats/bundled-head';
import { loadBundledImage } from '../../src/formats/bundled-image';
import type { NiftiImage } from '../../src/formats/nifti-read';
import type { Head } from '../../src/model/head';
import { headHash } from '../../src/model/head-hash';
import { type Anatomy, anatomy } from '../build/anatomy';
import { anatomyFaults, faultsOf, type HeadReport, headReport, pointFaults } from '../build/bounds';
import type { HeadSurfaces } from '../build/pack';
import { type PointReport, pointReport } from '../build/point-report';

type Measured = HeadReport & { points: Record<string, PointReport> };

/** All that is measured of a head's files; what misses a bound stands in `faults`, in words. */
export interface Quality {
  headHash: string;
  full: Measured;
  light: Measured;
  /** Of the full head. */
  anatomy: Anatomy;
  faults: string[];
}

/** A head as its files hold it. */
export interface HeadFiles {
  full: Head;
  light: Head;
  image: NiftiImage;
}

export async function readHeadFiles(folder: string): Promise<HeadFiles> {
  const read = async (name: string): Promise<ArrayBuffer> => new Uint8Array(await readFile(join(folder, name))).buffer;
  return {
    full: await loadBundledHead(read, 'full'),
    light: await loadBundledHead(read, 'light'),
    image: await loadBundledImage(read),
  };
}

/** The surfaces of a five-layer head, outermost first, by the names of the pipeline. */
export function surfacesOf({ layers }: Head): HeadSurfaces {
  const [scalp, outer_skull, inner_skull, pial, white] = layers.map(({ surface }) => surface);
  return { scalp, outer_skull, inner_skull, pial, white };
}

export function qualityOf(heads: HeadFiles, log: (line: string) => void): Quality {
  const measure = (name: HeadResolution): Measured => {
    log(`measuring the ${name} head ...`);
    return { ...headReport(surfacesOf(heads[name])), points: pointReport(heads[name]) };
  };
  const full = measure('full');
  const light = measure('light');
  const { inner_skull, pial } = full.surfaces;
  const measured = anatomy(heads.full, surfacesOf(heads.full), heads.image, {
    inner_skull: inner_skull.volumeMl,
    pial: pial.volumeMl,
  });
  const faults = [full, light].flatMap((report, i) =>
    [...faultsOf(report), ...pointFaults(report.points)].map((fault) => `${i === 0 ? 'full' : 'light'} ${fault}`),
  );
  return {
    headHash: headHash(heads.full),
    full,
    light,
    anatomy: measured,
    faults: [...faults, ...anatomyFaults(measured)],
  };
}
