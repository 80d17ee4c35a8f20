import { useFrame, useThree } from '@react-three/fiber';
import { useEffect, useRef } from 'react';
import { PerspectiveCamera, Vector3 } from 'three';
import { OrbitControls } from 'three/examples/jsm/controls/OrbitControls.js';
import { cameraWish } from '../app/camera-wish';
import { fieldStore } from '../app/field-store';
import { isTwin, SIDES } from '../app/sides';
import { appStore, useApp } from '../app/store';
import { headMiddleMm } from '../model/head';
import { distance } from '../model/vec3';
import { fitDistanceMm, fitView, headCentreMm, moveCamera, orbitBy, showSite } from './camera-moves';
import { NARROW_STAGE_PX, stage } from './stage-link';
import { viewportsOf } from './viewports';

const CARD_SHIFT_PX = 118;
/** A stage narrower than this gives the card a larger share, so the picture moves further. */
const ROOMY_STAGE_PX = 1100;
const CARD_LIFT_PX = 44;
/** Half of what the slices take of the stage, beside or above the head. */
const SLICES_ASIDE_PX = 126;
const SLICES_BELOW_PX = 92;
/** What stands under each of two heads is lower than what stands over it. */
const TWIN_LIFT_PX = 14;
const NEAREST_MM = 160;
const FARTHEST_MM = 1400;

/** Orbit, zoom and pan by mouse and touch, drawing only when something moved. */
export function CameraRig() {
  const { camera, gl, invalidate, size } = useThree();
  const twin = useApp((s) => isTwin(s.view));
  const compare = useApp((s) => s.view.compare);
  const slices = useApp((s) => s.view.slices.shown);
  const fitMm = useRef(0);
  useEffect(() => {
    if (!(camera instanceof PerspectiveCamera)) return;
    stage.viewports = viewportsOf(twin ? SIDES : ['a'], compare, size.width, size.height);
    const { width, height } = stage.size();
    // A tablet that is turned shows as much of the head as before: the camera stands at the same share of what shows all of it.
    const fit = fitDistanceMm(width / height);
    if (fitMm.current > 0) orbitBy(0, 0, fit / fitMm.current);
    fitMm.current = fit;
    // The picture's middle is the middle of what the field card leaves free.
    const shift = CARD_SHIFT_PX + 0.3 * Math.max(0, ROOMY_STAGE_PX - width);
    const wide = width > NARROW_STAGE_PX;
    const [aside, below] = slices ? [wide ? SLICES_ASIDE_PX : 0, wide ? 0 : SLICES_BELOW_PX] : [0, 0];
    const [right, down] = twin ? [0, TWIN_LIFT_PX] : wide ? [aside - shift, 0] : [0, CARD_LIFT_PX - below];
    camera.setViewOffset(width, height, right, down, width, height);
    camera.updateProjectionMatrix();
    invalidate();
  }, [camera, size, invalidate, twin, compare, slices]);
  // Another share of the canvas: stand where all of the head is seen, on the same side of it.
  // A head that lies elsewhere is looked at from the same side.
  useEffect(
    () =>
      fieldStore.subscribe((now, before) => {
        const { controls } = stage;
        if (!controls || !now.head || now.head === before.head) return;
        const step = new Vector3(...headCentreMm()).sub(controls.target);
        const apart = distance(headMiddleMm(now.head), headMiddleMm(before.head ?? {}));
        if (apart < 0.5) return;
        controls.target.add(step);
        camera.position.add(step);
        controls.update();
        invalidate();
      }),
    [camera, invalidate],
  );
  useEffect(
    () =>
      cameraWish.subscribe(({ wish }) => {
        if (!wish) return;
        if ('view' in wish) moveCamera(wish.view);
        else showSite(wish.siteMm);
      }),
    [],
  );
  const layout = twin ? compare.layout : 'one';
  const was = useRef(layout);
  useEffect(() => {
    if (was.current === layout) return;
    was.current = layout;
    fitView();
  }, [layout]);
  useEffect(() => {
    // The pointer's place in the canvas is not its place in a half of it.
    if (stage.controls) stage.controls.zoomToCursor = !twin;
  }, [twin]);
  useEffect(() => {
    camera.up.set(0, 0, 1);
    const controls = new OrbitControls(camera, gl.domElement);
    controls.target = new Vector3(...headCentreMm());
    controls.minDistance = NEAREST_MM;
    controls.maxDistance = FARTHEST_MM;
    controls.rotateSpeed = 0.75;
    controls.enableDamping = !matchMedia('(prefers-reduced-motion: reduce)').matches;
    controls.dampingFactor = 0.14;
    controls.zoomToCursor = true;
    const redraw = (): void => invalidate();
    controls.addEventListener('change', redraw);
    gl.domElement.style.touchAction = 'none';
    gl.domElement.setAttribute('role', 'img');
    gl.domElement.setAttribute('aria-label', 'Head, coil and field in 3D; the numbers are in the text beside it');
    Object.assign(stage, { camera, controls, canvas: gl.domElement, invalidate: redraw });
    moveCamera('home', true);
    const { source, placement } = appStore.getState().plan;
    if (source === 'tms') showSite(placement.siteMm, true);
    controls.update();
    redraw();
    return () => {
      controls.removeEventListener('change', redraw);
      controls.dispose();
      Object.assign(stage, { camera: null, controls: null, canvas: null, invalidate: () => {} });
    };
  }, [camera, gl, invalidate]);
  useFrame(() => {
    // While the coil is held the camera stands.
    if (stage.controls?.enabled) stage.controls.update();
  });
  return null;
}
