import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { type FindRequest, findPlacement, foundText, mapCsv } from '../../src/cli/find-placement';
import type { Head } from '../../src/model/head';
import { distance } from '../../src/model/vec3';
import { loadHead } from '../head/bundled';

const CORE = fileURLToPath(new URL('../../build/core.wasm', import.meta.url));

/** A small search: the whole of one is timed by `npm run bench:live`. */
const REQUEST: FindRequest = {
  target: 'm1-hand',
  component: 'magnitude',
  coil: 'figure8-70',
  gapMm: 4,
  radiusMm: 8,
  angleDeg: 40,
  spanDeg: 20,
  grid: { siteStepMm: 4, angleStepDeg: 10 },
  error: { positionSdMm: 3, turnSdDeg: 5, tiltSdDeg: 0 },
};

let head: Head;
let plain: Awaited<ReturnType<typeof findPlacement>>;
const find = (change: Partial<FindRequest> = {}) => findPlacement({ ...REQUEST, ...change }, head, CORE);
beforeAll(async () => {
  head = await loadHead('full');
  plain = await find();
});

describe('coilscope place --maximize', () => {
  test('holds to its bounds, gains on the usual pose, and says what missing it costs', () => {
    const { found, map } = plain;
    expect(Math.abs(found.angle_deg - 40)).toBeLessThanOrEqual(20);
    for (const { siteMm } of map) expect(distance(siteMm, found.site_mm)).toBeLessThan(17);
    expect(found.gain).toBeGreaterThan(0.98);
    expect(found.avoided_v_per_m_at_1_a_per_us).toBeNull();
    const quantiles = found.spread_quantiles;
    expect(quantiles).toEqual([...quantiles].sort((a, b) => a - b));
    expect(quantiles[2]).toBeGreaterThan(0.8);
    expect(foundText(found)).toMatch(/missed by {2}3 mm, turn 5 deg, tilt 0 deg/);
    expect(mapCsv(map).trim().split('\n')).toHaveLength(map.length + 1);
  });

  test('sparing a place costs the target something, and says what the place gets', async () => {
    const { found: sparing } = await find({ avoid: 'F3' });
    expect(sparing.v_per_m_at_1_a_per_us).toBeLessThanOrEqual(1.001 * plain.found.v_per_m_at_1_a_per_us);
    expect(sparing.avoided_v_per_m_at_1_a_per_us).toBeGreaterThan(0);
  });

  test('a region that is none is refused by name', async () => {
    await expect(find({ target: 'region:Nowhere' })).rejects.toThrow(/region "Nowhere": there is none such/);
  });
});
