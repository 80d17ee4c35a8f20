import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser, SIZES, SOLVE_TIMEOUT_MS } from './browser';
import { coloursOf, LIGHT, saved, visit } from './page';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});

/** A field may take as long as a solve to arrive. */
const LONG = { timeout: SOLVE_TIMEOUT_MS };

const solvedSide = (page: Page, side: 'a' | 'b'): Promise<unknown> =>
  page.locator(`.side-head[data-side="${side}"][data-phase="solved"]`).waitFor({ timeout: SOLVE_TIMEOUT_MS });

/** The area a side's card gives, mm2; NaN while it gives none. */
async function area(page: Page, side: 'a' | 'b'): Promise<number> {
  const text = (await page.locator(`[data-key="area-${side}"]`).textContent()) ?? '';
  return Number.parseFloat(text.replace(/[^\d.]/g, ''));
}

/** The area once it has stood still: figures follow a slider a moment later, on a busy machine several. */
async function areaAtRest(page: Page, side: 'a' | 'b'): Promise<number> {
  let last = Number.NaN;
  const stands = async (): Promise<boolean> => {
    const now = await area(page, side);
    const same = now === last;
    last = now;
    return same;
  };
  await expect.poll(stands, { ...LONG, interval: 1000 }).toBe(true);
  return last;
}

describe('comparing two fields', () => {
  test('solves both sides on one head; threshold, coil and montage move the areas', async () => {
    const { page, close, errors } = await visit(browser, inject('url'), LIGHT, { viewport: SIZES.desktop });
    await page.getByText('Compare', { exact: true }).first().click();
    await solvedSide(page, 'a');
    await solvedSide(page, 'b');
    await expect.poll(() => decodeURIComponent(page.url())).toContain('v.task="compare"');
    const before = { a: await area(page, 'a'), b: await area(page, 'b') };
    // A figure-eight covers some 60 cm2 of this cortex at half of its percentile, pads several times that.
    expect(before.a).toBeGreaterThan(3000);
    expect(before.b / before.a).toBeGreaterThan(2);
    expect(before.b / before.a).toBeLessThan(10);

    const slider = page.locator('.compare-bar input[type="range"]');
    await slider.focus();
    for (let k = 0; k < 20; k++) await page.keyboard.press('ArrowRight');
    await expect.poll(() => area(page, 'a'), LONG).toBeLessThan(0.7 * before.a);
    await expect.poll(() => area(page, 'b'), LONG).toBeLessThan(0.7 * before.b);
    const at70 = { a: await areaAtRest(page, 'a'), b: await areaAtRest(page, 'b') };

    await page.getByRole('button', { name: 'A and B' }).click();
    await page.getByRole('combobox', { name: 'Model' }).selectOption('circular-90');
    // At once, then solved; the other side stays.
    await expect.poll(() => area(page, 'a'), LONG).toBeGreaterThan(1.3 * at70.a);
    await solvedSide(page, 'a');
    await expect.poll(() => area(page, 'a'), LONG).toBeGreaterThan(1.3 * at70.a);
    expect(await area(page, 'b')).toBe(at70.b);

    await page.locator('.side-head[data-side="b"]').click();
    await page.getByRole('button', { name: 'HD 4×1 at F3' }).click();
    await page.locator('.side-head[data-side="b"]:not([data-phase="solved"])').waitFor();
    await solvedSide(page, 'b');
    await expect.poll(() => area(page, 'b'), LONG).toBeLessThan(0.6 * at70.b);

    await page.getByRole('button', { name: 'Focality', exact: true }).click();
    await figureOpens(page, { a: await areaAtRest(page, 'a'), b: await areaAtRest(page, 'b') });
    expect(errors).toEqual([]);
    await close();
  });
});

/** Saves the figure of A(f) as CSV, SVG and PNG and opens each: the numbers are those on the page, the pictures have curves. */
async function figureOpens(page: Page, areasMm2: { a: number; b: number }): Promise<void> {
  const figure = page.getByRole('region', { name: 'Focality', exact: true }).last();
  await figure.getByRole('img').first().waitFor();
  const press = (name: string) => () => figure.getByRole('button', { name, exact: true }).click();
  const csv = await saved(page, press('CSV'));
  expect(csv.name).toBe('coilscope-focality.csv');
  const text = new TextDecoder().decode(csv.content);
  expect(text).toMatch(/^# .*99\.9th percentile/m);
  for (const mm2 of [areasMm2.a, areasMm2.b]) {
    const cells = text.split(/[\n,]/).map(Number);
    expect(cells.some((cell) => Math.round(cell) === mm2)).toBe(true);
  }

  const svg = await saved(page, press('SVG'));
  expect(svg.name).toBe('coilscope-focality.svg');
  const curves = await page.evaluate((source) => {
    const file = new DOMParser().parseFromString(source, 'image/svg+xml');
    return [...file.querySelectorAll('polyline')].map((line) => ({
      points: line.getAttribute('points')?.split(' ').length ?? 0,
      stroke: line.getAttribute('stroke'),
    }));
  }, new TextDecoder().decode(svg.content));
  expect(curves).toHaveLength(4);
  for (const { points, stroke } of curves) {
    expect(points).toBeGreaterThan(20);
    expect(stroke).toMatch(/^rgb/);
  }

  const png = await saved(page, press('PNG'));
  expect(png.name).toBe('coilscope-focality.png');
  const { width, colours } = await coloursOf(page, png.content);
  expect(width).toBe(4 * 304);
  // Ground and ink, and the colours of both sides.
  for (const { stroke } of curves) expect(colours).toContain(stroke);
}

describe('a lesson', () => {
  test('is opened by its link and walked by keyboard: it asks, then shows what is computed', async () => {
    const { page, close, errors } = await visit(browser, inject('url'), `${LIGHT}&v.lesson="eight-or-circle"`, {
      viewport: SIZES.desktop,
    });
    const lesson = page.getByRole('region', { name: /^Lesson: / });
    await lesson.getByRole('heading', { name: 'A figure-eight over F3' }).waitFor();
    const show = lesson.getByRole('button', { name: 'Show' });
    expect(await show.isDisabled()).toBe(true);
    await lesson.getByRole('radio').first().focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    expect(await lesson.getByRole('radio').nth(1).isChecked()).toBe(true);
    await show.focus();
    await page.keyboard.press('Enter');
    await lesson.getByRole('heading', { name: 'Both, at the same f' }).waitFor();
    // Two heads now, and the answer once both are solved.
    await page.locator('.lesson-answer[data-met]').waitFor({ timeout: 2 * SOLVE_TIMEOUT_MS });
    const answer = (await page.locator('.lesson-answer').textContent()) ?? '';
    expect(answer).toContain('You expected: One and a half to four times.');
    const ratio = Number(/B has ([\d.]+) times the area of A/.exec(answer)?.[1]);
    expect(ratio).toBeGreaterThan(1);
    expect((await area(page, 'b')) / (await area(page, 'a'))).toBeCloseTo(ratio, 1);
    expect(await page.locator('.lesson-answer').getAttribute('data-met')).toBe(String(ratio >= 1.5 && ratio < 4));
    await lesson.getByRole('button', { name: 'Leave the lesson' }).press('Enter');
    await lesson.waitFor({ state: 'detached' });
    await expect.poll(() => page.url()).not.toContain('v.lesson');
    expect(errors).toEqual([]);
    await close();
  });
});
