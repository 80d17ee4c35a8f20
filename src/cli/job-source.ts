import type { Source } from '../engine/protocol';
import { FormatError } from '../formats/format-error';
import type { Job, JobCoil, JobElectrode } from '../formats/job-types';
import { readCoils } from '../formats/read-coil';
import type { Coil } from '../model/coil';
import { builtinCoil, builtinCoilIds } from '../model/coils/catalogue';
import type { Electrode, ElectrodeShape } from '../model/electrode';
import type { Head } from '../model/head';
import { IDENTITY_POSE } from '../model/pose';
import { tenTenPosition } from './electrode-names';
import { InputError } from './input-error';
import type { InputFiles } from './input-files';
import { splitSelector } from './job-head';

async function coilFromFile(given: string, files: InputFiles): Promise<Coil> {
  const [file, selector] = splitSelector(given);
  const coils = readCoils(await files.read(file), file);
  if (selector === undefined && coils.length === 1) return coils[0];
  const ids = coils.map((coil) => coil.id).join(', ');
  const chosen = coils.find((coil) => coil.id === given);
  if (chosen) return chosen;
  if (selector !== undefined) throw new FormatError(file, `has no coil #${selector}; it has ${ids}`);
  throw new FormatError(file, `needs one dI/dt for each of its stimulators; choose one of ${ids}`);
}

/** The name of a coil that is not built in as that of a file; throws InputError where it is none. */
export function coilFile(given: string): string {
  if (/\.(ccd|tcd|nii|nii\.gz)(#.*)?$/i.test(given)) return given;
  throw new InputError(
    `coil "${given}" is neither built in (${builtinCoilIds.join(', ')}) nor a .ccd, .tcd or .nii.gz file`,
  );
}

async function loadCoil(given: JobCoil, files: InputFiles): Promise<Coil> {
  if (typeof given === 'string') return builtinCoil(given) ?? coilFromFile(coilFile(given), files);
  if ('polylines' in given) return { id: 'polylines', title: 'polylines of the job', pathsMm: given.polylines };
  return {
    id: 'dipoles',
    title: 'dipoles of the job',
    dipoles: {
      positionsMm: Float64Array.from(given.dipoles.flatMap((d) => d.position)),
      momentsAm2PerA: Float64Array.from(given.dipoles.flatMap((d) => d.moment)),
    },
  };
}

function shapeOf(shape: JobElectrode['shape']): ElectrodeShape {
  if (shape === 'point') return { kind: 'point' };
  if ('disc_mm' in shape) return { kind: 'disc', radiusMm: shape.disc_mm };
  return { kind: 'rect', widthMm: shape.rect_mm[0], heightMm: shape.rect_mm[1] };
}

function placeElectrode(electrode: JobElectrode, head: Head): Electrode {
  const { at } = electrode;
  const atMm = typeof at === 'string' ? tenTenPosition(at, head) : at;
  if (!atMm) {
    throw new InputError(`electrode "${at}" is no 10-10 or 10-5 position; names are such as Fz, F3, AF4, CP5, FCC3h`);
  }
  return { atMm, currentMa: electrode.current_mA, shape: shapeOf(electrode.shape) };
}

/** The source of a job with its coil read and its electrodes placed. Throws InputError or FormatError. */
export async function loadSource(job: Job, head: Head, files: InputFiles): Promise<Source> {
  if (job.tms) {
    const coil = await loadCoil(job.tms.coil, files);
    return { kind: 'tms', coil, pose: job.tms.pose ?? IDENTITY_POSE, didtAPerS: job.tms.didt };
  }
  if (job.tdcs) return { kind: 'tdcs', electrodes: job.tdcs.electrodes.map((e) => placeElectrode(e, head)) };
  if (job.primary) return { kind: 'uniform', eVPerM: job.primary.uniform_v_per_m };
  throw new InputError('the job has no source');
}
