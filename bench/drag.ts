/**
 * `npm run bench:drag [moves]`: from a pointer's event to the live field's new colours (`npm run build` first). Opens the built page in
 * headless Chromium, takes the coil and moves it, a step at a time; for each step takes the times from the event until the field is
 * asked for, until it is back, and to the upload of the vertices' new values, in the frame that draws them. Nothing is drawn: here
 * that would be done in software, and what a graphics card adds is not this program's. The drag is seen by cortex and white matter
 * of the full head. Then a drag without rests: the fields it shows, and the objects it makes, the browser's own and three's with the rest.
 */

import { preview } from 'vite';
import { openBrowser, SIZES, waitForSolved } from '../test/browser/browser';
import { casingAt } from '../test/browser/page';
import { quantile } from '../test/helpers/engine';

const moves = Number(process.argv[2] ?? 100);
/** Between two steps: each is to be over before the next. */
const PAUSE_MS = 150;
const FRAME_MS = 1000 / 60;

/** Times from the event, ms. */
interface Step {
  asked: number;
  answered: number;
  /** The last upload of values, and how many frames began before it. */
  shown: number;
  frames: number;
}

/** Runs in the page. As text: what runs this file would wrap its functions. */
const WATCH = `
  for (const name of ['drawElements', 'drawArrays', 'drawElementsInstanced', 'drawArraysInstanced', 'clear'])
    WebGL2RenderingContext.prototype[name] = () => {};
  const steps = (window.steps = []);
  let step = null, frame = 0, uploadedIn = -1;
  window.shown = 0;
  // Frames are counted where the page asks for them: to ask for every one would make the browser draw them all.
  const ask = requestAnimationFrame;
  let began = 0;
  window.requestAnimationFrame = (work) => ask((time) => {
    if (time !== began) frame++;
    began = time;
    work(time);
  });
  for (const type of ['pointerrawupdate', 'pointermove'])
    addEventListener(type, (e) => {
      if (step?.at !== e.timeStamp) step = { at: e.timeStamp, frame };
    }, true);
  const since = () => performance.now() - step.at;
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, transfer) {
    if (step && message?.path?.[0] === 'coilFrame') {
      step.asked ??= since();
      const { id } = message;
      const back = ({ data }) => {
        if (data?.id !== id) return;
        step.answered ??= since();
        this.removeEventListener('message', back);
      };
      this.addEventListener('message', back);
    }
    post.call(this, message, transfer);
  };
  const upload = WebGL2RenderingContext.prototype.bufferSubData;
  WebGL2RenderingContext.prototype.bufferSubData = function (...args) {
    upload.apply(this, args);
    if (!(args[2] instanceof Float32Array) || args[2].length < 5000) return;
    if (uploadedIn !== frame) window.shown++;
    uploadedIn = frame;
    if (!step?.answered) return;
    if (!step.shown) steps.push(step);
    step.shown = since();
    step.frames = frame - step.frame;
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
const drag = async (count: number, pauseMs: number): Promise<void> => {
  for (let i = 0; i < count; i++) {
    const turn = (2 * Math.PI * i) / 25;
    await page.mouse.move(hold.x + 8 + 40 * Math.sin(turn), hold.y - 20 * Math.sin(2 * turn));
    await page.waitForTimeout(pauseMs);
  }
};
await drag(moves, PAUSE_MS);
const steps = (await page.evaluate('steps')) as Step[];
const heap = await context.newCDPSession(page);
await heap.send('HeapProfiler.startSampling', {
  samplingInterval: 4096,
  includeObjectsCollectedByMajorGC: true,
  includeObjectsCollectedByMinorGC: true,
});
const shownBefore = (await page.evaluate('shown')) as number;
const began = performance.now();
await drag(4 * moves, 0);
const seconds = (performance.now() - began) / 1000;
const shown = ((await page.evaluate('shown')) as number) - shownBefore;
const { profile } = await heap.send('HeapProfiler.stopSampling');
await browser.close();
await server.close();

const bytes = (node: typeof profile.head): number =>
  node.children.reduce((sum, child) => sum + bytes(child), node.selfSize);
const row = (what: string, times: number[]): void =>
  console.log(`| ${what} | ${[0.5, 0.95].map((q) => quantile(times, q).toFixed(1)).join(' | ')} |`);
const share = (n: number): string =>
  `${((100 * steps.filter(({ frames }) => frames <= n).length) / steps.length).toFixed(0)} %`;
console.log(`${steps.length} of ${moves} steps showed a new field.\n`);
console.log('| from a pointer’s event, ms | median | 95 % |\n| --- | ---: | ---: |');
row(
  'until its field is asked for',
  steps.map(({ asked }) => asked),
);
row(
  'until it is back',
  steps.map(({ answered }) => answered),
);
row(
  'until its colours are in the frame',
  steps.map(({ shown }) => shown),
);
const inTime = steps.filter(({ answered }) => answered <= FRAME_MS).length / steps.length;
console.log(`\nIn ${(100 * inTime).toFixed(0)} % of them the field was back within ${FRAME_MS.toFixed(1)} ms;`);
console.log(`in ${share(1)} its colours were in the next frame, in ${share(2)} in the one after at the latest.`);
const kilobytes = bytes(profile.head) / shown / 1000;
console.log(`Without rests ${(shown / seconds).toFixed(0)} fields a second were shown,`);
console.log(`with ${kilobytes.toFixed(0)} kB of objects made for each, figures and texts included.`);
