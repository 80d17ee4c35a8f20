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
  /** The flap in front of the ear canal, where a tape is held, if it is known. */
  leftTragus?: Vec3;
  rightTragus?: Vec3;
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
  /** How deep each vertex lies below the hull of its hemisphere, mm: 0 on the crown of a gyrus. */
  sulcalDepthMm?: Float32Array;
  /** From each vertex to the nearest scalp, mm. */
  depthMm?: Float32Array;
  /** Of the white surface: where its vertices lie when its folds are opened, packed xyz, mm; same triangles. */
  inflatedMm?: Float32Array;
  /**
   * Of the white surface: the vertex of the cortex whose evaluation point is nearest, to show the cortex's field on the
   * inflated shape; NO_CORTEX where none is near (callosum, ventricles, brain stem).
   */
  cortexVertex?: Uint16Array;
}

/** In `FieldSurface.cortexVertex`: there is no cortex within 6 mm. */
export const NO_CORTEX = 0xffff;

/** A head model: nested layers, outermost first, and what is known about them. RAS mm; MNI for the bundled head. */
export interface Head {
  id: string;
  title: string;
  /** Of the file or files that its geometry came from. */
  sha256?: string;
  layers: Layer[];
  fieldSurfaces: FieldSurface[];
  landmarks?: Landmarks;
  /** From MNI mm to the head's own, rows of x, y, z and shift; a head without is in MNI space itself. */
  fromMni?: readonly number[];
  /** Names of the AAL codes of the field surfaces. */
  aalNames?: Record<number, string>;
}

/** The middle of a head, a little above the brow line, mm: what pictures turn about and depths run to. */
export const headMiddleMm = (head: Pick<Head, 'fromMni'>): Vec3 => mniPoint(head, [0, -14, 12]);

/** A point of MNI space on the head, mm: carried there by the head's affine fit, if it is not in MNI space itself. */
export function mniPoint({ fromMni }: Pick<Head, 'fromMni'>, mniMm: Vec3): Vec3 {
  if (!fromMni) return mniMm;
  const row = (k: number): number =>
    fromMni[4 * k] * mniMm[0] + fromMni[4 * k + 1] * mniMm[1] + fromMni[4 * k + 2] * mniMm[2] + fromMni[4 * k + 3];
  return [row(0), row(1), row(2)];
}
