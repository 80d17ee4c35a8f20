import { expect, test } from 'vitest';
import { labelsOnTheLeft } from '../../src/scene/label-sides';

test('a name stands left of its dot where it would cover another and has room there', () => {
  //        F1 ─name─ ● FC3: F1 goes left; FC3, with nothing beside it, stays.
  expect(labelsOnTheLeft([at(100, 50), at(150, 55)])).toEqual([true, false]);
  // No room at the stage's edge; none between two; not in the way at another height.
  expect(labelsOnTheLeft([at(40, 50), at(80, 50)])).toEqual([false, false]);
  expect(labelsOnTheLeft([at(100, 50), at(150, 50), at(200, 50)])).toEqual([true, false, false]);
  expect(labelsOnTheLeft([at(100, 50), at(150, 70)])).toEqual([false, false]);
});

const at = (x: number, y: number) => ({ x, y, widthPx: 70 });
