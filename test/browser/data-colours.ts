import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { colourTable, type MapId } from '../../src/scene/colour-maps';
import { SIZES } from './browser';
import { isVivid, painted, pixels, reading, stageGrid } from './page';

const bound = async (page: Page, end: 'from' | 'to'): Promise<number> =>
  Number((await page.getByLabel(`Colour window ${end}, V/m`).inputValue()).replace('−', '-'));

/** Checks that points where the ground is even carry the table's colour for the number that is read out there. */
export async function checkColours(page: Page, map: MapId, quantity: 'magnitude' | 'normal'): Promise<void> {
  const table = colourTable(map);
  await page.mouse.move(2, 2);
  await page.waitForTimeout(700);
  const [min, max] = [await bound(page, 'from'), await bound(page, 'to')];
  const grid = stageGrid(SIZES.small, 9).filter((p) => p.x > 330 || p.y < 200);
  // Not the cards that lie on the stage: the colour bar is vivid too.
  const onStage = await page.evaluate(
    (points) => points.map((p) => document.elementFromPoint(p.x, p.y)?.tagName === 'CANVAS'),
    grid,
  );
  const colours = await pixels(page, grid);
  // Even ground only: next to a fold a neighbouring pixel may show another bank.
  const vivid = grid.filter((_, i) => onStage[i] && isVivid(colours[i])).slice(0, 160);
  expect(vivid.length, map).toBeGreaterThan(10);
  const around = (p: { x: number; y: number }) => [p, { x: p.x + 2, y: p.y }, { x: p.x, y: p.y + 2 }];
  const patches = await pixels(page, vivid.flatMap(around));
  let compared = 0;
  for (const [i, p] of vivid.entries()) {
    const [c, right, below] = patches.slice(3 * i, 3 * i + 3);
    const flat = [right, below].every((o) => o.every((x, k) => Math.abs(x - c[k]) <= 4));
    if (!flat || compared >= 6) continue;
    await page.mouse.move(p.x, p.y);
    // By the outline what is drawn and what is picked may part by a pixel: such a point is passed over.
    const picked = await page
      .waitForFunction(() => document.querySelector('[data-key="origin"]')?.textContent === 'Under the pointer', null, {
        timeout: 5000,
      })
      .catch(() => null);
    if (!picked) continue;
    await painted(page);
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
