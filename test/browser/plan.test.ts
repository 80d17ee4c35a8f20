import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser, SIZES, waitForSolved } from './browser';
import { LIGHT, phase, reading, UNSOLVED, visit } from './page';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});

describe('planning a site', () => {
  test('Beam F3 from this head’s own tape measures puts the coil within a centimetre or so of F3', async () => {
    const { page, close } = await visit(
      browser,
      inject('url'),
      `${UNSOLVED}&p.placement.siteMm=[0,-10,100]&p.siteName=""`,
      {
        viewport: SIZES.desktop,
      },
    );
    await page.getByRole('combobox', { name: 'Method' }).selectOption('beam-f3');
    await page.locator('.marks').waitFor();
    expect(await page.locator('.marks dd').allTextContents()).toEqual([
      expect.stringMatching(/^[67]\.\d cm$/),
      expect.stringMatching(/^(9|10)\.\d cm$/),
    ]);
    await page.getByRole('button', { name: 'Put the coil there' }).click();
    await page.waitForFunction(() => location.hash.includes('siteMm') && !location.hash.includes('siteMm=[0,-10,100]'));
    const site = JSON.parse(/siteMm=(\[[^\]]+\])/.exec(decodeURIComponent(page.url()))?.[1] ?? 'null') as number[];
    expect(Math.hypot(site[0] + 51.2, site[1] - 53.9, site[2] - 42.8)).toBeLessThan(16);
    await close();
  });

  test('impossible measures are answered in words, and the coil stays', async () => {
    const { page, close } = await visit(browser, inject('url'), UNSOLVED, { viewport: SIZES.desktop });
    await page.getByRole('combobox', { name: 'Method' }).selectOption('beam-f3');
    await page.getByLabel('Nasion to inion', { exact: true }).fill('36');
    await page.getByLabel('Tragus to tragus', { exact: true }).fill('36');
    await page.getByLabel('Circumference', { exact: true }).fill('20');
    await page.getByText('outside 50 to 65 cm').waitFor();
    await page.getByRole('alert').filter({ hasText: 'no head of ordinary proportions' }).waitFor();
    expect(await page.getByRole('button', { name: 'Put the coil there' }).count()).toBe(0);
    expect(page.url()).not.toContain('siteMm');
    await close();
  });
});

describe('a tDCS montage', () => {
  test('is solved, takes presets, and says when its currents do not balance', async () => {
    const { page, close, errors } = await visit(browser, inject('url'), `${LIGHT}&p.source="tdcs"`);
    await waitForSolved(page);
    const bipolar = Number(await reading(page, 'peak-cortex'));
    // 2 mA over the scalp of a head model: a few tenths of a volt per metre.
    expect(bipolar).toBeGreaterThan(0.15);
    expect(bipolar).toBeLessThan(1);
    await page.getByRole('button', { name: 'F3: 0.1 mA less' }).click();
    await page.locator('.status[data-phase="invalid"]').waitFor();
    expect(await page.locator('.status-detail').textContent()).toContain('must add up to zero');
    await page.getByRole('button', { name: 'HD 4×1 at F3' }).click();
    await waitForSolved(page);
    expect(Number(await reading(page, 'peak-cortex'))).not.toBe(bipolar);
    expect(await page.locator('.electrode').count()).toBe(5);
    await page.getByText('TMS coil', { exact: true }).click();
    await waitForSolved(page);
    expect(Number(await reading(page, 'peak-cortex'))).toBeGreaterThan(20);
    expect(await phase(page)).toBe('solved');
    expect(errors).toEqual([]);
    await close();
  });
});
