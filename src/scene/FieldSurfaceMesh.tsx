import { useThree } from '@react-three/fiber';
import { useEffect, useMemo } from 'react';
import { type BufferAttribute, MeshBasicMaterial } from 'three';
import { fieldScale, fieldStore, onSurface } from '../app/field-store';
import type { Side } from '../app/plan';
import { frameOfSide, scenarioOf } from '../app/sides';
import { appStore } from '../app/store';
import { sideWindow } from '../app/window';
import { colourTexture, mapOf } from './colour-maps';
import { followCut } from './cut-rig';
import { createFieldMaterial } from './field-material';
import type { FieldShape } from './field-shape';

interface Props {
  shape: FieldShape;
  side: Side;
  baseColour: string;
  renderOrder: number;
}

/** A brain surface with the field on it. All updates go straight to attributes and uniforms; React renders it once. */
export function FieldSurfaceMesh({ shape, side, baseColour, renderOrder }: Props) {
  const invalidate = useThree((s) => s.invalidate);
  const geometry = useMemo(() => shape.geometry(), [shape]);
  const material = useMemo(createFieldMaterial, []);
  // Drawn before a see-through layer, so that only its front shows and not the folds behind it.
  const depthOnly = useMemo(() => new MeshBasicMaterial({ colorWrite: false }), []);

  useEffect(() => {
    material.uniforms.uBase.value.set(baseColour);
    const refresh = (): void => {
      const { plan, view } = appStore.getState();
      const frame = frameOfSide(fieldStore.getState(), plan, side);
      const layer = view.layers[shape.id];
      const u = material.uniforms;
      const window = sideWindow(side);
      u.uLut.value = colourTexture(mapOf(view));
      u.uScale.value = fieldScale(frame, scenarioOf(plan, side).didtAPerUs);
      u.uMin.value = window.min;
      u.uMax.value = window.max;
      u.uThreshold.value = window.threshold;
      u.uShading.value = view.shading ? 1 : 0;
      u.uOpacity.value = layer.opacity;
      u.uHasField.value = frame ? 1 : 0;
      const glass = layer.opacity < 1;
      if (material.transparent !== glass) {
        material.transparent = glass;
        material.needsUpdate = true;
      }
      depthOnly.visible = glass && !shape.morphs;
      invalidate();
    };
    // A live field comes in arrays that are used again, so it is the frame that tells one field from the next.
    let shown: unknown[] = [];
    const refreshField = (): void => {
      const { plan, view } = appStore.getState();
      const frame = frameOfSide(fieldStore.getState(), plan, side);
      const now = [frame, view.quantity];
      if (frame && now.some((x, k) => x !== shown[k])) {
        // Same array length for the life of a surface, so the buffer on the GPU is only written, never made again.
        const attribute = geometry.getAttribute('aField') as BufferAttribute;
        shape.write(onSurface(frame.surfaces, shape.id)[view.quantity], attribute.array as Float32Array);
        attribute.needsUpdate = true;
      }
      shown = now;
      refresh();
    };
    refreshField();
    const stopField = fieldStore.subscribe((now, before) => {
      if (now.frame !== before.frame || now.other.frame !== before.other.frame) refreshField();
    });
    const stopApp = appStore.subscribe((now, before) => {
      if (now.view !== before.view || now.plan !== before.plan) refreshField();
    });
    const stopCut = shape.morphs ? () => {} : followCut([material, depthOnly]);
    return () => {
      stopCut();
      stopField();
      stopApp();
      geometry.dispose();
      material.dispose();
      depthOnly.dispose();
    };
  }, [shape, side, geometry, material, depthOnly, baseColour, invalidate]);
  useEffect(
    () =>
      shape.morphs?.((t) => {
        material.uniforms.uMorph.value = t;
        invalidate();
      }),
    [shape, material, invalidate],
  );

  return (
    <>
      <mesh geometry={geometry} material={depthOnly} renderOrder={renderOrder} raycast={noRaycast} />
      <mesh geometry={geometry} material={material} renderOrder={renderOrder + 1} raycast={noRaycast} />
    </>
  );
}

/** Picking asks the surfaces' own trees, see `picking`. */
const noRaycast = (): void => {};
