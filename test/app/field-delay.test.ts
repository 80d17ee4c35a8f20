import { expect, test, vi } from 'vitest';
import { fieldDelay, measuredDelay } from '../../src/app/field-delay';

let now = 1000;
vi.spyOn(performance, 'now').mockImplementation(() => now);

/** A move whose field is drawn so much later. */
function show(delayMs: number): void {
  fieldDelay.moved(now);
  fieldDelay.asked();
  fieldDelay.came();
  now += delayMs;
  fieldDelay.drawn();
}

test('from the pointer’s event to the picture: median and 95 % of the fields shown last', () => {
  fieldDelay.drawn();
  expect(measuredDelay()).toBeNull();
  // The frames between, and a field that nobody moved the coil for, do not count; of two moves the later one is asked for.
  fieldDelay.moved(now - 50);
  fieldDelay.moved(now);
  fieldDelay.asked();
  fieldDelay.drawn();
  now += 12;
  fieldDelay.came();
  fieldDelay.drawn();
  fieldDelay.asked();
  fieldDelay.came();
  fieldDelay.drawn();
  expect(measuredDelay()).toEqual({ fields: 1, medianMs: 12, p95Ms: 12 });
  for (let ms = 1; ms <= 300; ms++) show(ms);
  // 45 to 300 ms.
  expect(measuredDelay()).toEqual({ fields: 256, medianMs: 172, p95Ms: 288 });
});
