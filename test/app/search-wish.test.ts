import { beforeAll, describe, expect, test } from 'vitest';
import { componentOf, DEFAULT_WISH, goalOf, NOTHING, targetOptions } from '../../src/app/search-wish';
import type { Head } from '../../src/model/head';
import { at, distance, norm } from '../../src/model/vec3';
import { TARGETS } from '../../src/targeting/targets';
import { bundledHead } from './bundled';

let head: Head;
beforeAll(async () => {
  head = await bundledHead();
});

const named = (target: string, pinned: Parameters<typeof goalOf>[3] = null) => {
  const found = goalOf(target, 'magnitude', head, pinned);
  if (typeof found === 'string') throw new Error(found);
  return found;
};

describe('what a placement is searched for', () => {
  test('is any target, any region of the cortex, or what is pinned; each has a goal', () => {
    const options = targetOptions(head);
    expect(new Set(options.map((o) => o.id)).size).toBe(options.length);
    expect(options.map((o) => o.id)).not.toContain(NOTHING);
    const pinned = { positionMm: TARGETS[0].mniMm, aalCode: 0 };
    for (const { id, group } of options) {
      const goal = goalOf(id, 'magnitude', head, pinned);
      if (id === 'pinned-region') expect(goal).toMatch(/no labelled region/);
      else if (typeof goal === 'string') throw new Error(`${group}, ${id}: ${goal}`);
      else expect(goal.goal.weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 6);
    }
    expect(options.filter((o) => o.group.startsWith('Regions')).length).toBeGreaterThan(50);
  });

  test('a region is searched round its middle', () => {
    const precentral = targetOptions(head).find((o) => o.title === 'Precentral L');
    const { atMm, title } = named(precentral?.id ?? '');
    expect(title).toBe('Precentral L');
    // The middle of the left precentral gyrus in the atlas lies about (-38, -6, 51).
    expect(distance(atMm, [-38, -6, 51])).toBeLessThan(12);
  });

  test('a pinned point is that point, and asks for a click where there is none', () => {
    const cortex = head.fieldSurfaces[0];
    const positionMm = at(cortex.pointsMm, 500);
    expect(named('pinned-point', { positionMm, aalCode: 0 }).atMm).toEqual(positionMm);
    expect(goalOf('pinned-point', 'magnitude', head, null)).toMatch(/Click on the cortex/);
  });

  test('along a direction each vertex has that direction, of length one', () => {
    const component = componentOf({ ...DEFAULT_WISH, component: 'direction', direction: [0, 3, 4] });
    const found = goalOf(TARGETS[0].id, component, head, null);
    if (typeof found === 'string') throw new Error(found);
    const { directions, vertices } = found.goal;
    expect(directions).toHaveLength(3 * vertices.length);
    const first = at(directions ?? [], 0);
    expect(norm(first)).toBeCloseTo(1, 6);
    expect(first[1] / first[2]).toBeCloseTo(0.75, 6);
  });
});
