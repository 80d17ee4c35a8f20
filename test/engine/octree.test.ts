import { expect, it } from 'vitest';
import { leafKey, readLeafKey } from '../../src/engine/octree';

const LAST_CODE = 8 ** 7 - 1;

it.each([
  [0, 0],
  [5, 2 ** 24 - 1],
  [5, 2 ** 24],
  [LAST_CODE, 2 ** 24],
  [LAST_CODE, 2 ** 32 - 1],
])('a key of leaf %i and point %i gives both back, also beyond 16.7 million points', (code, point) => {
  expect(readLeafKey(leafKey(code, point))).toEqual({ code, point });
  expect(leafKey(code, point)).toBeLessThan(leafKey(code + 1, 0));
});
