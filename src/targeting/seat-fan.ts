import type { Pose } from '../model/pose';
import type { Vec3 } from '../model/vec3';
import { casingLift } from './coil-clearance';
import { type CoilSeating, liftCoil, placeCoil } from './coil-pose';

/** Angles at which a site's clearance is measured; between them it is interpolated. */
const MEASURED_ANGLES = 8;

/**
 * All turns of a coil at one site, for searches that try thousands: the scalp's frame is found once, the casing's clearance at
 * eight angles. Within a millimetre of `placeCoil` with `casingLift`, which has the last word on what is found.
 */
export function seatFan(
  seating: CoilSeating,
  siteMm: Vec3,
  gapMm: number,
  probe: Float32Array,
): (angleDeg: number) => Pose {
  const lift = casingLift(seating, probe, gapMm);
  const step = 360 / MEASURED_ANGLES;
  const flat = placeCoil(seating, { siteMm, angleDeg: 0, tiltDeg: [0, 0], gapMm });
  const liftsMm = Array.from({ length: MEASURED_ANGLES }, (_, i) => lift(turned(flat, i * step)));
  return (angleDeg) => {
    const turn = (((angleDeg % 360) + 360) % 360) / step;
    const before = Math.floor(turn) % MEASURED_ANGLES;
    const t = turn - Math.floor(turn);
    const liftMm = (1 - t) * liftsMm[before] + t * liftsMm[(before + 1) % MEASURED_ANGLES];
    return liftCoil(turned(flat, angleDeg), liftMm);
  };
}

/** The pose turned about the coil's axis by an angle towards the head's right, as `CoilSeat.angleDeg` counts. */
function turned(pose: Pose, angleDeg: number): Pose {
  const c = Math.cos((angleDeg * Math.PI) / 180);
  const s = Math.sin((angleDeg * Math.PI) / 180);
  const out = [...pose];
  for (let r = 0; r < 12; r += 4) {
    out[r] = c * pose[r] + s * pose[r + 1];
    out[r + 1] = c * pose[r + 1] - s * pose[r];
  }
  return out;
}
