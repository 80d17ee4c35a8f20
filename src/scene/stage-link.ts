import { type OrthographicCamera, type PerspectiveCamera, Vector3 } from 'three';
import type { OrbitControls } from 'three/examples/jsm/controls/OrbitControls.js';
import type { Vec3 } from '../model/vec3';

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
  private frameListeners = new Set<() => void>();
  private readonly scratch = new Vector3();

  onFrame(listener: () => void): () => void {
    this.frameListeners.add(listener);
    this.invalidate();
    return () => this.frameListeners.delete(listener);
  }

  frameDrawn(): void {
    for (const listener of this.frameListeners) listener();
  }

  /** CSS pixels from the stage's top left; `depth` in (-1, 1) when in front of the camera. Null before the first frame. */
  project(p: Vec3): { x: number; y: number; depth: number } | null {
    if (!this.camera || !this.canvas) return null;
    const s = this.scratch.set(p[0], p[1], p[2]).project(this.camera);
    return {
      x: ((s.x + 1) / 2) * this.canvas.clientWidth,
      y: ((1 - s.y) / 2) * this.canvas.clientHeight,
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
