import type { Coil } from '../model/coil';
import type { Head } from '../model/head';
import type { Vec3 } from '../model/vec3';
import { defaultAngleDeg, liftCoil } from '../targeting/coil-pose';
import { opposedWings, standOnEdge } from '../targeting/sham';
import { coilOrDefault } from './coil-library';
import { Placer } from './placement';
import type { Placement, Plan } from './plan';
import type { SideJob } from './side-solve';
import { locatorOf } from './site-finder';

/** What of a plan decides where its coil lies, at the hotspot and as a sham. */
export type CoilPlan = Pick<Plan, 'coilId' | 'placement' | 'targeting' | 'sham'>;

const placers = new WeakMap<Head, { placer: Placer; coilId: string }>();

/** A placer that already knows the coil. */
function placerFor(head: Head, coil: Coil): Placer {
  const known = placers.get(head);
  if (known?.coilId === coil.id) return known.placer;
  const placer = known?.placer ?? new Placer(head.layers[0].surface);
  placer.setCoil(coil);
  placers.set(head, { placer, coilId: coil.id });
  return placer;
}

/** The scalp over the hand's motor hotspot: as marked, else over the hand area of the coil's side. Null without landmarks. */
export function motorSiteMm(plan: CoilPlan, head: Head): Vec3 | null {
  const side = plan.placement.siteMm[0] > 0 ? 'right' : 'left';
  return plan.targeting.patient.hotspotMm ?? locatorOf(head)?.defaultHotspotMm(side) ?? null;
}

/** The plan's coil at the motor hotspot: its own gap, flat, handle back and lateral. */
export function motorJob(plan: CoilPlan, head: Head): SideJob | null {
  const siteMm = motorSiteMm(plan, head);
  if (!siteMm) return null;
  const coil = coilOrDefault(plan.coilId);
  const placement: Placement = {
    siteMm,
    angleDeg: defaultAngleDeg(siteMm),
    pitchDeg: 0,
    rollDeg: 0,
    gapMm: plan.placement.gapMm,
  };
  return {
    key: jobKey(coil, 'active', placement),
    title: 'motor hotspot',
    coil,
    pose: placerFor(head, coil).pose(placement),
  };
}

export type ShamId = 'on-edge' | 'lifted' | 'opposed';

export const SHAMS: readonly { id: ShamId; title: string; what: string }[] = [
  { id: 'on-edge', title: 'Turned 90°', what: 'on the edge of one wing, over the same site' },
  { id: 'lifted', title: 'Lifted', what: 'backed off along its axis' },
  { id: 'opposed', title: 'Opposed wings', what: 'the current of one wing turned round' },
];

/** The plan's coil as a sham; null where it cannot be made one, as opposed wings of a circular coil. */
export function shamJob(plan: CoilPlan, head: Head, id: ShamId): SideJob | null {
  const coil = coilOrDefault(plan.coilId);
  const { placement } = plan;
  const placer = placerFor(head, coil);
  const title = SHAMS.find((s) => s.id === id)?.title.toLowerCase() ?? id;
  if (id === 'on-edge') {
    if (!coil.casing) return null;
    const seat = { ...placement, tiltDeg: [0, 0] as const };
    const pose = standOnEdge(placer.seating, seat, coil.casing);
    return { key: jobKey(coil, id, placement), title, coil, pose };
  }
  const pose = placer.pose(placement);
  if (id === 'lifted') {
    const { shamLiftMm } = plan.targeting;
    return { key: jobKey(coil, `${id} ${shamLiftMm}`, placement), title, coil, pose: liftCoil(pose, shamLiftMm) };
  }
  const opposed = opposedWings(coil);
  return opposed && { key: jobKey(opposed, id, placement), title, coil: opposed, pose };
}

const jobKey = (coil: Coil, what: string, placement: Placement): string =>
  JSON.stringify([coil.id, what, placement.siteMm.map((x) => Math.round(100 * x) / 100), { ...placement, siteMm: 0 }]);
