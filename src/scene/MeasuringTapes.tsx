import { useThree } from '@react-three/fiber';
import { useEffect, useMemo } from 'react';
import { useSite } from '../app/site-finder';
import { useApp } from '../app/store';
import type { Surface } from '../model/surface';
import type { Vec3 } from '../model/vec3';
import { coilSeating } from '../targeting/coil-pose';
import { CM_PER_INCH } from '../targeting/head-measures';
import { tapeGeometry } from './tape-geometry';
import { tapeMaterial } from './tape-material';

/** The three tapes that measure the head, thin; the two lengths that lead to the site, broad, in copper and in blue. */
const TAPES = [
  { part: 'midline', look: 'measure', widthMm: 4.5, liftMm: 1 },
  { part: 'coronal', look: 'measure', widthMm: 4.5, liftMm: 1 },
  { part: 'ring', look: 'measure', widthMm: 4.5, liftMm: 1 },
  { part: 'rest', look: 'measure', widthMm: 2.5, liftMm: 1.2 },
  { part: 'x', look: 'x', widthMm: 8, liftMm: 1.8 },
  { part: 'y', look: 'y', widthMm: 8, liftMm: 2.2 },
  { part: 'line', look: 'y', widthMm: 8, liftMm: 2.2 },
] as const;

/** The measuring tapes of the site's method on the head that is shown. */
export function MeasuringTapes({ scalp }: { scalp: Surface }) {
  const invalidate = useThree((s) => s.invalidate);
  const shown = useApp((s) => s.view.tapes);
  // The placement sheet has them in its picture, whether the stage shows them or not.
  const wanted = useApp((s) => s.view.tapes || s.session.dialog === 'sheet');
  const unit = useApp((s) => s.plan.targeting.patient.unit);
  const drawing = useSite((s) => s.answer?.drawing);
  const seating = useMemo(() => coilSeating(scalp), [scalp]);
  const materials = useMemo(
    () => ({
      measure: tapeMaterial('#e8dfc6', '#4b4436'),
      x: tapeMaterial('#e59a60', '#3a1d06'),
      y: tapeMaterial('#7fb2f5', '#0b2140'),
    }),
    [],
  );
  const tapes = useMemo(() => {
    if (!wanted || !drawing) return [];
    return TAPES.flatMap(({ part, look, ...shape }) => {
      const line: readonly Vec3[] | undefined = drawing[part];
      return line && line.length > 1 ? [{ part, look, geometry: tapeGeometry(seating, line, shape) }] : [];
    });
  }, [wanted, drawing, seating]);

  useEffect(() => {
    for (const material of Object.values(materials)) {
      material.uniforms.uUnitMm.value = unit === 'cm' ? 10 : 10 * CM_PER_INCH;
    }
    invalidate();
    return () => {
      for (const { geometry } of tapes) geometry.dispose();
    };
  }, [tapes, materials, unit, invalidate]);
  useEffect(
    () => () => {
      for (const material of Object.values(materials)) material.dispose();
    },
    [materials],
  );
  return (
    <group name="tapes" visible={shown}>
      {tapes.map(({ part, look, geometry }) => (
        <mesh
          key={part}
          geometry={geometry}
          material={materials[look]}
          renderOrder={look === 'measure' ? 44 : 45}
          raycast={() => {}}
        />
      ))}
    </group>
  );
}
