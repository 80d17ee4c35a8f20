import type { Vec3 } from './vec3';

/** The contact a tDCS electrode makes with the scalp. */
export type ElectrodeShape =
  | { kind: 'point' }
  /** Radius measured along the scalp, mm. */
  | { kind: 'disc'; radiusMm: number }
  /** Width along the scalp's left-right tangent and height across it, mm. */
  | { kind: 'rect'; widthMm: number; heightMm: number };

/** A placed electrode; current is injected uniformly over the contact. */
export interface Electrode {
  /** Projected to the nearest scalp point, RAS mm. */
  atMm: Vec3;
  /** Positive into the head (anode), mA. The currents of a montage sum to zero. */
  currentMa: number;
  shape: ElectrodeShape;
}
