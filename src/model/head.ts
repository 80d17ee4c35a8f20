import type { Surface } from './surface';
import type { Vec3 } from './vec3';

/** A closed interface and the conductivity just inside it; what lies outside is the layer before it (or air). */
export interface Layer {
  name: string;
  surface: Surface;
  /** S/m. */
  insideSPerM: number;
}

/** Isotropic conductivities, S/m (Wagner et al. 2004, as SimNIBS ships them); outermost first. */
export const DEFAULT_CONDUCTIVITIES = {
  scalp: 0.465,
  skull: 0.01,
  csf: 1.654,
  grey_matter: 0.275,
  white_matter: 0.126,
} as const;

export type Tissue = keyof typeof DEFAULT_CONDUCTIVITIES;

/** The four points a cap or a tape is hung on, RAS mm on the scalp. */
export interface Landmarks {
  nasion: Vec3;
  inion: Vec3;
  /** Left and right preauricular points. */
  lpa: Vec3;
  rpa: Vec3;
}

/** A surface on which the field is shown and measured, and where under it the field is evaluated. */
export interface FieldSurface {
  /** 'cortex' is the pial surface, 'white' the grey-white interface. */
  id: 'cortex' | 'white';
  surface: Surface;
  /**
   * One evaluation point a vertex, RAS mm, packed: for the cortex half-way through the grey matter, for the white
   * matter just inside it. A field jumps at an interface, so it is never read on one.
   */
  pointsMm: Float32Array;
  /** Outward unit normal at each point, packed. */
  normals: Float32Array;
  /** One code a vertex into `Head.regions`; 0 where unlabelled. */
  aal?: Uint8Array;
  brodmann?: Uint8Array;
}

/** A head model: nested layers, outermost first, and what is known about them. RAS mm; MNI for the bundled head. */
export interface Head {
  id: string;
  title: string;
  /** Of the file or files that its geometry came from. */
  sha256?: string;
  layers: Layer[];
  fieldSurfaces: FieldSurface[];
  landmarks?: Landmarks;
  /** Names of the AAL codes of the field surfaces. */
  aalNames?: Record<number, string>;
}
