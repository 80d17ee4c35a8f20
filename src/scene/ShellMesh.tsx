import { useThree } from '@react-three/fiber';
import { useEffect, useMemo } from 'react';
import { MeshBasicMaterial } from 'three';
import { appStore } from '../app/store';
import type { Surface } from '../model/surface';
import { followCut } from './cut-rig';
import { createShellMaterial, fadeAt } from './shell-material';
import { shellGeometry } from './surface-geometry';

interface Props {
  surface: Surface;
  layer: 'scalp' | 'skull';
  dark: boolean;
}

const LOOKS = {
  scalp: { dark: ['#9fb0bf', '#e9f3fb', 0.55], light: ['#8d99a5', '#ffffff', 0.4] },
  skull: { dark: ['#cfc5ae', '#fff6e2', 0.3], light: ['#d6ccb4', '#ffffff', 0.25] },
} as const;

/** After the brain, the skin last: each is drawn after everything it may cover. */
const RENDER_ORDER = { skull: 34, scalp: 40 } as const;

/** Skin or bone round the brain. */
export function ShellMesh({ surface, layer, dark }: Props) {
  const invalidate = useThree((s) => s.invalidate);
  const geometry = useMemo(() => shellGeometry(surface), [surface]);
  const material = useMemo(createShellMaterial, []);
  const depthOnly = useMemo(() => new MeshBasicMaterial({ colorWrite: false }), []);

  useEffect(() => {
    if (layer === 'scalp') fadeAt(surface);
  }, [surface, layer]);
  useEffect(() => {
    const [colour, light, gain] = LOOKS[layer][dark ? 'dark' : 'light'];
    material.uniforms.uColour.value.set(colour);
    material.uniforms.uLight.value.set(light).multiplyScalar(gain);
    const refresh = (): void => {
      material.uniforms.uOpacity.value = appStore.getState().view.layers[layer].opacity;
      invalidate();
    };
    refresh();
    const stop = appStore.subscribe((now, before) => {
      if (now.view.layers[layer] !== before.view.layers[layer]) refresh();
    });
    const stopCut = followCut([material, depthOnly]);
    return () => {
      stop();
      stopCut();
    };
  }, [material, depthOnly, layer, dark, invalidate]);
  useEffect(
    () => () => {
      material.dispose();
      depthOnly.dispose();
    },
    [material, depthOnly],
  );
  const order = RENDER_ORDER[layer];
  return (
    <>
      <mesh geometry={geometry} material={depthOnly} renderOrder={order} raycast={noRaycast} />
      <mesh geometry={geometry} material={material} renderOrder={order + 1} raycast={noRaycast} />
    </>
  );
}

const noRaycast = (): void => {};
