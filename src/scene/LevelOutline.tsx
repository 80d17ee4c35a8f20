import { useThree } from '@react-three/fiber';
import { useEffect, useMemo } from 'react';
import { LineMaterial } from 'three/examples/jsm/lines/LineMaterial.js';
import { LineSegments2 } from 'three/examples/jsm/lines/LineSegments2.js';
import { LineSegmentsGeometry } from 'three/examples/jsm/lines/LineSegmentsGeometry.js';
import { onSurface } from '../app/field-store';
import { focalityStore } from '../app/focality-view';
import type { Side } from '../app/plan';
import { isTwin } from '../app/sides';
import { appStore } from '../app/store';
import type { FieldSurface } from '../model/head';
import { levelLines } from '../model/level-lines';
import type { Surface } from '../model/surface';
import { followCut } from './cut-rig';
import { type InflatedShape, valuesOnShape } from './inflated-shape';

/** White over a dark seam, so that it stands out from every colour of the maps and from the anatomy. */
const STROKES = [
  { color: '#10151a', linewidth: 3.6 },
  { color: '#ffffff', linewidth: 1.7 },
] as const;

interface Props {
  surface: FieldSurface;
  side: Side;
  /** The cortex with its folds opened, where the head has it. */
  opened: InflatedShape | null;
}

/** The line round the region at or above the threshold f on one side's cortex: always in a comparison, else when asked for. */
export function LevelOutline({ surface, side, opened }: Props) {
  const invalidate = useThree((s) => s.invalidate);
  const lines = useMemo(
    () =>
      STROKES.map((stroke, k) => {
        const material = new LineMaterial({ ...stroke, polygonOffset: true });
        // Towards the eye by some tenths of a millimetre, so that the surface the line lies on does not swallow it. Opaque:
        // what is see-through is drawn after the scalp has laid down its depth.
        material.polygonOffsetFactor = -2;
        material.polygonOffsetUnits = -160 * (k + 1);
        const line = new LineSegments2(new LineSegmentsGeometry(), material);
        line.renderOrder = 25 + k;
        line.raycast = () => {};
        line.frustumCulled = false;
        return line;
      }),
    [],
  );

  useEffect(() => {
    let drawn: unknown[] = [];
    const draw = (): void => {
      const focality = focalityStore.getState().sides[side];
      const { view } = appStore.getState();
      const shape = view.inflated ? opened : null;
      const on = (isTwin(view) || view.outline) && focality !== undefined;
      const now = [focality, view.focality.fraction, shape, on];
      if (now.every((x, k) => x === drawn[k])) return;
      drawn = now;
      const segments = on
        ? packedSegments(
            surface.surface,
            shape,
            onSurface(focality.frame.surfaces, surface.id).magnitude,
            view.focality.fraction * onSurface(focality.surfaces, surface.id).reference,
          )
        : new Float32Array();
      const geometry = new LineSegmentsGeometry();
      if (segments.length > 0) geometry.setPositions(segments);
      for (const line of lines) {
        line.visible = segments.length > 0;
        if (line.geometry !== geometry) line.geometry.dispose();
        line.geometry = geometry;
      }
      invalidate();
    };
    draw();
    // The readings follow the threshold and the field, and are new with each of them.
    const stops = [
      focalityStore.subscribe(draw),
      appStore.subscribe((now, before) => {
        if (now.view !== before.view) draw();
      }),
      followCut(lines.map((line) => line.material)),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [surface, side, opened, lines, invalidate]);
  useEffect(
    () => () => {
      for (const line of lines) {
        line.geometry.dispose();
        line.material.dispose();
      }
    },
    [lines],
  );
  return lines.map((line) => <primitive key={line.uuid} object={line} />);
}

/** The level lines as pairs of points, packed xyz. */
function packedSegments(
  surface: Surface,
  opened: InflatedShape | null,
  values: Float32Array,
  level: number,
): Float32Array {
  const out: number[] = [];
  const lines = opened
    ? levelLines(opened.surface, valuesOnShape(opened, values, new Float32Array(opened.cortexVertex.length)), level)
    : levelLines(surface, values, level);
  for (const { points, closed } of lines) {
    for (let i = closed ? 0 : 1; i < points.length; i++) {
      out.push(...points[i === 0 ? points.length - 1 : i - 1], ...points[i]);
    }
  }
  return Float32Array.from(out);
}
