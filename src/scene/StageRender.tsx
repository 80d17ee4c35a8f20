import { useFrame, useThree } from '@react-three/fiber';
import { type RefObject, useEffect, useMemo } from 'react';
import type { Group } from 'three';
import { useShallow } from 'zustand/react/shallow';
import { sidesShown } from '../app/sides';
import { useApp } from '../app/store';
import { stage } from './stage-link';
import { type Viewport, viewportsOf } from './viewports';

/** Draws each side that is shown into its part of the canvas, through the one camera, then tells the overlays. */
export function StageRender({ groups }: { groups: RefObject<Map<string, Group>> }) {
  const size = useThree((s) => s.size);
  const invalidate = useThree((s) => s.invalidate);
  const sides = useApp(useShallow((s) => sidesShown(s.plan, s.view)));
  const compare = useApp((s) => s.view.compare);
  const { width, height } = size;
  const viewports = useMemo(() => viewportsOf(sides, compare, width, height), [sides, compare, width, height]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shared out anew needs a new frame
  useEffect(() => invalidate(), [viewports, invalidate]);
  // A priority above zero takes the drawing over from the canvas.
  useFrame(({ gl, scene, camera }) => {
    stage.viewports = viewports;
    // What lies outside of the views.
    gl.setScissorTest(false);
    gl.clear();
    gl.setScissorTest(true);
    for (const { side, view, clip } of viewports) {
      for (const [name, group] of groups.current) group.visible = name === side;
      gl.setViewport(view.x, fromBelow(view, height), view.width, view.height);
      gl.setScissor(clip.x, fromBelow(clip, height), clip.width, clip.height);
      gl.render(scene, camera);
    }
    gl.setScissorTest(false);
    stage.frameDrawn();
  }, 1);
  return null;
}

/** WebGL counts from the lower edge. */
const fromBelow = ({ y, height }: Viewport, whole: number): number => whole - y - height;
