import { expect, test } from 'vitest';
import { typedNumber } from '../../src/app/typed-number';

test('a number is read by comma or point, with either minus sign and with its unit', () => {
  expect(['-10', '−10', ' 12,5', '30°', '4.0 mm'].map(typedNumber)).toEqual([-10, -10, 12.5, 30, 4]);
  expect(typedNumber('')).toBeNaN();
});
