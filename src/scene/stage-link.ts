import { Matrix4, type OrthographicCamera, type PerspectiveCamera, Vector3 } from 'three';
import type { OrbitControls } from 'three/examples/jsm/controls/OrbitControls.js';
import { fieldDelay } from '../app/field-delay';
import type { Side } from '../app/plan';
import type { Vec3 } from '../model/vec3';
import type { SnapshotView } from './snapshot-view';
import { contains, type SideViewport } from './viewports';

/** Up to this width the field card lies under the head instead of beside it; `stage.css` has the same number. */
export const NARROW_STAGE_PX = 800;

/**
 * The live stage, for what stands outside the canvas: labels laid over it, knobs, keys. Set while the stage is mounted.
 * Overlays move with the picture because they are told after each rendered frame.
 */
class StageLink {
  camera: PerspectiveCamera | OrthographicCamera | null = null;
  controls: OrbitControls | null = null;
  canvas: HTMLCanvasElement | null = null;
  invalidate: () => void = () => {};
  /** Draws the scene from another side, on white, without disturbing the stage; a PNG as a data address. */
  snapshot: ((view: SnapshotView) => string) | null = null;
  /** Draws the stage as it is at other device pixels a CSS pixel, has it read, and draws it as before; RangeError beyond the driver's. */
  atPixelRatio: ((ratio: number, read: () => void) => void) | null = null;
  /** What was drawn where; all views are equally large and seen through one camera. Another array when that is otherwise. */
  viewports: SideViewport[] = [];
  private frameListeners = new Set<() => void>();
  private viewListeners = new Set<() => void>();
  /** What the head was last seen through. */
  private readonly seen = { viewports: this.viewports, view: new Matrix4(), lens: new Matrix4() };
  private readonly scratch = new Vector3();

  onFrame(listener: () => void): () => void {
    this.frameListeners.add(listener);
    this.invalidate();
    return () => this.frameListeners.delete(listener);
  }

  /** Like `onFrame`, but only after frames that show the head from elsewhere, or when what lies over the stage has changed. */
  onView(listener: () => void): () => void {
    this.viewListeners.add(listener);
    this.viewChanged();
    return () => this.viewListeners.delete(listener);
  }

  /** Places anew with the next frame what depends on the view. */
  viewChanged(): void {
    this.seen.viewports = [];
    this.invalidate();
  }

  frameDrawn(): void {
    fieldDelay.drawn();
    if (this.seesAnew()) for (const listener of this.viewListeners) listener();
    for (const listener of this.frameListeners) listener();
  }

  /** Whether camera or viewports are others than at the last call. */
  private seesAnew(): boolean {
    const { camera, seen, viewports } = this;
    if (!camera) return false;
    const { matrixWorldInverse: view, projectionMatrix: lens } = camera;
    if (seen.viewports === viewports && seen.view.equals(view) && seen.lens.equals(lens)) return false;
    seen.viewports = viewports;
    seen.view.copy(view);
    seen.lens.copy(lens);
    return true;
  }

  /** Width and height of one view, CSS pixels. */
  size(): { width: number; height: number } {
    const { view } = this.viewports[0] ?? {};
    return view ?? { width: this.canvas?.clientWidth ?? 0, height: this.canvas?.clientHeight ?? 0 };
  }

  /** Where a side is drawn; the corner of the canvas before the first frame. */
  viewOf(side: Side): { x: number; y: number } {
    return this.viewports.find((v) => v.side === side)?.view ?? { x: 0, y: 0 };
  }

  /** Whether a side is drawn at `x` of its view: on one head with a cut, only up to the cut. */
  draws(side: Side, x: number): boolean {
    const { view, clip } = this.viewports.find((v) => v.side === side) ?? {};
    return !view || !clip || Math.abs(x + view.x - clip.x - clip.width / 2) <= clip.width / 2;
  }

  /** The side under a point of the canvas (CSS pixels from its top left) and where in that side's view it is. */
  locate(x: number, y: number): { side: Side | null; x: number; y: number } {
    const found = this.viewports.find(({ clip }) => contains(clip, x, y));
    return found ? { side: found.side, x: x - found.view.x, y: y - found.view.y } : { side: null, x, y };
  }

  /** CSS pixels from the top left of a view; `depth` in (-1, 1) when in front of the camera. Null before the first frame. */
  project(p: Vec3): { x: number; y: number; depth: number } | null {
    if (!this.camera || !this.canvas) return null;
    const { width, height } = this.size();
    const s = this.scratch.set(p[0], p[1], p[2]).project(this.camera);
    return {
      x: ((s.x + 1) / 2) * width,
      y: ((1 - s.y) / 2) * height,
      depth: s.z,
    };
  }

  /** The head-frame directions (unit) of right and up on the screen. */
  screenAxes(): { right: Vec3; up: Vec3 } {
    if (!this.camera) return { right: [1, 0, 0], up: [0, 0, 1] };
    const m = this.camera.matrixWorld.elements;
    return { right: [m[0], m[1], m[2]], up: [m[4], m[5], m[6]] };
  }
}

export const stage = new StageLink();
