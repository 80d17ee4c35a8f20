import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { colourTable } from '../../src/scene/colour-maps';
import { openBrowser, SIZES, SOLVE_TIMEOUT_MS, waitForSolved } from './browser';
import { checkColours } from './data-colours';
import { drawAgain, isVivid, LIGHT, painted, pixels, reading, stageGrid, visit } from './page';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});

const numbers = (text: string): number[] => text.replaceAll('−', '-').split(',').map(Number);

/** The stage's tissue colours, innermost first. */
const TISSUES = { white: '#e6e1da', grey: '#9c8d8a', fluid: '#4b687d', bone: '#e4dcc6', skin: '#a98b7d' };

function nearestTissue(colour: readonly number[]): string | null {
  for (const [name, hex] of Object.entries(TISSUES)) {
    const of = [1, 3, 5].map((k) => Number.parseInt(hex.slice(k, k + 2), 16));
    if (of.every((x, k) => Math.abs(x - colour[k]) <= 4)) return name;
  }
  return null;
}

/** Pixels of the slices that have exactly a colour of the bar: the field's lines have, its see-through layer has not. */
const linePixels = (page: Page): Promise<number> =>
  page.evaluate(
    (table) => {
      const entries = new Set<string>();
      for (let k = 0; k < table.length; k += 3) entries.add(table.slice(k, k + 3).join(' '));
      let count = 0;
      for (const canvas of document.querySelectorAll<HTMLCanvasElement>('[data-slice] canvas')) {
        const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
        for (let i = 0; i < data.length; i += 4) if (entries.has(data.slice(i, i + 3).join(' '))) count++;
      }
      return count;
    },
    [...colourTable('viridis')],
  );

/** Clicks the middle of a slice, moved by some pixels. */
async function clickSlice(page: Page, id: string, dx = 0, dy = 0): Promise<void> {
  const box = await page.locator(`[data-slice="${id}"] canvas`).boundingBox();
  if (!box) throw new Error(`no ${id} slice`);
  await page.mouse.click(box.x + box.width / 2 + dx, box.y + box.height / 2 + dy);
  await painted(page);
}

test('slices, cut and opened cortex say the same as the readouts', async () => {
  const bare = `${LIGHT}&v.layers.coil.shown=false&v.shading=false&v.slices.shown=true`;
  const { page, errors, close } = await visit(browser, inject('url'), bare);
  await waitForSolved(page);

  // Slices: the field in the brain comes of a solve of its own.
  await expect.poll(() => reading(page, 'crosshair-field'), { timeout: SOLVE_TIMEOUT_MS }).toMatch(/^\d/);
  await clickSlice(page, 'axial');
  const [x, y, z] = numbers(await reading(page, 'crosshair-mm'));
  await clickSlice(page, 'axial', 20, 0);
  const moved = numbers(await reading(page, 'crosshair-mm'));
  expect(moved[0]).toBeGreaterThan(x + 5);
  expect(moved.slice(1)).toEqual([y, z]);
  expect(await reading(page, 'crosshair-tissue')).toMatch(/matter$/);
  expect(Number(await reading(page, 'crosshair-field'))).toBeGreaterThan(0);
  // A corner of the slice lies in the air.
  await page.locator('[data-slice="axial"] canvas').focus();
  for (let k = 0; k < 12; k++) await page.keyboard.press('Shift+ArrowRight');
  await painted(page);
  expect(await reading(page, 'crosshair-tissue')).toBe('outside the head');
  expect(await reading(page, 'crosshair-field')).toBe('–');

  // A pick on the stage takes the crosshair with it. From here on the stage is looked at.
  await drawAgain(page);
  await page.locator('canvas[role="img"]').focus();
  await page.keyboard.press('h');
  const grid = stageGrid(SIZES.small, 9).filter((p) => p.y > 220 && p.y < 360);
  const colours = await pixels(page, grid);
  const bright = grid.find((_, i) => isVivid(colours[i]));
  if (!bright) throw new Error('no field on the stage');
  await page.mouse.click(bright.x, bright.y);
  await expect.poll(() => reading(page, 'origin')).toMatch(/Pinned|pointer/);
  await painted(page);
  expect(numbers(await reading(page, 'crosshair-mm'))).toEqual(numbers(await reading(page, 'position')));
  await page.keyboard.press('i');
  await page.keyboard.press('h');

  // A cut seen from above shows the five tissues from the middle outwards.
  await page.keyboard.press('5');
  await page.keyboard.press('x');
  for (let k = 0; k < 3; k++) await page.keyboard.press('Shift+PageUp');
  await page.waitForTimeout(800);
  const box = await page.locator('.stage').boundingBox();
  if (!box) throw new Error('no stage');
  const row = Array.from({ length: box.width }, (_, k) => ({ x: box.x + k, y: box.y + box.height * 0.4 }));
  const seen = new Set((await pixels(page, row)).map(nearestTissue).filter((name) => name !== null));
  expect([...seen].sort()).toEqual(Object.keys(TISSUES).sort());

  // A knob of the cut: Escape gives its drag up, a key that takes it away or makes it another keeps what was reached.
  await page.keyboard.press('1');
  const knob = page.getByRole('button', { name: /^Move the cut/ });
  const place = (axis: string) => page.getByRole('textbox', { name: axis, exact: true }).inputValue();
  const dragKnob = async (): Promise<void> => {
    await knob.hover();
    const at = await knob.boundingBox();
    if (!at) throw new Error('no knob');
    await page.mouse.down();
    await page.mouse.move(at.x, at.y + 60);
  };
  const before = await place('z');
  await dragKnob();
  expect(await place('z')).not.toBe(before);
  await page.keyboard.press('Escape');
  await page.mouse.move(150, 240);
  expect(await place('z')).toBe(before);
  await page.mouse.up();
  for (const key of ['u', 'x']) {
    const last = await place('z');
    await dragKnob();
    const reached = await place('z');
    expect(reached, key).not.toBe(last);
    await page.keyboard.press(key);
    await page.mouse.move(150, 240);
    await page.mouse.up();
    expect(await place(key === 'x' ? 'y' : 'z'), key).toBe(reached);
    if (key === 'u') await page.keyboard.press('u');
  }
  for (let k = 0; k < 3; k++) await page.keyboard.press('x');

  // The opened cortex carries the colours of what is read on it.
  await page.keyboard.press('u');
  // Near enough that colours change little from one pixel to the next.
  for (let k = 0; k < 6; k++) await page.keyboard.press('+');
  await checkColours(page, 'viridis', 'magnitude');
  expect(await reading(page, 'layer')).toBe('Cortex');
  await page.keyboard.press('u');

  // Of a coil that moves the slices show what is known at once: the field along cortex and white matter.
  await page.keyboard.press('i');
  await page.locator('.slices-note', { hasText: 'mm grid' }).waitFor({ timeout: SOLVE_TIMEOUT_MS });
  await painted(page);
  const atRest = await linePixels(page);
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(() => linePixels(page), { timeout: 30_000 }).toBeGreaterThan(atRest + 200);
  expect(await reading(page, 'crosshair-field')).toBe('–');
  expect(errors).toEqual([]);
  await close();
});
