/**
 * Pictures of the page for people to look at: `npx tsx test/browser/screenshots.ts URL [name ...] [--light] [--early]`. Writes PNGs to
 * test/browser/output. The page must be served already (`npm start` or `npm run preview`).
 */

import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { openBrowser, SIZES, SOLVE_TIMEOUT_MS, waitForHead, waitForSolved } from './browser';

interface Shot {
  size: keyof typeof SIZES;
  theme: 'dark' | 'light';
  hash?: string;
  act?: (page: Page) => Promise<void>;
  /** Wait for the full solution, or only for the head. */
  until?: 'solved' | 'compared' | 'head';
}

async function chooseF4(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: 'Position' }).selectOption('F4');
  await waitForSolved(page);
}

/** A search for the strongest field out of the cortex that spares a region, its answer in view. */
async function findPlacement(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: 'Spare' }).selectOption({ label: 'Precentral L' });
  await page.getByRole('combobox', { name: 'Wanted' }).selectOption('direction');
  await page.getByRole('button', { name: 'Find the best placement' }).click();
  const found = page.getByRole('button', { name: 'Lay the coil there' });
  await found.waitFor({ timeout: SOLVE_TIMEOUT_MS });
  await page.getByRole('combobox', { name: 'Wanted' }).scrollIntoViewIfNeeded();
}

/** The page of the panel with this name. */
const openPage = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();

/** The page of depths, once both curves and the coil's figures are there. */
async function showDepth(page: Page): Promise<void> {
  await openPage(page, 'Depth');
  await page.getByRole('row', { name: /coil on the sphere/ }).waitFor({ timeout: SOLVE_TIMEOUT_MS });
}

const COMPARE = '#v.task="compare"';
const LESSON = '#v.lesson="eight-or-circle"&v.step=1';

/** Until the field in the brain is there. */
async function sliceField(page: Page): Promise<void> {
  await page.locator('[data-key="crosshair-field"]', { hasText: /^\d/ }).waitFor({ timeout: 180_000 });
}

async function openTour(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'About' }).click();
  await page.getByRole('button', { name: 'Take the tour' }).click();
}

const dragFile = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'coil.ccd'));
    document.body.dispatchEvent(new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true }));
  });

const dropBad = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    for (const name of ['coil.ccd', 'photo.heic']) dataTransfer.items.add(new File(['x'], name));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  });

