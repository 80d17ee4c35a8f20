import { expect, test } from 'vitest';
import { pictureTitle } from '../../src/app/sheet-data';

test('the sheet’s picture is not called the field where it is not solved', () => {
  expect(pictureTitle({ kind: 'solved' })).toBe('Coil on the head, field on the cortex');
  expect(pictureTitle({ kind: 'primary' })).toContain('own field alone');
  expect(pictureTitle({ kind: 'live' })).toContain('not solved');
  expect(pictureTitle(null)).not.toContain('field');
});
