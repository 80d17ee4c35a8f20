import { BufferAttribute, type BufferGeometry } from 'three';
import type { SurfaceId } from '../app/field-store';
import { type FieldSurface, NO_CORTEX } from '../model/head';
import { vertexNormals } from '../model/surface';
import { type InflatedShape, valuesOnShape } from './inflated-shape';
import { followMorph } from './morph';
import { fieldGeometry } from './surface-geometry';

/** What the field is drawn on: a surface as it is, or the cortex on its way to being opened. */
export interface FieldShape {
  /** Whose field it shows, and whose entry among the layers it goes by. */
  id: SurfaceId;
  geometry: () => BufferGeometry;
  /** Puts the values of the surface's vertices at those of the shape. */
  write: (values: Float32Array, into: Float32Array) => void;
  /** Calls back with the share of the way to the opened shape; returns the end of it. */
  morphs?: (onShare: (t: number) => void) => () => void;
}

export const foldedShape = ({ id, surface }: FieldSurface): FieldShape => ({
  id,
  geometry: () => fieldGeometry(surface),
  write: (values, into) => into.set(values),
});

/** Sulcal depth at which the grey begins to darken, and over how much more it does, mm. */
const SULCUS_FROM_MM = 2;
const SULCUS_OVER_MM = 7;

export const openedShape = (shape: InflatedShape): FieldShape => ({
  id: 'cortex',
  geometry: () => {
    const geometry = fieldGeometry(shape.folded);
    const { positionsMm } = shape.surface;
    geometry.setAttribute('aOpened', new BufferAttribute(positionsMm, 3));
    geometry.setAttribute('aOpenedNormal', new BufferAttribute(vertexNormals(shape.surface), 3));
    const hollow = shape.sulcalDepthMm.map((mm) =>
      Math.min(0.7, Math.max(-0.1, (mm - SULCUS_FROM_MM) / SULCUS_OVER_MM)),
    );
    geometry.setAttribute('aHollow', new BufferAttribute(hollow, 1));
    const bare = Float32Array.from(shape.cortexVertex, (v) => (v === NO_CORTEX ? 1 : 0));
    geometry.setAttribute('aBare', new BufferAttribute(bare, 1));
    return geometry;
  },
  write: (values, into) => void valuesOnShape(shape, values, into),
  morphs: followMorph,
});