const SHOTS: Record<string, Shot> = {
  desktop: { size: 'desktop', theme: 'dark', until: 'solved' },
  'desktop-light': { size: 'desktop', theme: 'light', until: 'solved' },
  phone: { size: 'phone', theme: 'dark', until: 'solved' },
  'phone-light': { size: 'phone', theme: 'light', until: 'solved' },
  tablet: { size: 'tablet', theme: 'dark', until: 'solved' },
  tdcs: { size: 'desktop', theme: 'dark', hash: '#p.source="tdcs"', until: 'solved' },
  'tdcs-phone': { size: 'phone', theme: 'dark', hash: '#p.source="tdcs"', until: 'solved' },
  white: {
    size: 'desktop',
    theme: 'dark',
    hash: '#v.layers.scalp.shown=false&v.layers.cortex.opacity=0.25',
    until: 'solved',
  },
  left: { size: 'desktop', theme: 'dark', until: 'solved', act: (page) => page.keyboard.press('1') },
  top: { size: 'desktop', theme: 'light', until: 'solved', act: (page) => page.keyboard.press('5') },
  marks: { size: 'desktop', theme: 'dark', hash: '#v.marks=true', until: 'solved' },
  right: { size: 'desktop', theme: 'light', hash: '#v.marks=true', until: 'solved', act: chooseF4 },
  normal: { size: 'desktop', theme: 'dark', hash: '#v.quantity="normal"&v.layers.coil.shown=false', until: 'solved' },
  tape: {
    size: 'desktop',
    theme: 'light',
    hash: '#p.targeting.methodId="beam-f3"&v.tapes=true&v.layers.coil.shown=false',
  },
  'phone-view': {
    size: 'phone',
    theme: 'dark',
    act: (page) => page.getByRole('button', { name: 'View', exact: true }).click(),
  },
  compare: { size: 'desktop', theme: 'dark', hash: COMPARE, until: 'compared' },
  'compare-light': {
    size: 'desktop',
    theme: 'light',
    hash: COMPARE,
    until: 'compared',
    act: showDepth,
  },
  'compare-wipe': {
    size: 'desktop',
    theme: 'light',
    hash: `${COMPARE}&v.compare.layout="wipe"&v.compare.scale="shared"`,
    until: 'compared',
    act: (page) => openPage(page, 'A and B'),
  },
  'compare-table': {
    size: 'tablet',
    theme: 'light',
    hash: COMPARE,
    until: 'compared',
    act: (page) => openPage(page, 'Table'),
  },
  'compare-tablet': { size: 'tablet', theme: 'dark', hash: COMPARE, until: 'compared' },
  'compare-tablet-light': { size: 'tablet', theme: 'light', hash: COMPARE, until: 'compared' },
  'compare-phone': { size: 'phone', theme: 'dark', hash: COMPARE, until: 'compared' },
  'compare-phone-light': { size: 'phone', theme: 'light', hash: COMPARE, until: 'compared' },
  search: { size: 'desktop', theme: 'light', until: 'solved', act: findPlacement },
  lesson: { size: 'desktop', theme: 'dark', hash: LESSON, until: 'compared' },
  'lesson-phone': { size: 'phone', theme: 'light', hash: LESSON, until: 'compared' },
  // Those of the README, small enough for it.
  'readme-coil': { size: 'readme', theme: 'dark', until: 'solved' },
  'readme-electrodes': {
    size: 'readme',
    theme: 'light',
    hash: '#p.source="tdcs"&p.padRadiusMm=6&p.montage=[{"at":"F3","currentMa":2},{"at":"AF3","currentMa":-0.5},{"at":"F1","currentMa":-0.5},{"at":"FC3","currentMa":-0.5},{"at":"F5","currentMa":-0.5}]',
    until: 'solved',
  },
  cut: {
    size: 'desktop',
    theme: 'dark',
    hash: '#v.cut.kind="coronal"&v.cut.atMm=20',
    act: (page) => page.keyboard.press('3'),
  },
  'cut-free': { size: 'tablet', theme: 'light', hash: '#v.cut.kind="free"&v.cut.atMm=40&v.layers.coil.shown=false' },
  skull: { size: 'desktop', theme: 'light', hash: '#v.layers.scalp.shown=false&v.layers.skull.shown=true' },
  slices: { size: 'desktop', theme: 'dark', hash: '#v.slices.shown=true', until: 'solved', act: sliceField },
  'slices-tablet': { size: 'tablet', theme: 'light', hash: '#v.slices.shown=true', until: 'solved', act: sliceField },
  'slices-phone': { size: 'phone', theme: 'dark', hash: '#v.slices.shown=true', until: 'solved', act: sliceField },
  inflated: { size: 'desktop', theme: 'dark', hash: '#v.inflated=true&v.outline=true', until: 'solved' },
  arrows: {
    size: 'desktop',
    theme: 'light',
    hash: '#v.vectors=true&v.outline=true&v.layers.scalp.shown=false&v.layers.coil.shown=false',
    until: 'solved',
  },
  bullseye: {
    size: 'desktop',
    theme: 'dark',
    hash: '#v.aim={"siteMm":[-49,51,46],"angleDeg":38,"pitchDeg":0,"rollDeg":0}',
    until: 'solved',
  },
  tour: { size: 'desktop', theme: 'dark' },
  'tour-phone': { size: 'phone', theme: 'light', act: openTour },
  sessions: { size: 'desktop', theme: 'light', act: (page) => page.getByRole('button', { name: 'Sessions' }).click() },
  drop: { size: 'desktop', theme: 'dark', act: dragFile },
  refused: { size: 'desktop', theme: 'light', act: dropBad },
  'refused-phone': { size: 'phone', theme: 'dark', act: dropBad },
  'about-desktop': {
    size: 'desktop',
    theme: 'dark',
    act: (page) => page.getByRole('button', { name: 'About' }).click(),
  },
  help: { size: 'desktop', theme: 'dark', act: (page) => page.keyboard.press('?') },
  about: { size: 'phone', theme: 'light', act: (page) => page.getByRole('button', { name: 'About' }).click() },
};

/** With --light the smaller head is solved, with --early the primary field is shown: for a quick look. */
const flags = process.argv.filter((a) => a.startsWith('--'));
const [url, ...asked] = process.argv.slice(2).filter((a) => !a.startsWith('--'));
if (!url) {
  console.error('screenshots: no address given; usage: npx tsx test/browser/screenshots.ts URL [name ...]');
  process.exit(2);
}
const output = fileURLToPath(new URL('./output/', import.meta.url));
mkdirSync(output, { recursive: true });
const browser = await openBrowser();
for (const [name, shot] of Object.entries(SHOTS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const context = await browser.newContext({
    viewport: SIZES[shot.size],
    colorScheme: shot.theme,
    hasTouch: shot.size === 'phone',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  // The tour is for first visits; `tour` shows it.
  if (name !== 'tour') await page.addInitScript(() => localStorage.setItem('coilscope-tour', 'shown'));
  page.on('console', (m) => m.type() === 'error' && console.error(`${name}: console: ${m.text()}`));
  page.on('pageerror', (e) => console.error(`${name}: ${e.message}`));
  const detail = flags.includes('--light') ? '&p.detail="light"' : '';
  await page.goto(`${url}${shot.hash ?? '#'}${detail}`);
  await waitForHead(page);
  if (shot.until === 'solved' && !flags.includes('--early')) await waitForSolved(page);
  if (shot.until === 'compared') {
    for (const side of ['a', 'b']) {
      await page.locator(`.side-head[data-side="${side}"][data-phase="solved"]`).waitFor({ timeout: SOLVE_TIMEOUT_MS });
    }
  }
  await shot.act?.(page);
  await page.waitForTimeout(1500);
  await page.screenshot({ path: `${output}${name}.png` });
  console.log(`${output}${name}.png`);
  await context.close();
}
await browser.close();
