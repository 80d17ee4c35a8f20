/**
 * `npm run bench:drag [moves] [size]`: from a pointer's event to the live field's new colours (`npm run build` first). Opens the built page in
 * headless Chromium, takes the coil and moves it: first a step at a time, then without rest as a mouse does that reports 125 times a
 * second. For each field that is shown, the times from the event it was asked for until it was asked for, until it was back from the
 * worker, and to the upload of the vertices' new values, in the frame that draws them. Nothing is drawn: here that would be done in
 * software, and what a graphics card adds is not this program's; the browser still puts its frames together in software, on the
 * same cores. The drag is seen by cortex and white matter of the full head. Last the objects that a field makes, the browser's own and
 * three's with the rest, and how long the page's thread stands still for their collection.
 */

import { preview } from 'vite';
import { openBrowser, SIZES, waitForSolved } from '../test/browser/browser';
import { bytesKept, bytesMade, documentBytesMade } from '../test/browser/heap';
import { casingAt } from '../test/browser/page';
import { quantile } from '../test/helpers/engine';

const moves = Number(process.argv[2] ?? 100);
const [, size] = Object.entries(SIZES).find(([name]) => name === (process.argv[3] ?? 'desktop')) ?? [];
if (!size) throw new Error(`there is no size ${process.argv[3]}; give one of ${Object.keys(SIZES).join(', ')}`);
/** Between two single steps: each is to be over before the next. */
const PAUSE_MS = 150;
const FRAME_MS = 1000 / 60;

/** A field that was shown; times from the pointer's event, ms. */
interface Shown {
  asked: number;
  answered: number;
  uploaded: number;
  /** How many frames the page began from the asking to the upload. */
  frames: number;
}

/** Runs in the page. As text: what runs this file would wrap its functions. */
const WATCH = `
  for (const name of ['drawElements', 'drawArrays', 'drawElementsInstanced', 'drawArraysInstanced', 'clear'])
    WebGL2RenderingContext.prototype[name] = () => {};
  window.fields = [];
  let event = 0, frame = 0, answered = null;
  // Frames are counted where the page asks for them: to ask for every one would make the browser draw them all.
  const ask = requestAnimationFrame;
  let began = 0;
  window.requestAnimationFrame = (work) => ask((time) => {
    if (time !== began) frame++;
    began = time;
    work(time);
  });
  for (const type of ['pointerrawupdate', 'pointermove']) addEventListener(type, (e) => { event = e.timeStamp; }, true);
  // One field is under way at a time.
  let asked = null;
  const back = () => {
    if (!asked) return;
    answered = { ...asked, answered: performance.now() - asked.event };
    asked = null;
  };
  const heard = new WeakSet();
  const post = MessagePort.prototype.postMessage;
  MessagePort.prototype.postMessage = function (message, transfer) {
    if (message?.wanted?.pose) {
      asked = { event, frame, asked: performance.now() - event };
      if (!heard.has(this)) this.addEventListener('message', back);
      heard.add(this);
    }
    post.call(this, message, transfer);
  };
  const upload = WebGL2RenderingContext.prototype.bufferSubData;
  WebGL2RenderingContext.prototype.bufferSubData = function (...args) {
    upload.apply(this, args);
    if (!answered || !(args[2] instanceof Float32Array) || args[2].length < 5000) return;
    fields.push({ ...answered, uploaded: performance.now() - answered.event, frames: frame - answered.frame });
    answered = null;
  };
  window.dragOn = (x, y, ms) => new Promise((done) => {
    const canvas = document.querySelector('.stage canvas');
    const start = performance.now();
    const timer = setInterval(() => {
      const t = performance.now() - start;
      const at = { clientX: x + 40 * Math.sin(t / 400), clientY: y - 20 * Math.sin(t / 200) };
      canvas.dispatchEvent(new PointerEvent('pointermove', { ...at, pointerId: 1, pointerType: 'mouse', bubbles: true }));
      if (t < ms) return;
      clearInterval(timer);
      done();
    }, 8);
  });
`;

const root = new URL('..', import.meta.url).pathname;
const server = await preview({ root, logLevel: 'warn', preview: { port: 0, host: 'localhost' } });
const url = server.resolvedUrls?.local[0];
if (!url) throw new Error('the preview server gave no address');
const browser = await openBrowser();
const context = await browser.newContext({ viewport: size, serviceWorkers: 'block' });
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

