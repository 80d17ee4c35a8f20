import type { Head } from '../model/head';
import { norm, sub, type Vec3 } from '../model/vec3';
import { headSites } from '../targeting/cap-sites';
import { OLDER_NAMES } from '../targeting/ten-ten';

/** Position of a site by its name, old names (T3) included; undefined when the head has none such. */
export const sitePosition = (head: Head, name: string): Vec3 | undefined =>
  headSites(head).get(OLDER_NAMES[name] ?? name);

/**
 * Sites laid flat as a cap seen from above, nose up: direction from Cz kept, distance from Cz in share of the angle that
 * the head's rim takes. Coordinates from -1 to 1, right ear at x = 1.
 */
export function capLayout(head: Head): Map<string, { x: number; y: number }> {
  const sites = headSites(head);
  const out = new Map<string, { x: number; y: number }>();
  const fpz = sites.get('Fpz');
  const oz = sites.get('Oz');
  if (!fpz || !oz) return out;
  const middle: Vec3 = [(fpz[0] + oz[0]) / 2, (fpz[1] + oz[1]) / 2, Math.min(fpz[2], oz[2])];
  const polar = [...sites].map(([name, p]) => {
    const d = sub(p, middle);
    // Squeezed to a round head, so that names keep apart at the temples.
    const round: Vec3 = [d[0] / 78, d[1] / 100, d[2] / 95];
    const tilt = Math.acos(Math.min(1, Math.max(-1, round[2] / norm(round))));
    return { name, tilt, turn: Math.atan2(round[1], round[0]) };
  });
  const rim = Math.max(...polar.map((s) => s.tilt));
  for (const { name, tilt, turn } of polar) {
    out.set(name, { x: (tilt / rim) * Math.cos(turn), y: (tilt / rim) * Math.sin(turn) });
  }
  return out;
}
