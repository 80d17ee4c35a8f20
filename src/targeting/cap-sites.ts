import type { Head } from '../model/head';
import type { Vec3 } from '../model/vec3';
import { tenTenPositions } from './ten-ten';

const known = new WeakMap<Head, ReadonlyMap<string, Vec3>>();

/** The 10-10 positions of a head by name, RAS mm on the scalp; the finer 10-5 ones are left out. Empty without landmarks. */
export function headSites(head: Head): ReadonlyMap<string, Vec3> {
  let sites = known.get(head);
  if (!sites) {
    const all = head.landmarks ? tenTenPositions(head.layers[0].surface, head.landmarks) : new Map<string, Vec3>();
    sites = new Map([...all].filter(([name]) => isTenTen(name)));
    known.set(head, sites);
  }
  return sites;
}

/** Names of the 10-10 system: no half steps (h), no rows between rows, no ears and no ring below the equator. */
const isTenTen = (name: string): boolean =>
  /^(Fp|AF|F|FC|FT|C|T|CP|TP|P|PO|O)(z|\d{1,2})$/.test(name) && !/(9|10)$/.test(name);
