import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser, SIZES, waitForHead } from './browser';
import { blank, ENGINE_FILES, UNSOLVED, visit } from './page';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});

/** Serious and critical findings within `scope`, one line each; of certain rules when told. */
async function findings(page: Page, scope: string, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  const results = await page.evaluate(
    ([within, only]) => {
      const { axe } = window as unknown as { axe: { run: (at: string, options: RunOptions) => Promise<AxeResults> } };
      return axe.run(within, { resultTypes: ['violations'], ...(only && { runOnly: [...only] }) });
    },
    [scope, rules] as const,
  );
  return results.violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')}: ${n.failureSummary?.replaceAll('\n', ' ')}`));
}

/** Nothing serious in either theme, which differ in colours alone. */
async function bothThemes(page: Page, what: string, scope = 'html'): Promise<void> {
  for (const [colorScheme, rules] of [
    ['dark', undefined],
    ['light', ['color-contrast', 'link-in-text-block']],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-theme="${colorScheme}"]`).waitFor({ state: 'attached' });
    expect(await findings(page, scope, rules), `${what}, ${colorScheme}`).toEqual([]);
  }
}

/**
 * States of the page by what a link holds, what is there once they are shown, and the part of the page they change. Those whose
 * electrodes are solved for come last: what is solved takes the processors from what is looked through.
 */
const VIEWS = [
  ['v.marks=true', '.site-mark', '.stage'],
  ['p.targeting.methodId="beam-f3"&v.tapes=true', '.tape-mark', '.stage'],
  ['v.task="research"', '.research', '.panel'],
  ['p.source="tdcs"', '.panel', '.panel'],
  ['v.task="compare"', '.compare-bar', 'html'],
  ['v.task="compare"&v.compare.layout="wipe"', '.wipe', '.stage'],
  ['v.lesson="pads-or-ring"', '.lesson', '.lesson'],
] as const;

const DIALOGS = [
  ['Placement sheet', 'Placement sheet'],
  ['Export the field', 'Export the field'],
  ['Sessions', 'Sessions'],
  ['Lessons', 'Lessons'],
  ['Keys and gestures', 'Keys and gestures'],
  ['About', 'About Coilscope'],
  ['What the review says', 'What the review says'],
] as const;

/** Of two parts of the page that are both shown. */
async function sharedPixels(page: Page, ...parts: [string, string]): Promise<number> {
  const [a, b] = await Promise.all(parts.map((part) => page.locator(part).boundingBox()));
  if (!a || !b) return Number.NaN;
  const shared = (from: 'x' | 'y', size: 'width' | 'height'): number =>
    Math.max(0, Math.min(a[from] + a[size], b[from] + b[size]) - Math.max(a[from], b[from]));
  return shared('x', 'width') * shared('y', 'height');
}

/** Presses Tab until something called `name` has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(() => {
      const e = document.activeElement;
      const label = e instanceof HTMLSelectElement || e instanceof HTMLInputElement ? e.labels?.[0]?.textContent : null;
      return e?.getAttribute('aria-label') ?? label ?? e?.textContent ?? '';
    });
    if (found.trim() === name) return;
  }
  throw new Error(`Tab does not come to “${name}”`);
}

describe('accessibility', () => {
  test.each(['desktop', 'phone'] as const)('axe finds nothing serious in any view, either theme: %s', async (size) => {
    const { page, close } = await visit(browser, inject('url'), UNSOLVED, { viewport: SIZES[size] });
    await bothThemes(page, 'plan');
    for (const [hash, shown, scope] of VIEWS) {
      await page.evaluate((to) => {
        location.hash = to;
      }, `${UNSOLVED}&${hash}`);
      await page.locator(shown).first().waitFor({ state: 'attached' });
      await bothThemes(page, hash, scope);
    }
    await close();
  });

  test('every dialogue is clean in both themes, closes by key and gives the focus back', async () => {
    const { page, close } = await visit(browser, inject('url'), UNSOLVED, { viewport: SIZES.desktop });
    for (const [button, title] of DIALOGS) {
      const opener = page.getByRole('button', { name: button, exact: true }).first();
      await opener.focus();
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog', { name: title });
      await dialog.waitFor();
      if (button === 'Placement sheet') await page.locator('.sheet img').nth(1).waitFor();
      await bothThemes(page, title, 'dialog[open]');
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      await expect.poll(() => opener.evaluate((el) => el === document.activeElement)).toBe(true);
    }
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keys and gestures' });
    expect(await help.textContent()).toContain('slide over the scalp');
    await close();
  });

  test('the tour comes once, is walked by keys, and can be taken again', async () => {
    const { page, close } = await blank(browser, { viewport: SIZES.desktop });
    // The tour comes where the address has no state, which means the full head: without these nothing is computed on it.
    await page.context().route(ENGINE_FILES, () => {});
    await page.goto(inject('url'));
    await waitForHead(page);
    const tour = page.getByRole('dialog', { name: 'Put the coil anywhere' });
    await tour.waitFor();
    await bothThemes(page, 'tour', '.tour');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Read the field' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.tour').waitFor({ state: 'detached' });
    await page.reload();
    await waitForHead(page);
    expect(await page.locator('.tour').count()).toBe(0);
    await page.getByRole('button', { name: 'Keys and gestures' }).click();
    await page.getByRole('button', { name: 'Take the tour' }).click();
    await tour.waitFor();
    // At no size does its card lie over what it speaks of.
    for (let stop = 0; await page.locator('.tour').isVisible(); stop++) {
      for (const size of [SIZES.small, SIZES.phone, SIZES.sideways]) {
        await page.setViewportSize(size);
        const message = `stop ${stop}, ${size.width} px`;
        await expect.poll(() => sharedPixels(page, '.tour', '.tour-frame'), { message }).toBe(0);
      }
      await page.keyboard.press('Enter');
    }
    await close();
  });

  test('from opening the page to a printed sheet by keys alone', async () => {
    const { page, close } = await visit(browser, inject('url'), UNSOLVED, {
      viewport: SIZES.desktop,
      init: () => {
        window.print = () => {
          document.title = 'printed';
        };
      },
    });
    // The positions come a moment after the head.
    await page.getByRole('option', { name: 'C4', exact: true }).waitFor({ state: 'attached' });
    await tabTo(page, 'Position');
    // An arrow and not letters: a choice forgets the first letter within a second, which a slow machine takes to draw.
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction(() => /siteName=(%22|")\w/.test(location.hash));
    // The page's own keys are silent while a choice has the focus: on to something that is not one.
    await tabTo(page, 'Placement sheet');
    await page.keyboard.press('q');
    await page.keyboard.press('ArrowUp');
    await page.waitForFunction(() => /siteName=(%22|"){2}/.test(location.hash));
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Placement sheet' }).waitFor();
    await page.locator('.sheet img').nth(1).waitFor();
    await tabTo(page, 'Print or save as PDF');
    await page.keyboard.press('Enter');
    expect(await page.title()).toBe('printed');
    await close();
  });
});
