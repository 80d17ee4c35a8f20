/**
 * `npm run bench:drag [moves]`: from a pointer's event to the live field's new colours (`npm run build` first). Opens the built page in
 * headless Chromium, takes the coil and moves it, a step at a time; for each step takes the time from the event to the upload of
 * the vertices' new values, in the frame that draws them. Nothing is drawn: here that would be done in software, and what a
 * graphics card adds is not this program's. The drag is seen by cortex and white matter of the full head.
 */

import { preview } from 'vite';
import { openBrowser, SIZES, waitForSolved } from '../test/browser/browser';
import { casingAt } from '../test/browser/page';
import { quantile } from '../test/helpers/engine';

const moves = Number(process.argv[2] ?? 100);
/** Between two steps: each is to be over before the next. */
const PAUSE_MS = 150;
const FRAME_MS = 1000 / 60;

interface Step {
  /** From the event to the last upload of values, and how many frames began between them. */
  ms: number;
  frames: number;
}

/** Runs in the page. As text: what runs this file would wrap its functions. */
const WATCH = `
  for (const name of ['drawElements', 'drawArrays', 'drawElementsInstanced', 'drawArraysInstanced'])
    WebGL2RenderingContext.prototype[name] = () => {};
  const steps = (window.steps = []);
  let event = null, frame = 0;
  const count = () => { frame++; requestAnimationFrame(count); };
  addEventListener('DOMContentLoaded', () => requestAnimationFrame(count));
  addEventListener('pointermove', (e) => { event = { at: e.timeStamp, frame, step: null }; }, true);
  const upload = WebGL2RenderingContext.prototype.bufferSubData;
  WebGL2RenderingContext.prototype.bufferSubData = function (...args) {
    upload.apply(this, args);
    if (!event || !(args[2] instanceof Float32Array) || args[2].length < 5000) return;
    event.step ??= steps[steps.push({}) - 1];
    Object.assign(event.step, { ms: performance.now() - event.at, frames: frame - event.frame });
  };
`;

const root = new URL('..', import.meta.url).pathname;
const server = await preview({ root, logLevel: 'warn', preview: { port: 0, host: 'localhost' } });
const url = server.resolvedUrls?.local[0];
if (!url) throw new Error('the preview server gave no address');
const browser = await openBrowser();
const context = await browser.newContext({ viewport: SIZES.desktop, serviceWorkers: 'block' });
const page = await context.newPage();
await page.addInitScript(WATCH);
await page.addInitScript(() => localStorage.setItem('coilscope-tour', 'shown'));
await page.goto(url);
await waitForSolved(page);
const hold = await casingAt(page);
await page.mouse.move(hold.x, hold.y);
await page.mouse.down();
await page.mouse.move(hold.x + 8, hold.y);
await page.locator('.status[data-phase="live"]').waitFor();
await page.evaluate('steps.length = 0');
for (let i = 0; i < moves; i++) {
  await page.waitForTimeout(PAUSE_MS);
  const turn = (2 * Math.PI * i) / 25;
  await page.mouse.move(hold.x + 8 + 40 * Math.sin(turn), hold.y - 20 * Math.sin(2 * turn));
}
await page.waitForTimeout(PAUSE_MS);
const steps = (await page.evaluate('steps')) as Step[];
await browser.close();
await server.close();

const times = steps.map(({ ms }) => ms);
const share = (n: number): string =>
  `${((100 * steps.filter(({ frames }) => frames <= n).length) / steps.length).toFixed(0)} %`;
console.log(`${steps.length} of ${moves} steps showed a new field.\n`);
console.log('| from a pointer’s event to new colours | |\n| --- | ---: |');
console.log(`| median, ms | ${quantile(times, 0.5).toFixed(1)} |`);
console.log(`| 95th percentile, ms | ${quantile(times, 0.95).toFixed(1)} |`);
console.log(
  `| within ${FRAME_MS.toFixed(1)} ms | ${((100 * times.filter((t) => t <= FRAME_MS).length) / times.length).toFixed(0)} % |`,
);
console.log(`| in the next frame | ${share(1)} |`);
console.log(`| in the one after, at most | ${share(2)} |`);
