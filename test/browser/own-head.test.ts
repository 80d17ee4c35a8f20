import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { eggHeadFiles } from '../helpers/egg-head';
import { openBrowser, SIZES, waitForHead, waitForSolved } from './browser';
import { blank, reading, UNSOLVED, visit } from './page';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});

const openHead = (page: Page, files = eggHeadFiles()): Promise<void> =>
  page
    .locator('input[type="file"][accept*=".msh"]')
    .setInputFiles(
      files.map(({ name, bytes }) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) })),
    );

describe('a head of one’s own', () => {
  test('is mended, checked, given landmarks, planned on, kept, and named by links without being in them', async () => {
    const { page, errors, requests, close } = await visit(browser, inject('url'), UNSOLVED, {
      viewport: SIZES.desktop,
    });
    await openHead(page);
    const dialog = page.getByRole('dialog', { name: 'Your own head' });
    await dialog.getByText('Skull: flipped it to face outward').waitFor();
    await dialog.getByText(/^Sound: Scalp 2\.\d\d L/).waitFor();
    expect(
      await dialog.getByRole('combobox').evaluateAll((all) => all.map((s) => (s as HTMLSelectElement).value)),
    ).toEqual(['scalp', 'skull', 'grey_matter']);
    await dialog.getByRole('button', { name: 'Landmarks' }).click();
    await dialog.getByText(/Carried from MNI .* root mean square/).waitFor({ timeout: 60_000 });
    await dialog.getByRole('button', { name: 'Pick Nasion on the head' }).click();
    await dialog.locator('.head-preview canvas').click();
    await dialog.getByText('by hand', { exact: true }).waitFor();
    await dialog.getByLabel('Nasion, x, y, z in mm').fill('0, 82, 0');
    await dialog.getByLabel('Nasion, x, y, z in mm').press('Enter');
    await dialog.getByRole('textbox', { name: 'Name of this head' }).fill('Egg');
    await dialog.getByRole('button', { name: 'Use this head' }).click();
    await dialog.waitFor({ state: 'detached', timeout: 60_000 });
    await page.getByRole('switch', { name: 'Charge' }).check();
    await waitForSolved(page);
    const peak = Number(await reading(page, 'peak-cortex'));
    expect(peak).toBeGreaterThan(10);
    expect(peak).toBeLessThan(300);
    expect(await reading(page, 'peak-white')).toBe('–');
    await page
      .getByText(/To have it live while it moves, \d+ full solutions are needed once: .* Coils are live before/)
      .waitFor();
    const id = /p\.head="([0-9a-f]{16})"/.exec(decodeURIComponent(page.url()))?.[1];
    expect(id).toBeDefined();
    expect(page.url().length).toBeLessThan(2000);

    // It is there again after a reload, with its field.
    await page.reload();
    await waitForHead(page);
    await waitForSolved(page);
    expect(Number(await reading(page, 'peak-cortex'))).toBeCloseTo(peak, 1);

    // tDCS on its own 10-10 positions.
    await page.getByText('tDCS electrodes', { exact: true }).click();
    await waitForSolved(page);
    expect(Number(await reading(page, 'peak-cortex'))).toBeGreaterThan(0.05);
    expect(errors).toEqual([]);
    expect(requests.every((url) => url.startsWith(inject('url')) || /^(blob|data):/.test(url))).toBe(true);

    // Elsewhere the link says what is missing.
    const elsewhere = await blank(browser);
    const other = elsewhere.page;
    await other.goto(page.url());
    await other.getByText('This plan is on a head that is not in this browser').waitFor();
    expect(await other.locator('.notice-detail').textContent()).toBe(`Head ${id}`);
    await openHead(other);
    await other.getByText(/^Sound:/).waitFor();
    await other.getByRole('dialog').getByRole('button', { name: 'Landmarks' }).click();
    await other.getByRole('button', { name: 'Use this head' }).click();
    await waitForHead(other);
    expect(decodeURIComponent(other.url())).toContain(id);
    await elsewhere.close();
    await close();
  });

  test('is planned on where the browser has no room to keep it, which is said', async () => {
    const { page, close } = await visit(browser, inject('url'), UNSOLVED, {
      viewport: SIZES.desktop,
      init: () => {
        IDBObjectStore.prototype.put = () => {
          throw new DOMException('no room', 'QuotaExceededError');
        };
      },
    });
    await openHead(page);
    const dialog = page.getByRole('dialog', { name: 'Your own head' });
    await dialog.getByText(/^Sound: Scalp/).waitFor();
    await dialog.getByRole('button', { name: 'Landmarks' }).click();
    await dialog.getByText(/Carried from MNI/).waitFor({ timeout: 60_000 });
    await dialog.getByRole('button', { name: 'Use this head' }).click();
    await dialog.waitFor({ state: 'detached', timeout: 60_000 });
    await page.getByRole('alert', { name: 'This browser’s storage is full' }).waitFor();
    await page.getByRole('switch', { name: 'Charge' }).check();
    await waitForSolved(page);
    expect(decodeURIComponent(page.url())).toMatch(/p\.head="[0-9a-f]{16}"/);
    await close();
  });

  test('with faults says which and where, and does not go on', async () => {
    const { page, close } = await visit(browser, inject('url'), UNSOLVED, { viewport: SIZES.desktop });
    const [skin, , brain] = eggHeadFiles();
    await openHead(page, [skin, brain, { name: 'broken.stl', bytes: brain.bytes.slice(0, 300) }]);
    const dialog = page.getByRole('dialog', { name: 'Your own head' });
    await dialog.getByRole('alert').filter({ hasText: 'broken.stl' }).waitFor();
    await page.keyboard.press('Escape');
    await openHead(page, [skin, brain]);
    await dialog.getByText(/^Sound:/).waitFor();
    await dialog.getByLabel('What egg_brain.obj encloses').selectOption('scalp');
    await dialog.getByRole('button', { name: 'Check' }).click();
    await dialog
      .getByRole('alert')
      .filter({ hasText: /scalp: one of its surfaces lies inside another \(near \(/ })
      .waitFor();
    expect(await dialog.getByRole('button', { name: 'Landmarks' }).isDisabled()).toBe(true);
    await close();
  });
});
