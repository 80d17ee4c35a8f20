import { useThree } from '@react-three/fiber';
import { useEffect, useMemo } from 'react';
import { BackSide, CylinderGeometry, DynamicDrawUsage, InstancedMesh, MeshBasicMaterial } from 'three';
import { mergeGeometries } from 'three/examples/jsm/utils/BufferGeometryUtils.js';
import { fieldScale, fieldStore, onSurface } from '../app/field-store';
import type { Side } from '../app/plan';
import { frameOfSide, isTwin, scenarioOf } from '../app/sides';
import { appStore, useApp } from '../app/store';
import { sideWindow } from '../app/window';
import type { FieldSurface } from '../model/head';
import { followCut } from './cut-rig';
import { spreadVertices, WINDOW_ARROW_MM, writeGlyphs } from './glyph-layout';

/** Distance between arrows, mm. */
const SPACING_MM = 6;

/** Arrows of E on the cortex, while they are asked for; two heads side by side have no room for the key to them. */
export function FieldVectors({ surface, side }: { surface: FieldSurface; side: Side }) {
  const shown = useApp((s) => s.view.vectors && !isTwin(s.view));
  return shown && <Arrows surface={surface} side={side} />;
}

function Arrows({ surface, side }: { surface: FieldSurface; side: Side }) {
  const invalidate = useThree((s) => s.invalidate);
  const vertices = useMemo(() => spreadVertices(surface.surface, SPACING_MM), [surface]);
  const { meshes, materials, geometries } = useMemo(() => arrowMeshes(vertices.length), [vertices]);

  useEffect(() => {
    const place = (): void => {
      const { plan, view } = appStore.getState();
      const frame = frameOfSide(fieldStore.getState(), plan, side);
      const [first, ...others] = meshes;
      first.count = 0;
      if (frame) {
        const { e, magnitude } = onSurface(frame.surfaces, surface.id);
        const scale = fieldScale(frame, scenarioOf(plan, side).didtAPerUs);
        const window = sideWindow(side);
        const glyphs = {
          threshold: Math.max(view.threshold, 0.1) * (window.max / scale),
          mmPerUnit: (WINDOW_ARROW_MM * scale) / window.max,
          longestMm: 2 * WINDOW_ARROW_MM,
        };
        const field = { positionsMm: surface.surface.positionsMm, normals: surface.normals, e, magnitude };
        first.count = writeGlyphs(first.instanceMatrix.array as Float32Array, vertices, field, glyphs);
      }
      first.instanceMatrix.needsUpdate = true;
      for (const mesh of others) mesh.count = first.count;
      invalidate();
    };
    place();
    const stops = [
      fieldStore.subscribe((now, before) => {
        if (now.frame !== before.frame || now.other.frame !== before.other.frame) place();
      }),
      appStore.subscribe((now, before) => {
        if (now.view !== before.view || now.plan !== before.plan) place();
      }),
      followCut(materials),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [surface, side, vertices, meshes, materials, invalidate]);
  useEffect(
    () => () => {
      for (const thing of [...meshes, ...materials, ...geometries]) thing.dispose();
      invalidate();
    },
    [meshes, materials, geometries, invalidate],
  );
  return meshes.map((mesh) => <primitive key={mesh.uuid} object={mesh} />);
}

/** Light arrows, and the same a little larger and dark behind them, so that they stand out from every colour of the maps. */
function arrowMeshes(most: number) {
  const light = new MeshBasicMaterial({ color: '#ffffff', toneMapped: false });
  const dark = new MeshBasicMaterial({ color: '#10151a', side: BackSide, toneMapped: false });
  const geometries = [arrowGeometry(0), arrowGeometry(0.3)];
  const meshes = [light, dark].map((material, k) => {
    const mesh = new InstancedMesh(geometries[k], material, most);
    mesh.frustumCulled = false;
    mesh.raycast = () => {};
    mesh.renderOrder = 27 - k;
    return mesh;
  });
  meshes[0].instanceMatrix.setUsage(DynamicDrawUsage);
  meshes[1].instanceMatrix = meshes[0].instanceMatrix;
  return { meshes, materials: [light, dark], geometries };
}

/** An arrow of unit length along +z, its middle at 0, wider by `rim`. */
function arrowGeometry(rim: number) {
  const shaft = new CylinderGeometry(0.22 + rim, 0.22 + rim, 0.7, 7).rotateX(Math.PI / 2).translate(0, 0, -0.15);
  const head = new CylinderGeometry(0, 0.75 + 1.5 * rim, 0.35, 9).rotateX(Math.PI / 2).translate(0, 0, 0.325);
  return mergeGeometries([shaft, head]);
}
