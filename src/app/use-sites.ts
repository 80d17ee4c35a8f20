import { useEffect, useState } from 'react';
import type { Head } from '../model/head';
import type { Vec3 } from '../model/vec3';
import { headSites } from '../targeting/cap-sites';

const NONE: ReadonlyMap<string, Vec3> = new Map();

/** The 10-10 positions of a head; empty until the first picture stands, since laying the tapes takes some tenths of a second. */
export function useSites(head: Head | null): ReadonlyMap<string, Vec3> {
  const [sites, setSites] = useState(NONE);
  useEffect(() => {
    setSites(NONE);
    if (!head) return;
    const timer = setTimeout(() => setSites(headSites(head)), 150);
    return () => clearTimeout(timer);
  }, [head]);
  return sites;
}
