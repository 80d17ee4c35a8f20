/**
 * `npm run bench:start [visits]`: from a cold load of the built page (`npm run build` first) to the first picture and a coil that can
 * be dragged. Serves dist/ on this machine and opens it in a fresh headless Chromium each time, whose caches are empty and which still
 * draws nothing of the visit before; drawn in software, so the picture comes later than on a graphics card. Prints medians; the last
 * visit's trace goes to test/browser/output/start-trace.json, which the Performance panel of Chromium opens.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { preview } from 'vite';
import { openBrowser, SIZES } from '../test/browser/browser';
import { quantile } from '../test/helpers/engine';

const visits = Number(process.argv[2] ?? 5);
const root = fileURLToPath(new URL('..', import.meta.url));
const output = fileURLToPath(new URL('../test/browser/output/', import.meta.url));

/** Milestones by what of the page is there, in the order they are expected. */
const MILESTONES = {
  'controls on the screen': '.panel .section',
  'head there, its state shown': '.status',
  'coil can be dragged': '.knob:not([hidden])',
} as const;

interface Visit {
  /** Milliseconds since the navigation began. */
  at: Record<string, number>;
  /** Tasks of the page's own thread that took over 50 ms: from, how long. */
  long: [number, number][];
  files: { name: string; from: number; to: number }[];
}

const server = await preview({ root, logLevel: 'warn', preview: { port: 0, host: 'localhost' } });
const url = server.resolvedUrls?.local[0];
if (!url) throw new Error('the preview server gave no address');

/** A browser that someone opens a page in has long been started. */
const SETTLE_MS = 1000;

async function visit(traced: boolean): Promise<Visit> {
  const browser = await openBrowser();
  const context = await browser.newContext({ viewport: SIZES.desktop, serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.addInitScript((milestones) => {
    localStorage.setItem('coilscope-tour', 'shown');
    const seen: Record<string, number> = {};
    const long: [number, number][] = [];
    Object.assign(window, { seen, long });
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) long.push([startTime, duration]);
    }).observe({ entryTypes: ['longtask'] });
    // No function here may have a name of its own: what runs this file would wrap it.
    new MutationObserver(() => {
      for (const [what, selector] of Object.entries(milestones)) {
        if (!(what in seen) && document.querySelector(selector)) seen[what] = performance.now();
      }
    }).observe(document, { subtree: true, childList: true, attributes: true });
  }, MILESTONES);
  const cdp = await context.newCDPSession(page);
  const events: object[] = [];
  if (traced) {
    cdp.on('Tracing.dataCollected', ({ value }) => events.push(...value));
    await cdp.send('Tracing.start', {
      transferMode: 'ReportEvents',
      traceConfig: { includedCategories: ['devtools.timeline', 'blink.user_timing', 'loading', 'v8.execute'] },
    });
  }
  await page.waitForTimeout(SETTLE_MS);
  await page.goto(url ?? '');
  await page.locator(MILESTONES['coil can be dragged']).first().waitFor({ timeout: 60_000 });
  const found = await page.evaluate(() => {
    const { seen, long } = window as unknown as Pick<Visit, 'long'> & { seen: Visit['at'] };
    const first = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN;
    const files = performance.getEntriesByType('resource').map((e) => ({
      name: e.name.split('/').pop() ?? '',
      from: e.startTime,
      to: (e as PerformanceResourceTiming).responseEnd,
    }));
    return { at: { 'first picture': first, ...seen }, long, files };
  });
  if (traced) {
    const complete = new Promise((done) => cdp.once('Tracing.tracingComplete', done));
    await cdp.send('Tracing.end');
    await complete;
    mkdirSync(output, { recursive: true });
    writeFileSync(`${output}start-trace.json`, JSON.stringify({ traceEvents: events }));
  }
  await browser.close();
  return found;
}

const all: Visit[] = [];
for (let v = 0; v < visits; v++) all.push(await visit(v === visits - 1));
await server.close();

const ms = (x: number): string => `${Math.round(x)}`;
console.log(`| cold load, median of ${visits} (worst) | ms |\n| --- | ---: |`);
for (const what of ['first picture', ...Object.keys(MILESTONES)]) {
  const times = all.map(({ at }) => at[what] ?? Number.NaN);
  console.log(`| ${what} | ${ms(quantile(times, 0.5))} (${ms(Math.max(...times))}) |`);
}
const last = all[all.length - 1];
console.log('\nTasks over 50 ms in the last visit (from, how long, ms):');
console.log(last.long.map(([from, took]) => `${ms(from)}: ${ms(took)}`).join(', ') || 'none');
console.log('\nIts files that took the network (from, to, ms):');
for (const { name, from, to } of last.files.filter((f) => /glb|wasm|json|index|worker/.test(f.name))) {
  console.log(`${name}: ${ms(from)} to ${ms(to)}`);
}
