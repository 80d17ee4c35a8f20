import { expect, inject, test } from 'vitest';
import { openBrowser, waitForSolved } from './browser';
import { LIGHT, visit } from './page';

test('the engine takes a helper thread into its solve where the page may share memory', async () => {
  const browser = await openBrowser();
  const { page, errors } = await visit(browser, inject('url'), LIGHT);
  await waitForSolved(page);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  const cores = await page.evaluate(() => navigator.hardwareConcurrency);
  const { targetInfos } = await (await browser.newBrowserCDPSession()).send('Target.getTargets');
  const helpers = targetInfos.filter(({ type, url }) => type === 'worker' && url.includes('crew-member'));
  expect(helpers.length).toBe(Math.min(cores, 8) - 1);
  expect(errors).toEqual([]);
  await browser.close();
});
