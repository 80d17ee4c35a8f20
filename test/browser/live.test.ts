import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser, SIZES, SOLVE_TIMEOUT_MS } from './browser';
import { bytesMade } from './heap';
import { casingAt, type Opened, painted, phase, reading, visit } from './page';

let browser: Browser;
let opened: Opened;
beforeAll(async () => {
  browser = await openBrowser();
  opened = await visit(browser, inject('url'), '', { init: countCommits });
});
afterAll(async () => {
  await browser.close();
});

/** Counts what React commits, as its developer tools would. */
function countCommits(): void {
  const counted = window as unknown as { commits: number; __REACT_DEVTOOLS_GLOBAL_HOOK__: object };
  counted.commits = 0;
  counted.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
    supportsFiber: true,
    renderers: new Map(),
    inject: () => 1,
    checkDCE() {},
    onScheduleFiberRoot() {},
    onCommitFiberUnmount() {},
    onPostCommitFiberRoot() {},
    onCommitFiberRoot() {
      counted.commits++;
    },
  };
}
const commits = (): Promise<number> => opened.page.evaluate(() => (window as unknown as { commits: number }).commits);

/** What a drag goes on writing: a number read at the pointer, an area, a curve. */
const followers = (): Promise<(string | null | undefined)[]> =>
  opened.page.evaluate(() => [
    document.querySelector('[data-key="magnitude"]')?.textContent,
    document.querySelector('.focality-area')?.textContent,
    document.querySelector('.figure-curve')?.getAttribute('points'),
  ]);

/** Waits until all of them say something else than they did. */
const followed = (before: (string | null | undefined)[]): Promise<void> =>
  expect
    .poll(async () => (await followers()).filter((text, k) => text && text !== before[k]).length, { timeout: 60_000 })
    .toBe(before.length);

/** Takes hold of the coil's casing and tells where. */
async function takeCoil(page: Page): Promise<{ x: number; y: number }> {
  const hold = await casingAt(page);
  await page.mouse.move(hold.x, hold.y);
  await page.mouse.down();
  return hold;
}

const title = async (): Promise<string> => (await opened.page.locator('.status-title').textContent()) ?? '';
const detail = async (): Promise<string> => (await opened.page.locator('.status-detail').textContent()) ?? '';

/** Waits for the solve that follows a live field and gives the difference it states, %. */
async function verified(): Promise<number> {
  await opened.page
    .locator('.status-detail', { hasText: 'the live field differed by' })
    .waitFor({ timeout: SOLVE_TIMEOUT_MS });
  return Number(/differed by ([\d.]+) %/.exec(await detail())?.[1]);
}

const MOVES = 30;

describe('the live field', () => {
  test('follows the coil while it is dragged, and the solve that follows confirms it', async () => {
    const { page } = opened;
    const hold = await takeCoil(page);
    for (let i = 1; i <= 4; i++) await page.mouse.move(hold.x + 15 * i, hold.y - 4 * i);
    await page.locator('.status[data-phase="live"]').waitFor({ timeout: 60_000 });
    expect(await title()).toBe('Live: full field');
    const before = await reading(page, 'magnitude');
    for (let i = 5; i <= 9; i++) await page.mouse.move(hold.x + 15 * i, hold.y - 4 * i);
    await page.waitForFunction((was) => document.querySelector('[data-key="magnitude"]')?.textContent !== was, before, {
      timeout: 60_000,
    });
    await page.mouse.up();
    await page.mouse.move(2, SIZES.small.height / 2);
    expect(await verified()).toBeLessThan(2);
  });

  test('a drag is drawn and read without React', async () => {
    const { page } = opened;
    const atRest = await followers();
    const hold = await takeCoil(page);
    await page.mouse.move(hold.x - 6, hold.y);
    await page.locator('.status[data-phase="live"]').waitFor({ timeout: 60_000 });
    // Once all follow the coil, what its first move renders has been rendered.
    await followed(atRest);
    const mounted = await commits();
    expect(mounted).toBeGreaterThan(0);
    const before = await followers();
    for (let i = 2; i <= 12; i++) await page.mouse.move(hold.x - 6 * i, hold.y);
    await followed(before);
    expect((await commits()) - mounted).toBe(0);
    await page.mouse.up();
    await page.mouse.move(2, SIZES.small.height / 2);
    expect(await verified()).toBeLessThan(2);
  });

  test('a drag leaves little to collect: small objects, and no arrays', async () => {
    const { page } = opened;
    const hold = await takeCoil(page);
    const drag = async (moves: number): Promise<void> => {
      for (let i = 1; i <= moves; i++) {
        await page.mouse.move(hold.x + 40 * Math.sin(i / 4), hold.y - 12 * Math.sin(i / 2));
        await painted(page);
      }
    };
    // Code that runs for the first time makes objects that it does not make later.
    await drag(MOVES);
    const heap = await page.context().newCDPSession(page);
    const arrays = async (): Promise<number> => (await heap.send('Runtime.getHeapUsage')).backingStorageSize;
    const before = await arrays();
    const bytes = await bytesMade(heap, () => drag(MOVES));
    expect(bytes / MOVES).toBeLessThan(250e3);
    // The values of one frame are over a megabyte.
    expect((await arrays()) - before).toBeLessThan(2e6);
    await page.mouse.up();
    await page.mouse.move(2, SIZES.small.height / 2);
  });

  test('follows the currents of a montage too', async () => {
    const { page } = opened;
    await page.getByText('tDCS electrodes', { exact: true }).click();
    expect(await verified()).toBeLessThan(4);
  });

  test('finds a better placement for a target and lays the coil there', async () => {
    const { page } = opened;
    await page.getByText('TMS coil', { exact: true }).click();
    const place = page.getByRole('button', { name: 'Find the best placement' });
    await place.waitFor();
    await page.getByRole('combobox', { name: 'Spare' }).selectOption({ label: 'Precentral L' });
    await page.getByRole('button', { name: 'Judge this' }).click();
    await page.getByText(/Precentral L gets [\d.]+ V\/m/).waitFor({ timeout: 120_000 });
    await page.getByRole('combobox', { name: 'Spare' }).selectOption('nothing');
    await place.click();
    const take = page.getByRole('button', { name: 'Lay the coil there' });
    await take.waitFor({ timeout: 120_000 });
    expect(await page.getByText(/% more than where the coil lay/).count()).toBe(1);
    await take.click();
    await page.getByRole('button', { name: 'The coil lies there' }).waitFor();
    expect(await verified()).toBeLessThan(2);
  });

  test('is there again when its worker has gone, and so in the middle of a drag', async () => {
    const { page } = opened;
    const worker = page.workers().find((one) => one.url().includes('live.worker'));
    if (!worker) throw new Error('no worker of the live field');
    const hold = await takeCoil(page);
    await page.mouse.move(hold.x - 10, hold.y);
    let moves = 0;
    const moveUntil = (wanted: string): Promise<void> =>
      expect
        .poll(
          async () => {
            await page.mouse.move(hold.x - 10 - (moves++ % 30), hold.y);
            return phase(page);
          },
          { timeout: 60_000 },
        )
        .toBe(wanted);
    await moveUntil('live');
    await worker.evaluate(() => self.close()).catch(() => undefined);
    // The coil's own field stands in until another worker has the basis.
    await moveUntil('approximate');
    await moveUntil('live');
  });
});
