import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser, SIZES, waitForHead, waitForSolved } from './browser';
import { LIGHT, visit } from './page';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});

describe('when something fails', () => {
  test('a worker that dies during a solve is replaced and the field solved, nothing lost', async () => {
    const { page, close } = await visit(browser, inject('url'), `${LIGHT}&p.placement.angleDeg=20`);
    await page.locator('.status[data-phase="solving"]').waitFor({ timeout: 120_000 });
    // Both of them: the one that solves and the one that makes the live primary field.
    expect(page.workers().length).toBe(2);
    for (const worker of page.workers()) {
      await worker.evaluate(() => {
        setTimeout(() => {
          throw new Error('out of memory');
        });
      });
    }
    await page.locator('.status[data-phase="starting"]').waitFor({ timeout: 60_000 });
    await waitForSolved(page);
    expect(await page.getByRole('textbox', { name: 'Turn' }).inputValue()).toBe('20');
    await close();
  });

  test('a head that cannot be fetched is named, and tried again when asked', async () => {
    const context = await browser.newContext({ viewport: SIZES.small });
    const page = await context.newPage();
    let broken = true;
    await page.route(/light.*\.glb/, (route) => (broken ? route.fulfill({ status: 404 }) : route.continue()));
    await page.goto(`${inject('url')}#${LIGHT}`);
    const notice = page.getByRole('alert');
    await notice.waitFor();
    expect(await notice.textContent()).toContain('light.glb: the server answered 404');
    broken = false;
    await notice.getByRole('button', { name: 'Try again' }).click();
    await waitForHead(page);
    await context.close();
  });

  test('without WebGL the page says what to do', async () => {
    const context = await browser.newContext({ viewport: SIZES.small });
    const page = await context.newPage();
    await page.addInitScript(() => {
      HTMLCanvasElement.prototype.getContext = () => null;
    });
    await page.goto(inject('url'));
    expect(await page.getByRole('alert').textContent()).toContain('hardware acceleration');
    await context.close();
  });

  test('a lost graphics context is given back with the picture', async () => {
    const { page, close } = await visit(browser, inject('url'));
    await page.evaluate(() => {
      const context = document.querySelector('.stage canvas') as HTMLCanvasElement;
      context.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
    });
    const notice = page.getByRole('alert');
    await notice.getByRole('button', { name: 'Draw again' }).click();
    await notice.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Turn the coil/ }).waitFor();
    await close();
  });

  test('a damaged link opens at its good parts and says which it left out', async () => {
    const { page, close } = await visit(
      browser,
      inject('url'),
      `${LIGHT}&p.placement.angleDeg=99999&p.placement.rollDeg=7&v.colourMap="pink"`,
    );
    expect(await page.getByRole('textbox', { name: 'Turn' }).inputValue()).toBe('45');
    expect(await page.getByRole('textbox', { name: 'Tilt side' }).inputValue()).toBe('7');
    expect(await page.locator('.toast').textContent()).toContain('p.placement.angleDeg, v.colourMap');
    await close();
  });
});

describe('coming back', () => {
  test('the last session opens again, from its link and without it', async () => {
    const { page, close } = await visit(browser, inject('url'));
    const turn = page.getByRole('textbox', { name: 'Turn' });
    await turn.fill('-15');
    await turn.press('Enter');
    await page.getByRole('switch', { name: 'All names on head' }).check();
    await page.waitForFunction(() => location.hash.includes('angleDeg=-15') && location.hash.includes('v.marks=true'));
    await page.reload();
    await waitForHead(page);
    expect(await turn.inputValue()).toBe('-15');
    await page.waitForTimeout(1000);
    await page.goto('about:blank');
    await page.goto(inject('url'));
    await waitForHead(page);
    expect(await turn.inputValue()).toBe('-15');
    expect(await page.getByRole('switch', { name: 'All names on head' }).isChecked()).toBe(true);
    await close();
  });
});
