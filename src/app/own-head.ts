import { type Head, mniPoint } from '../model/head';
import { sub } from '../model/vec3';
import { headSites } from '../targeting/cap-sites';
import { defaultAngleDeg } from '../targeting/coil-pose';
import { DEFAULT_PLAN, type Placement, type Scenario } from './plan';
import { appStore, setPlan } from './store';

/** Where a scenario's coil goes on another head: the position of the same name, F3 for a coil that was placed by hand. */
function moved({ placement, siteName }: Scenario, head: Head): { placement: Placement; siteName: string } {
  const sites = headSites(head);
  const name = sites.has(siteName) ? siteName : DEFAULT_PLAN.siteName;
  const siteMm = sites.get(name) ?? placement.siteMm;
  const middleMm = mniPoint(head, [0, 0, 0]);
  return {
    placement: {
      siteMm,
      angleDeg: defaultAngleDeg(sub(siteMm, middleMm)),
      pitchDeg: 0,
      rollDeg: 0,
      gapMm: placement.gapMm,
    },
    siteName: name,
  };
}

/** Plans on another head: one step of undo. Coils go to the positions of their names. */
export function chooseHead(head: Head): void {
  const { plan } = appStore.getState();
  setPlan({ head: head.id, ...moved(plan, head), other: { ...plan.other, ...moved(plan.other, head) } });
}
