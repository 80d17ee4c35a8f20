import { useThree } from '@react-three/fiber';
import { useEffect, useMemo } from 'react';
import { MeshBasicMaterial } from 'three';
import { appStore } from '../app/store';
import type { Surface } from '../model/surface';
import { createScalpMaterial } from './scalp-material';
import { smoothedForDisplay } from './smooth-surface';
import { plainGeometry } from './surface-geometry';

/** The skin, drawn after everything it may cover. */
export function ScalpMesh({ surface, dark }: { surface: Surface; dark: boolean }) {
  const invalidate = useThree((s) => s.invalidate);
  const geometry = useMemo(() => plainGeometry(smoothedForDisplay(surface)), [surface]);
  const material = useMemo(createScalpMaterial, []);
  const depthOnly = useMemo(() => new MeshBasicMaterial({ colorWrite: false }), []);

  useEffect(() => {
    material.uniforms.uColour.value.set(dark ? '#9fb0bf' : '#8d99a5');
    material.uniforms.uLight.value.set(dark ? '#e9f3fb' : '#ffffff').multiplyScalar(dark ? 0.55 : 0.4);
    const refresh = (): void => {
      material.uniforms.uOpacity.value = appStore.getState().view.layers.scalp.opacity;
      invalidate();
    };
    refresh();
    const stop = appStore.subscribe((now, before) => {
      if (now.view.layers.scalp !== before.view.layers.scalp) refresh();
    });
    return stop;
  }, [material, dark, invalidate]);
  useEffect(
    () => () => {
      geometry.dispose();
      material.dispose();
      depthOnly.dispose();
    },
    [geometry, material, depthOnly],
  );
  return (
    <>
      <mesh geometry={geometry} material={depthOnly} renderOrder={40} raycast={noRaycast} />
      <mesh geometry={geometry} material={material} renderOrder={41} raycast={noRaycast} />
    </>
  );
}

const noRaycast = (): void => {};
