import { beforeAll, describe, expect, test } from 'vitest';
import { MONTAGE_PRESETS, montageElectrodes } from '../../src/app/montage';
import { DEFAULT_PLAN, netCurrentMa } from '../../src/app/plan';
import { capLayout, sitePosition } from '../../src/app/sites';
import type { Head } from '../../src/model/head';
import { distance } from '../../src/model/vec3';
import { headSites } from '../../src/targeting/cap-sites';
import { defaultAngleDeg } from '../../src/targeting/coil-pose';

let head: Head;
beforeAll(async () => {
  const { bundledHead } = await import('./bundled');
  head = await bundledHead();
});

describe('sites of the bundled head', () => {
  test('the plan a visitor opens with lies where choosing its site would put it', () => {
    const site = sitePosition(head, DEFAULT_PLAN.siteName);
    if (!site) throw new Error(`no site ${DEFAULT_PLAN.siteName}`);
    expect(distance(site, DEFAULT_PLAN.placement.siteMm)).toBeLessThan(1.5);
    expect(DEFAULT_PLAN.placement.angleDeg).toBe(defaultAngleDeg(site));
  });

  test('are the 10-10 system, old names included, with none of the finer ones', () => {
    const names = [...headSites(head).keys()];
    for (const name of ['Fpz', 'F3', 'FC5', 'T7', 'Cz', 'PO8', 'Oz']) expect(names).toContain(name);
    expect(names.some((n) => n.includes('h') || /9$|10$/.test(n))).toBe(false);
    expect(sitePosition(head, 'T3')).toEqual(sitePosition(head, 'T7'));
  });

  test('lie apart on the cap, left on the left, and inside its rim', () => {
    const cap = [...capLayout(head)];
    for (const [name, p] of cap) {
      expect(Math.hypot(p.x, p.y), name).toBeLessThan(1.02);
      const side = /(\d+)$/.exec(name)?.[1];
      if (side) expect(p.x < 0, name).toBe(Number(side) % 2 === 1);
    }
    for (let i = 0; i < cap.length; i++) {
      for (let j = 0; j < i; j++) {
        const gap = Math.hypot(cap[i][1].x - cap[j][1].x, cap[i][1].y - cap[j][1].y);
        expect(gap, `${cap[i][0]} and ${cap[j][0]}`).toBeGreaterThan(0.06);
      }
    }
  });

  test('carry every montage preset, whose currents balance', () => {
    for (const preset of MONTAGE_PRESETS) {
      expect(netCurrentMa(preset.montage), preset.id).toBeCloseTo(0, 9);
      const electrodes = montageElectrodes({ ...DEFAULT_PLAN, ...preset }, head);
      if (typeof electrodes === 'string') throw new Error(electrodes);
      expect(electrodes.length).toBe(preset.montage.length);
    }
  });

  test('a montage that cannot be solved is answered in one line', () => {
    const plan = { ...DEFAULT_PLAN, montage: [{ at: 'F3', currentMa: 1 }] };
    expect(montageElectrodes(plan, head)).toBe('A montage needs at least two electrodes.');
    const unknown = [
      { at: 'F3', currentMa: 1 },
      { at: 'Q7', currentMa: -1 },
    ];
    expect(montageElectrodes({ ...plan, montage: unknown }, head)).toBe(
      'There is no 10-10 position "Q7" on this head.',
    );
  });
});
