/** The job of `coilscope solve` as types; docs/job.schema.json is the same as a schema, job.ts checks it. */

type Vec3 = [number, number, number];

export interface JobLayer {
  name: string;
  /** A surface file; `file.msh#TAG` picks a part of a Gmsh mesh. */
  surface: string;
  /** Conductivity just inside the surface, S/m. */
  inside: number;
}

/** The bundled head, or layers from files, outermost first. */
export type JobHead = 'colin27' | { layers: JobLayer[]; unit: LengthUnit; landmarks?: JobLandmarks };

export type LengthUnit = 'mm' | 'cm' | 'm';

/** Points of the scalp, mm, from which the 10-10 positions are laid. */
export interface JobLandmarks {
  nasion: Vec3;
  inion: Vec3;
  lpa: Vec3;
  rpa: Vec3;
}

/** A built-in coil's id or a coil file, or what the coil is made of: its own frame, mm, A.m2 per A. */
export type JobCoil =
  | string
  | { dipoles: { position: Vec3; moment: Vec3 }[] }
  /** Wire paths along the current. */
  | { polylines: Vec3[][] };

export interface JobElectrode {
  /** A 10-10 name (of a head with landmarks) or RAS mm. */
  at: string | Vec3;
  /** Positive into the head. */
  current_mA: number;
  shape: 'point' | { disc_mm: number } | { rect_mm: [number, number] };
}

/** A validated job. Exactly one of `tms`, `tdcs` and `primary`. */
export interface Job {
  head: JobHead;
  /** S/m, by layer name, in place of the head's own. */
  conductivities?: Record<string, number>;
  /** `pose`: row-major 4x4, coil mm -> head mm (identity unless given); `didt`: A/s. */
  tms?: { coil: JobCoil; pose?: number[]; didt: number };
  tdcs?: { electrodes: JobElectrode[] };
  /** A test source: a uniform primary field, which must vanish in the head. */
  primary?: { uniform_v_per_m: Vec3 };
  /** Beside E: J, the current density (A/m2), and B, the coil's flux density for 1 A in its winding (T/A). */
  quantities?: ('J' | 'B')[];
  /** 'cortex' or 'white' of the head, or a CSV file with the header x,y,z (mm). */
  points: string;
}

/** A job as it is written: the unit (mm) and dI/dt (1e6 A/s) may be left out. */
export interface JobInput extends Omit<Job, 'head' | 'tms'> {
  head: 'colin27' | { layers: JobLayer[]; unit?: LengthUnit; landmarks?: JobLandmarks };
  tms?: { coil: JobCoil; pose?: number[]; didt?: number };
}
