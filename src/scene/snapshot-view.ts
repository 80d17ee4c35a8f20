import type { Vec3 } from '../model/vec3';

export interface SnapshotLabel {
  text: string;
  mm: Vec3;
  /** Sides in a circle, lengths on a ground of their tape's colour. */
  kind: 'side' | 'point' | 'x' | 'y';
}

export interface SnapshotView {
  /** Direction of the eye from the head, head frame. */
  from: Vec3;
  widthPx: number;
  heightPx: number;
  /** Half of what must fit upright, mm. */
  halfHeightMm: number;
  /** Parts of the scene by name, shown or hidden for this picture alone. */
  show: readonly string[];
  hide: readonly string[];
  labels: readonly SnapshotLabel[];
}
