import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser, SIZES, waitForHead } from './browser';
import { drawNothing, UNSOLVED } from './page';

/** A large part of the page's script, without which it does not start. */
const SCRIPT = '**/three-*.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});

const theme = (page: Page): Promise<string | undefined> => page.evaluate(() => document.documentElement.dataset.theme);

describe('before the page’s own script has come', () => {
  test('a first picture is drawn, in the reader’s theme; without the script it says so and loads again', async () => {
    const context = await browser.newContext({ viewport: SIZES.small, serviceWorkers: 'block', colorScheme: 'light' });
    const page = await context.newPage();
    await page.addInitScript(drawNothing);
    let refuse = (): void => {};
    const held = new Promise<void>((done) => {
      refuse = done;
    });
    await page.route(SCRIPT, async (route) => {
      await held;
      await route.abort();
    });
    await page.goto(`${inject('url')}#${UNSOLVED}`, { waitUntil: 'commit' });
    await page.getByText('Loading the head').waitFor();
    await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
    expect(await theme(page)).toBe('light');

    refuse();
    await page.getByRole('alert').filter({ hasText: 'The page could not be loaded' }).waitFor();
    await page.unroute(SCRIPT);
    await page.getByRole('button', { name: 'Load again' }).click();
    await waitForHead(page);
    expect(await theme(page)).toBe('light');

    await page.getByRole('button', { name: 'Dark theme' }).click();
    await page.waitForFunction(() => document.documentElement.dataset.theme === 'dark');
    await page.route(SCRIPT, () => {});
    await page.reload({ waitUntil: 'commit' });
    await page.getByText('Loading the head').waitFor();
    await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
    expect(await theme(page)).toBe('dark');
    await context.close();
  });
});
