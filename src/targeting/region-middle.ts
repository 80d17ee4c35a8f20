import type { FieldSurface } from '../model/head';
import { add, at, distance, scale, type Vec3 } from '../model/vec3';

/** The cortex point of an AAL region that is nearest to the mean of all its points, mm; null when it has none. */
export function regionMiddle(cortex: FieldSurface, aalCode: number): Vec3 | null {
  const members: Vec3[] = [];
  cortex.aal?.forEach((code, v) => {
    if (code === aalCode) members.push(at(cortex.surface.positionsMm, v));
  });
  if (members.length === 0) return null;
  const mean = scale(
    members.reduce((sum, p) => add(sum, p), [0, 0, 0] as Vec3),
    1 / members.length,
  );
  return members.reduce((best, p) => (distance(p, mean) < distance(best, mean) ? p : best));
}

/** The regions a cortex carries, by code, in the order of their names. */
export function cortexRegions(
  cortex: FieldSurface,
  aalNames: Record<number, string>,
): { code: number; name: string }[] {
  const codes = new Set(cortex.aal ?? []);
  return [...codes]
    .filter((code) => aalNames[code] !== undefined)
    .map((code) => ({ code, name: aalNames[code] }))
    .sort((a, b) => a.name.localeCompare(b.name));
}
