/**
 * Pictures of every view at three sizes, for people to look at: `npm run build && npm run screenshots`. Writes
 * docs/images/views/<view>-<size>.jpg and, when all were taken, docs/views.md, which shows them.
 *
 *   npm run screenshots -- compare wipe        some views only
 *   npm run screenshots -- --size phone --theme light --light --to /tmp/pictures
 *
 * --light solves the smaller head, for a quick look.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { preview } from 'vite';
import { openBrowser, SIZES, SOLVE_TIMEOUT_MS, waitForHead, waitForSolved } from './browser';
import { VIEWS, type View } from './shown-views';

const { values: flags, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: 'string', multiple: true, default: ['desktop', 'tablet', 'phone'] },
    theme: { type: 'string' },
    light: { type: 'boolean', default: false },
    to: { type: 'string' },
  },
});
const wrong = [
  ...asked
    .filter((name) => !(name in VIEWS))
    .map((name) => `no view "${name}"; there are ${Object.keys(VIEWS).join(', ')}`),
  ...flags.size.filter((size) => !(size in SIZES)).map((size) => `no size "${size}"`),
  ...(flags.theme && !['dark', 'light'].includes(flags.theme) ? [`no theme "${flags.theme}"`] : []),
];
if (wrong.length > 0) {
  console.error(`screenshots: ${wrong.join('; ')}`);
  process.exit(2);
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = flags.to ?? `${root}docs/images/views`;
mkdirSync(folder, { recursive: true });
const views = Object.entries(VIEWS).filter(
  ([name, { live }]) => (asked.length === 0 || asked.includes(name)) && !(live && flags.light),
);
const themeOf = (size: string): 'dark' | 'light' =>
  flags.theme === 'dark' || flags.theme === 'light' ? flags.theme : size === 'tablet' ? 'light' : 'dark';

/** Back to a page with nothing open on it, seen from where it is seen first, in the state of `view`. */
async function enter(page: Page, view: View): Promise<void> {
  while ((await page.locator('dialog[open], .tour, .card-notice').count()) > 0) {
    await page.keyboard.press('Escape');
    await page.waitForTimeout(200);
  }
  const hash = [view.hash, flags.light ? 'p.detail="light"' : ''].filter(Boolean).join('&');
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
  await page.keyboard.press('0');
}

/** Until what the view is to show has been solved. */
async function settle(page: Page, until: View['until']): Promise<void> {
  if (until === 'solved') await waitForSolved(page);
  if (until !== 'compared') return;
  for (const side of ['a', 'b']) {
    await page.locator(`.side-head[data-side="${side}"][data-phase="solved"]`).waitFor({ timeout: SOLVE_TIMEOUT_MS });
  }
}

/** Brings a page of a plan's controls before the reader. */
async function showControls(page: Page, name: string): Promise<void> {
  const tab = page.locator('.panel-tabs button', { hasText: new RegExp(`^${name}$`) });
  if (await tab.isVisible()) await tab.click();
  await page.locator('.panel-scroll').evaluate((scroll, id) => {
    const part = scroll.querySelector(`[data-page="${id}"]`);
    scroll.scrollTop = 0;
    if (part) scroll.scrollTop = part.getBoundingClientRect().top - scroll.getBoundingClientRect().top;
  }, PAGES[name]);
}
const PAGES: Record<string, string> = {
  Coil: 'place',
  Montage: 'place',
  Dose: 'dose',
  Protocol: 'protocol',
  View: 'look',
  Focality: 'focality',
};

const server = await preview({ root, logLevel: 'warn', preview: { port: 0, host: 'localhost' } });
const url = server.resolvedUrls?.local[0];
if (!url) throw new Error('the preview server gave no address');
const browser = await openBrowser();
for (const size of flags.size as (keyof typeof SIZES)[]) {
  const context = await browser.newContext({
    viewport: SIZES[size],
    colorScheme: themeOf(size),
    hasTouch: size === 'phone',
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
  });
  const page = await context.newPage();
  // The tour is for first visits; its own view opens it.
  await page.addInitScript(() => localStorage.setItem('coilscope-tour', 'shown'));
  page.on('console', (m) => m.type() === 'error' && console.error(`${size}: console: ${m.text()}`));
  page.on('pageerror', (e) => console.error(`${size}: ${e.message}`));
  await page.goto(url);
  await waitForHead(page);
  for (const [name, view] of views) {
    await enter(page, view);
    await settle(page, view.until);
    const source = view.hash?.includes('p.source="tdcs"') ? 'Montage' : 'Coil';
    if (view.until !== 'compared') await showControls(page, view.controls ?? source);
    await view.act?.(page);
    await page.evaluate(() => {
      if (!document.querySelector('dialog[open]')) (document.activeElement as HTMLElement | null)?.blur();
    });
    await page.waitForTimeout(1200);
    await page.screenshot({ path: `${folder}/${name}-${size}.jpg`, type: 'jpeg', quality: 80 });
    console.log(`${name}-${size}`);
  }
  await context.close();
}
await browser.close();
await server.close();

if (asked.length === 0 && !flags.to) {
  const picture = (name: string, size: string, width: number): string =>
    `<img src="images/views/${name}-${size}.jpg" width="${width}" alt="${VIEWS[name].title}, ${size}">`;
  const rows = views.map(
    ([name, { title }]) =>
      `## ${title}\n\n${picture(name, 'desktop', 560)}\n${picture(name, 'tablet', 360)}\n${picture(name, 'phone', 150)}\n`,
  );
  const sizes = (['desktop', 'tablet', 'phone'] as const).map(
    (size) => `${size} ${SIZES[size].width} × ${SIZES[size].height}`,
  );
  writeFileSync(
    `${root}docs/views.md`,
    `# Every view\n\nTaken by \`npm run build && npm run screenshots\`: ${sizes.join(', ')}; drawn in software.\n\n${rows.join('\n')}`,
  );
}
