import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { colourTable } from '../../src/scene/colour-maps';
import { openBrowser, SIZES, waitForSolved } from './browser';
import { checkColours } from './data-colours';
import { drawAgain, LIGHT, pixels, visit } from './page';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});

/** Cortex alone, unshaded: what the colour of a pixel says is the number under it. */
const BARE = `${LIGHT}&v.layers.scalp.shown=false&v.layers.coil.shown=false&v.shading=false&v.threshold=0.1`;

describe('data colours', () => {
  let page: Page;
  beforeAll(async () => {
    ({ page } = await visit(browser, inject('url'), `${BARE}&v.window={"min":0,"max":80}&v.colourMap="magma"`));
    await waitForSolved(page);
    // Drawn once it is solved, with the colours that come first.
    await drawAgain(page);
    await page.getByRole('combobox', { name: 'Colours' }).selectOption('viridis');
  });

  test('the bar shows the table from end to end', async () => {
    const box = await page.getByTestId('colour-bar').boundingBox();
    if (!box) throw new Error('no colour bar');
    const table = colourTable('viridis');
    const shares = [0.2, 0.35, 0.5, 0.65, 0.8, 0.95];
    const seen = await pixels(
      page,
      shares.map((s) => ({ x: box.x + s * box.width, y: box.y + box.height / 2 })),
    );
    seen.forEach((c, i) => {
      const entry = Math.round(shares[i] * 255);
      for (let k = 0; k < 3; k++) expect(Math.abs(c[k] - table[3 * entry + k])).toBeLessThanOrEqual(6);
    });
  });

  test('a pixel’s colour is the bar’s colour for the value read there, for every map', async () => {
    await checkColours(page, 'viridis', 'magnitude');
    for (const map of ['cividis', 'batlow', 'magma'] as const) {
      await page.getByRole('combobox', { name: 'Colours' }).selectOption(map);
      await checkColours(page, map, 'magnitude');
    }
    // Across a gyrus the normal component changes its sign: only from near by is the ground even.
    await page.mouse.move(SIZES.small.width / 4, SIZES.small.height / 2);
    for (let i = 0; i < 8; i++) await page.mouse.wheel(0, -300);
    await page.locator('.segment', { hasText: 'Along normal' }).click();
    for (const map of ['vik', 'blueOrange'] as const) {
      await page.getByRole('combobox', { name: 'Colours' }).selectOption(map);
      await checkColours(page, map, 'normal');
    }
  });
});
