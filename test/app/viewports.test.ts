import { describe, expect, test } from 'vitest';
import { SIDES } from '../../src/app/sides';
import { contains, viewportsOf } from '../../src/scene/viewports';

const beside = { layout: 'beside', wipe: 0.5, scale: 'own' } as const;

describe('how the sides share the canvas', () => {
  test('one side has all of it', () => {
    expect(viewportsOf(['b'], beside, 800, 600)).toEqual([
      {
        side: 'b',
        view: { x: 0, y: 0, width: 800, height: 600 },
        clip: { x: 0, y: 0, width: 800, height: 600 },
      },
    ]);
  });

  test.each([
    [1100, 900, true],
    [390, 1200, false],
  ])('two stand beside each other on a wide stage and above each other on a tall one: %d x %d', (w, h, row) => {
    const [a, b] = viewportsOf(SIDES, beside, w, h);
    expect([a.view.width, a.view.height]).toEqual([b.view.width, b.view.height]);
    expect(b.view.x > a.view.x).toBe(row);
    expect(b.view.y > a.view.y).toBe(!row);
    for (const { view, clip } of [a, b]) expect(clip).toEqual(view);
  });

  test('a wipe shows one view, each side of the cut its own field, every pixel one', () => {
    const [a, b] = viewportsOf(SIDES, { ...beside, layout: 'wipe', wipe: 0.3 }, 1000, 700);
    expect(a.view).toEqual(b.view);
    for (const x of [0, 299, 300, 999]) {
      expect([contains(a.clip, x, 300), contains(b.clip, x, 300)]).toEqual([x < 300, x >= 300]);
    }
  });
});
