import { useThree } from '@react-three/fiber';
import { useEffect } from 'react';
import { type Object3D, PerspectiveCamera, type Scene, Vector2, Vector3, type WebGLRenderer } from 'three';
import { FIELD_OF_VIEW_DEG, headCentreMm } from './camera-moves';
import type { SnapshotLabel, SnapshotView } from './snapshot-view';
import { stage } from './stage-link';

/** Lends the stage its `snapshot`. */
export function SnapshotRig() {
  const { gl, scene, advance } = useThree();
  useEffect(() => {
    stage.snapshot = (view) => {
      const picture = snapshot(gl, scene, view);
      // The stage's own picture again, in the same tick.
      advance(performance.now());
      return picture;
    };
    stage.atPixelRatio = (ratio, read) => {
      const size = gl.getSize(new Vector2()).multiplyScalar(ratio);
      const most = gl.getContext().getParameter(gl.getContext().MAX_RENDERBUFFER_SIZE) as number;
      if (Math.max(size.x, size.y) > most)
        throw new RangeError(`this graphics driver draws at most ${most} pixels a side`);
      const before = gl.getPixelRatio();
      gl.setPixelRatio(ratio);
      // Read in the same tick: the drawing buffer is not kept.
      advance(performance.now());
      read();
      gl.setPixelRatio(before);
      advance(performance.now());
    };
    return () => {
      stage.snapshot = null;
      stage.atPixelRatio = null;
    };
  }, [gl, scene, advance]);
  return null;
}

function snapshot(gl: WebGLRenderer, scene: Scene, view: SnapshotView): string {
  const { widthPx, heightPx } = view;
  const camera = new PerspectiveCamera(FIELD_OF_VIEW_DEG, widthPx / heightPx, 20, 4000);
  const distance = view.halfHeightMm / Math.tan((FIELD_OF_VIEW_DEG * Math.PI) / 360);
  camera.up.set(0, 0, 1);
  camera.position.set(...headCentreMm()).add(new Vector3(...view.from).setLength(distance));
  camera.lookAt(...headCentreMm());
  camera.updateMatrixWorld();

  const parts: Object3D[] = [];
  scene.traverse((part) => {
    if (view.show.includes(part.name) || view.hide.includes(part.name)) parts.push(part);
  });
  const before = parts.map((part) => part.visible);
  for (const part of parts) part.visible = view.show.includes(part.name);
  const size = gl.getSize(new Vector2());
  const ratio = gl.getPixelRatio();
  gl.setPixelRatio(1);
  gl.setSize(widthPx, heightPx, false);
  gl.render(scene, camera);
  // Read in the same tick: the drawing buffer is not kept.
  const paper = document.createElement('canvas');
  paper.width = widthPx;
  paper.height = heightPx;
  const context = paper.getContext('2d');
  if (context) {
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, widthPx, heightPx);
    context.drawImage(gl.domElement, 0, 0);
    for (const label of view.labels) drawLabel(context, camera, view, label);
  }
  parts.forEach((part, i) => {
    part.visible = before[i];
  });
  gl.setPixelRatio(ratio);
  gl.setSize(size.x, size.y, false);
  return paper.toDataURL('image/png');
}

const GROUND = { x: '#e59a60', y: '#7fb2f5' } as const;

function drawLabel(
  context: CanvasRenderingContext2D,
  camera: PerspectiveCamera,
  { widthPx, heightPx }: SnapshotView,
  { text, mm, kind }: SnapshotLabel,
): void {
  const towards = camera.position
    .clone()
    .sub(new Vector3(...mm))
    .dot(new Vector3(mm[0], mm[1] + 14, mm[2]));
  if (kind !== 'side' && towards < 0) return;
  const p = new Vector3(...mm).project(camera);
  const margin = 0.05 * heightPx;
  // A side that is turned away is named at the edge of the picture.
  const across = towards < 0 ? Math.sign(p.x) : p.x;
  const x = Math.min(widthPx - margin, Math.max(margin, ((across + 1) / 2) * widthPx));
  const y = Math.min(heightPx - margin, Math.max(margin, ((1 - p.y) / 2) * heightPx));
  const px = heightPx / 26;
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  if (kind === 'side') {
    context.font = `700 ${1.25 * px}px sans-serif`;
    context.textAlign = 'center';
    context.beginPath();
    context.arc(x, y, 0.95 * px, 0, 2 * Math.PI);
    context.fillStyle = '#ffffff';
    context.fill();
    context.lineWidth = 0.09 * px;
    context.strokeStyle = '#171c21';
    context.stroke();
    context.fillStyle = '#171c21';
    context.fillText(text, x, y + 0.06 * px);
    return;
  }
  context.font = `600 ${px}px sans-serif`;
  context.textAlign = 'left';
  if (kind === 'point') {
    context.beginPath();
    context.arc(x, y, 0.26 * px, 0, 2 * Math.PI);
    context.fillStyle = '#171c21';
    context.fill();
    context.lineWidth = 0.3 * px;
    context.strokeStyle = '#ffffff';
    context.strokeText(text, x + 0.5 * px, y);
    context.fillText(text, x + 0.5 * px, y);
    return;
  }
  const width = context.measureText(text).width + 0.7 * px;
  context.fillStyle = GROUND[kind];
  context.fillRect(x + 0.4 * px, y - 1.9 * px, width, 1.35 * px);
  context.fillStyle = '#171c21';
  context.fillText(text, x + 0.75 * px, y - 1.18 * px);
}