const shownSince = (first: number): Promise<Shown[]> => page.evaluate(`fields.slice(${first})`);
await page.evaluate('fields.length = 0');
for (let i = 0; i < moves; i++) {
  const turn = (2 * Math.PI * i) / 25;
  await page.mouse.move(hold.x + 8 + 40 * Math.sin(turn), hold.y - 20 * Math.sin(2 * turn));
  await page.waitForTimeout(PAUSE_MS);
}
const single = await shownSince(0);
const heap = await context.newCDPSession(page);
await page.evaluate(`dragOn(${hold.x}, ${hold.y}, 1000)`);
const before = (await shownSince(0)).length;
const SECONDS = 20;
const bytes = await bytesMade(heap, () => page.evaluate(`dragOn(${hold.x}, ${hold.y}, ${1000 * SECONDS})`));
const steady = await shownSince(before);
const ofDocument = await documentBytesMade(heap, () =>
  page.evaluate(`dragOn(${hold.x}, ${hold.y}, ${1000 * SECONDS})`),
);
const whileDocument = (await shownSince(before)).length - steady.length;
const collections: number[] = [];
heap.on('Tracing.dataCollected', ({ value }) => {
  for (const { name, ph, dur, pid, tid } of value) {
    // A process's own thread, on Linux; workers' are others.
    if (ph === 'X' && tid === pid && (name === 'MinorGC' || name === 'MajorGC')) collections.push(Number(dur) / 1000);
  }
});
await heap.send('Tracing.start', { traceConfig: { includedCategories: ['devtools.timeline'] } });
await page.evaluate(`dragOn(${hold.x}, ${hold.y}, ${1000 * SECONDS})`);
const traced = new Promise((done) => heap.once('Tracing.tracingComplete', done));
await heap.send('Tracing.end');
await traced;
// Last: a page that is made to collect all does so more often for a while.
const forgetFields = (): Promise<number> => page.evaluate('fields.splice(0).length');
await forgetFields();
const atFirst = await bytesKept(heap);
await page.evaluate(`dragOn(${hold.x}, ${hold.y}, ${1000 * SECONDS})`);
const thenShown = await forgetFields();
const kept = (await bytesKept(heap)) - atFirst;
await browser.close();
await server.close();

const row = (what: string, pick: (field: Shown) => number): void => {
  const cells = [single, steady].flatMap((fields) => [0.5, 0.95].map((q) => quantile(fields.map(pick), q).toFixed(1)));
  console.log(`| ${what} | ${cells.join(' | ')} |`);
};
const shares = (what: string, holds: (field: Shown) => boolean): void => {
  const cells = [single, steady].map(
    (fields) => `${Math.round((100 * fields.filter(holds).length) / fields.length)} %`,
  );
  console.log(`| ${what} | ${cells.join(' | | ')} | |`);
};
console.log(`${single.length} fields of ${moves} single steps; ${steady.length} in ${SECONDS} s without rest.\n`);
console.log('| from the pointer’s event, ms | steps: median | 95 % | without rest: median | 95 % |');
console.log('| --- | ---: | ---: | ---: | ---: |');
row('until its field is asked for', ({ asked }) => asked);
row('until it is back from the worker', ({ answered }) => answered);
row('until its colours are in the frame', ({ uploaded }) => uploaded);
shares(`back within ${FRAME_MS.toFixed(1)} ms`, ({ answered }) => answered <= FRAME_MS);
shares('in the next frame', ({ frames }) => frames <= 1);
shares('in the one after at the latest', ({ frames }) => frames <= 2);
const perField = [bytes / steady.length, ofDocument / whileDocument].map((made) => (made / 1000).toFixed(0));
console.log(
  `\nMade for a field without rest, figures and texts included: ${perField[0]} kB of objects, ${perField[1]} kB by the document.`,
);
console.log(
  `Their collection stopped the page's thread ${collections.length} times in ${SECONDS} s, for ${Math.max(0, ...collections).toFixed(1)} ms at most.`,
);
console.log(`Of all that ${thenShown} fields have made, ${(kept / 1000).toFixed(0)} kB are kept.`);
