import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser, SIZES } from './browser';
import { LIGHT, visit } from './page';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});

/** Serious and critical findings, one line each. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const results = await page.evaluate(() =>
    (window as unknown as { axe: { run: () => Promise<AxeResults> } }).axe.run(),
  );
  return results.violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')}: ${n.failureSummary?.replaceAll('\n', ' ')}`));
}

const CASES = [
  { size: 'desktop', theme: 'dark', hash: `${LIGHT}&v.marks=true` },
  { size: 'desktop', theme: 'light', hash: `${LIGHT}&p.source="tdcs"` },
  { size: 'phone', theme: 'light', hash: LIGHT },
  { size: 'desktop', theme: 'light', hash: `${LIGHT}&p.targeting.methodId="beam-f3"&v.tapes=true` },
  { size: 'phone', theme: 'dark', hash: `${LIGHT}&p.source="tdcs"` },
  { size: 'desktop', theme: 'dark', hash: `${LIGHT}&v.task="compare"` },
  { size: 'phone', theme: 'light', hash: `${LIGHT}&v.task="compare"&v.compare.layout="wipe"` },
  { size: 'desktop', theme: 'light', hash: `${LIGHT}&v.lesson="pads-or-ring"` },
  { size: 'phone', theme: 'dark', hash: `${LIGHT}&v.lesson="turning-the-coil"` },
] as const;

describe('accessibility', () => {
  test.each(CASES)('axe finds nothing serious: $size, $theme, $hash', async ({ size, theme, hash }) => {
    const { page, close } = await visit(browser, inject('url'), hash, { viewport: SIZES[size], colorScheme: theme });
    expect(await findings(page)).toEqual([]);
    await close();
  });

  test('the sheet and the review are clean in both themes', async () => {
    for (const colorScheme of ['dark', 'light'] as const) {
      const { page, close } = await visit(browser, inject('url'), LIGHT, { viewport: SIZES.desktop, colorScheme });
      for (const name of ['Placement sheet', 'What the review says']) {
        await page.getByRole('button', { name }).first().click();
        await page.getByRole('dialog').waitFor();
        if (name === 'Placement sheet') await page.locator('.sheet img').nth(1).waitFor();
        expect(await findings(page), `${name}, ${colorScheme}`).toEqual([]);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      }
      await close();
    }
  });

  test('the dialogs are clean, open by key and button, and give the focus back', async () => {
    const { page, close } = await visit(browser, inject('url'), LIGHT, { viewport: SIZES.desktop });
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(await dialog.textContent()).toContain('slide over the scalp');
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    const about = page.getByRole('button', { name: 'About' });
    await about.focus();
    await page.keyboard.press('Enter');
    await dialog.waitFor();
    expect(await dialog.textContent()).toContain('not a medical device');
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => about.evaluate((el) => el === document.activeElement)).toBe(true);
    await close();
  });
});
