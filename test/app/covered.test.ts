import { describe, expect, test } from 'vitest';
import { clearOf } from '../../src/scene/covered';

/**
 *  +--------------------+
 *  |                    |
 *  |            +----+  |
 *  |  +----+    | B  |  |
 *  |  | A  |    +----+  |
 *  +--------------------+
 */
const stage = { width: 1000, height: 600 };
const a = { x: 20, y: 400, width: 300, height: 180 };
const b = { x: 700, y: 300, width: 200, height: 200 };
const out = (x: number, y: number) => clearOf([a, b], stage, x, y, 15);

describe('what stands on the stage', () => {
  test('stays where nothing covers it', () => {
    expect(out(500, 300)).toEqual([500, 300]);
    expect(out(170, 380)).toEqual([170, 380]);
  });

  test('leaves a card the shortest way', () => {
    expect(out(310, 500)).toEqual([335, 500]);
    expect(out(170, 410)).toEqual([170, 385]);
    expect(out(710, 400)).toEqual([685, 400]);
  });

  test('does not leave the stage for it', () => {
    // To the left or below there is no room.
    expect(out(25, 560)).toEqual([25, 385]);
  });
});
