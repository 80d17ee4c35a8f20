import type { NiftiImage } from '../../src/formats/nifti-read';
import type { FieldSurface, Landmarks } from '../../src/model/head';
import { SurfaceProbe } from '../../src/model/mesh/surface-probe';
import { vertexCount } from '../../src/model/surface';
import { at, type Vec3 } from '../../src/model/vec3';
import { colourTable } from '../../src/scene/colour-maps';
import { type HeadSurfaces, SURFACES, type SurfaceName } from '../build/pack';
import { blank, type Picture, paste } from './png';
import { type Outline, type Plane, slicePicture } from './slice-picture';
import { type SurfaceShot, surfacePicture, VIEWS } from './surface-picture';

/** Outlines in Okabe and Ito's colours, which stay apart for the colour-blind. */
export const OUTLINE_COLOURS: Record<SurfaceName, Vec3> = {
  scalp: [230, 159, 0],
  outer_skull: [86, 180, 233],
  inner_skull: [0, 158, 115],
  pial: [240, 228, 66],
  white: [213, 94, 0],
};

/** Where the slices of a plane lie, mm. */
export const SLICES_MM: Record<Plane, readonly number[]> = {
  axial: [-40, 0, 40],
  coronal: [-60, -15, 40],
  sagittal: [-45, -20, 3],
};
const WHOLE: Record<Plane, { right: readonly [number, number]; up: readonly [number, number] }> = {
  axial: { right: [-98, 98], up: [-128, 98] },
  coronal: { right: [-98, 98], up: [-90, 108] },
  sagittal: { right: [-128, 98], up: [-90, 108] },
};
/** T1 above this is fat and marrow. */
const WHITE = 150;
const GAP = 4;

const outlinesOf = (surfaces: HeadSurfaces, names: readonly SurfaceName[]): Outline[] =>
  names.map((name) => ({ surface: surfaces[name], colour: OUTLINE_COLOURS[name] }));

/** Slices of one plane side by side with the outlines of all surfaces. */
export function slices(image: NiftiImage, surfaces: HeadSurfaces, plane: Plane): Picture {
  return sideBySide(
    SLICES_MM[plane].map((atMm) =>
      slicePicture(
        image,
        { plane, atMm, pixelsPerMm: 1.5, window: WHOLE[plane], white: WHITE },
        outlinesOf(surfaces, SURFACES),
      ),
    ),
  );
}

/** What the image has of ears and nose, and what of it the scalp keeps; crosses at the tragi. */
export function faceAndEars(image: NiftiImage, { scalp }: HeadSurfaces, marks: Landmarks): Picture {
  const outline = [{ surface: scalp, colour: OUTLINE_COLOURS.scalp }];
  const ear = { plane: 'axial', atMm: -52, pixelsPerMm: 6, white: 110 } as const;
  const up = [-52, -2] as const;
  return sideBySide([
    slicePicture(image, { ...ear, window: { right: [-96, -56], up } }, outline, listed(marks.leftTragus)),
    slicePicture(image, { ...ear, window: { right: [56, 96], up } }, outline, listed(marks.rightTragus)),
    slicePicture(
      image,
      { plane: 'sagittal', atMm: 0, pixelsPerMm: 3, white: 110, window: { right: [20, 98], up: [-88, 12] } },
      outline,
    ),
  ]);
}

const listed = (p: Vec3 | undefined): Vec3[] => (p ? [p] : []);

/** Distances on the distance map, mm, at the ends of the colour map. */
export const DISTANCE_RANGE_MM = [10, 40] as const;

/** The scalp, coloured by its distance to the nearest cortex. */
export function distanceMap({ scalp, pial }: HeadSurfaces): Picture {
  const probe = new SurfaceProbe(pial);
  const table = colourTable('viridis');
  const [low, high] = DISTANCE_RANGE_MM;
  const colours = Array.from({ length: vertexCount(scalp) }, (_, v): Vec3 => {
    const share = (probe.distanceMm(at(scalp.positionsMm, v)) - low) / (high - low);
    return at(table, Math.round(255 * Math.min(1, Math.max(0, share))));
  });
  return viewsOf({ ...scalp, colourOf: (v) => colours[v] }, ['left', 'front', 'right', 'top'], 1.2);
}

/** The white surface inflated; what lies in a sulcus is dark. */
export function inflated(white: FieldSurface): Picture {
  const { inflatedMm, sulcalDepthMm, surface } = white;
  if (!inflatedMm || !sulcalDepthMm) throw new Error('the white surface has no inflated shape');
  const colourOf = (v: number): Vec3 => {
    const grey = 205 - 130 * Math.min(1, sulcalDepthMm[v] / 12);
    return [grey, grey, grey];
  };
  return viewsOf(
    { positionsMm: inflatedMm, triangles: surface.triangles, colourOf },
    ['left', 'top', 'right', 'bottom'],
    0.85,
  );
}

/** The cortex as it is. */
export const cortex = ({ pial }: HeadSurfaces): Picture =>
  viewsOf({ ...pial, colourOf: () => [205, 195, 190] }, ['left', 'top', 'right', 'bottom'], 1.25);

function viewsOf(shot: SurfaceShot, views: (keyof typeof VIEWS)[], pixelsPerMm: number): Picture {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  shot.positionsMm.forEach((value, i) => {
    low[i % 3] = Math.min(low[i % 3], value);
    high[i % 3] = Math.max(high[i % 3], value);
  });
  const middle = (d: number): number => (low[d] + high[d]) / 2;
  return sideBySide(
    views.map((view) =>
      surfacePicture(shot, {
        ...VIEWS[view],
        middleMm: [middle(0), middle(1), middle(2)],
        pixelsPerMm,
        width: 260,
        height: 250,
      }),
    ),
  );
}

function sideBySide(parts: Picture[]): Picture {
  const width = parts.reduce((sum, part) => sum + part.width, GAP * (parts.length - 1));
  const whole = blank(width, Math.max(...parts.map(({ height }) => height)), [255, 255, 255]);
  let x = 0;
  for (const part of parts) {
    paste(whole, part, x, 0);
    x += part.width + GAP;
  }
  return whole;
}
