import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { colourTable, type MapId } from '../../src/scene/colour-maps';
import { openBrowser, SIZES, waitForSolved } from './browser';
import { isVivid, LIGHT, type Opened, pixels, reading, stageGrid, visit } from './page';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});

/** Cortex alone, unshaded: what the colour of a pixel says is the number under it. */
const BARE = `${LIGHT}&v.layers.scalp.shown=false&v.layers.coil.shown=false&v.shading=false&v.threshold=0.1`;

async function bare(map: string): Promise<Opened> {
  const opened = await visit(browser, inject('url'), `${BARE}&v.colourMap="${map}"&v.window={"min":0,"max":80}`);
  await waitForSolved(opened.page);
  return opened;
}

const bound = async (page: Page, end: 'from' | 'to'): Promise<number> =>
  Number((await page.getByLabel(`Colour window ${end}, V/m`).inputValue()).replace('−', '-'));

/** Points where the ground is even carry the table's colour for the number that is read out there. */
async function check(page: Page, map: MapId, quantity: 'magnitude' | 'normal'): Promise<void> {
  const table = colourTable(map);
  await page.mouse.move(2, 2);
  await page.waitForTimeout(700);
  const [min, max] = [await bound(page, 'from'), await bound(page, 'to')];
  const grid = stageGrid(SIZES.small, 9).filter((p) => p.x > 330 || p.y < 200);
  const colours = await pixels(page, grid);
  // Even ground only: next to a fold a neighbouring pixel may show another bank.
  const vivid = grid.filter((_, i) => isVivid(colours[i])).slice(0, 160);
  expect(vivid.length, map).toBeGreaterThan(10);
  const around = (p: { x: number; y: number }) => [p, { x: p.x + 2, y: p.y }, { x: p.x, y: p.y + 2 }];
  const patches = await pixels(page, vivid.flatMap(around));
  let compared = 0;
  for (const [i, p] of vivid.entries()) {
    const [c, right, below] = patches.slice(3 * i, 3 * i + 3);
    const flat = [right, below].every((o) => o.every((x, k) => Math.abs(x - c[k]) <= 4));
    if (!flat || compared >= 6) continue;
    await page.mouse.move(p.x, p.y);
    await expect.poll(() => reading(page, 'origin'), { timeout: 20_000 }).toBe('Under the pointer');
    await page.waitForTimeout(600);
    const voltsPerM = Number((await reading(page, quantity)).replace('−', '-'));
    if (Math.abs(voltsPerM) >= 0.98 * max) continue;
    const entry = ((voltsPerM - min) / (max - min)) * 255;
    const [low, high] = [Math.floor(entry) - 2, Math.ceil(entry) + 2].map((x) => Math.min(255, Math.max(0, x)));
    for (let k = 0; k < 3; k++) {
      const ends = [table[3 * low + k], table[3 * high + k]];
      expect(c[k], `${map} at ${p.x},${p.y}: ${voltsPerM} V/m`).toBeGreaterThanOrEqual(Math.min(...ends) - 2);
      expect(c[k], `${map} at ${p.x},${p.y}: ${voltsPerM} V/m`).toBeLessThanOrEqual(Math.max(...ends) + 2);
    }
    compared++;
  }
  expect(compared, map).toBeGreaterThanOrEqual(4);
}

describe('data colours', () => {
  test('a pixel’s colour is the bar’s colour for the value read there, for every map', async () => {
    const { page, close } = await bare('viridis');
    await check(page, 'viridis', 'magnitude');
    for (const map of ['cividis', 'batlow', 'magma'] as const) {
      await page.getByRole('combobox', { name: 'Colours' }).selectOption(map);
      await check(page, map, 'magnitude');
    }
    await page.locator('.segment', { hasText: 'Along normal' }).click();
    for (const map of ['vik', 'blueOrange'] as const) {
      await page.getByRole('combobox', { name: 'Colours' }).selectOption(map);
      await check(page, map, 'normal');
    }
    await close();
  });

  test('the bar shows the table from end to end', async () => {
    const { page, close } = await bare('viridis');
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
    await close();
  });
});
