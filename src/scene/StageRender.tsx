import { useFrame, useThree } from '@react-three/fiber';
import { type RefObject, useEffect } from 'react';
import type { Group } from 'three';
import { sidesShown } from '../app/sides';
import { appStore } from '../app/store';
import { stage } from './stage-link';
import { type Viewport, viewportsOf } from './viewports';

/** Draws each side that is shown into its part of the canvas, through the one camera, then tells the overlays. */
export function StageRender({ groups }: { groups: RefObject<Map<string, Group>> }) {
  const size = useThree((s) => s.size);
  const invalidate = useThree((s) => s.invalidate);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new size needs a new frame
  useEffect(() => invalidate(), [size, invalidate]);
  // A priority above zero takes the drawing over from the canvas.
  useFrame(({ gl, scene, camera, size: { width, height } }) => {
    const { plan, view } = appStore.getState();
    stage.viewports = viewportsOf(sidesShown(plan, view), view.compare, width, height);
    // What lies outside of the views.
    gl.setScissorTest(false);
    gl.clear();
    gl.setScissorTest(true);
    for (const { side, view: area, clip } of stage.viewports) {
      for (const [name, group] of groups.current) group.visible = name === side;
      gl.setViewport(...fromBelow(area, height));
      gl.setScissor(...fromBelow(clip, height));
      gl.render(scene, camera);
    }
    gl.setScissorTest(false);
    stage.frameDrawn();
  }, 1);
  return null;
}

/** WebGL counts from the lower edge. */
const fromBelow = ({ x, y, width, height }: Viewport, whole: number): [number, number, number, number] => [
  x,
  whole - y - height,
  width,
  height,
];
