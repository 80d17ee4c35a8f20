import { readFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { SIZES, SOLVE_TIMEOUT_MS, waitForHead } from './browser';

/** The smaller head: the same path through the program in a third of the time. */
export const LIGHT = 'p.detail="light"';
/** The coil's own field alone, for tests that no solution matters to: nothing is computed beside them. */
export const UNSOLVED = `${LIGHT}&p.charge=false`;

/** What fields are computed with, fetched by workers: the engine's code, and the basis of the live field. */
export const ENGINE_FILES = /core-.*\.wasm|live-.*\.safetensors/;

export interface Opened {
  page: Page;
  /** Every address asked for, workers' included. */
  requests: string[];
  /** Errors the page threw or logged. */
  errors: string[];
  close: () => Promise<void>;
}

export interface PageOptions extends BrowserContextOptions {
  /** Runs in the page before its own code. */
  init?: () => void;
  /** For a page whose 3D picture is looked at. Elsewhere nothing is drawn in it, which in software takes most of a test's time. */
  drawn?: boolean;
}

/** Leaves WebGL without its triangles, until `drawAgain`; all else about it works. Runs in the page. */
export function drawNothing(): void {
  const { prototype } = WebGL2RenderingContext;
  const { drawElements, drawArrays, drawElementsInstanced, drawArraysInstanced } = prototype;
  const whole = { drawElements, drawArrays, drawElementsInstanced, drawArraysInstanced };
  Object.assign(window, { drawAgain: () => Object.assign(prototype, whole) });
  const nothing = () => {};
  for (const name of Object.keys(whole) as (keyof typeof whole)[]) prototype[name] = nothing;
}

/** From the next frame on the 3D picture is drawn. */
export const drawAgain = (page: Page): Promise<unknown> =>
  page.evaluate(() => (window as unknown as { drawAgain: () => void }).drawAgain());

/** An empty page of its own context, for a test that changes what it will be answered. Nothing is kept for offline use unless asked for. */
export async function blank(browser: Browser, { init, drawn = false, ...options }: PageOptions = {}): Promise<Opened> {
  const context = await browser.newContext({
    viewport: SIZES.small,
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
    ...options,
  });
  const requests: string[] = [];
  const errors: string[] = [];
  context.on('request', (r) => requests.push(r.url()));
  const page = await context.newPage();
  if (!drawn) await page.addInitScript(drawNothing);
  if (init) await page.addInitScript(init);
  page.on('pageerror', (e) => errors.push(e.message));
  page.on('console', (m) => m.type() === 'error' && errors.push(m.text()));
  return { page, requests, errors, close: () => context.close() };
}

/** A fresh visitor at `url` with the given state in the address, once the head stands. */
export async function visit(browser: Browser, url: string, hash = LIGHT, options: PageOptions = {}): Promise<Opened> {
  const opened = await blank(browser, options);
  await opened.page.goto(`${url}#${hash}`);
  await waitForHead(opened.page);
  return opened;
}

/** The file that `act` makes the page hand over. */
export async function saved(page: Page, act: () => Promise<void>): Promise<{ name: string; content: Uint8Array }> {
  const [download] = await Promise.all([page.waitForEvent('download', { timeout: SOLVE_TIMEOUT_MS }), act()]);
  return { name: download.suggestedFilename(), content: new Uint8Array(readFileSync(await download.path())) };
}

/** What the field card says at one of its places. */
export const reading = async (page: Page, key: string): Promise<string> =>
  (await page.locator(`[data-key="${key}"]`).textContent()) ?? '';

export const phase = async (page: Page): Promise<string> =>
  (await page.locator('.status').getAttribute('data-phase')) ?? '';

/** Until the page has drawn what it was told before: two frames. */
export const painted = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** The colours of a screenshot's pixels at the given points (CSS pixels), read in the page itself. */
export async function pixels(page: Page, points: { x: number; y: number }[]): Promise<[number, number, number][]> {
  const png = await page.screenshot();
  return page.evaluate(
    async ({ base64, at }) => {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no 2d context');
      context.drawImage(image, 0, 0);
      return at.map(({ x, y }) => {
        const [r, g, b] = context.getImageData(Math.round(x), Math.round(y), 1, 1).data;
        return [r, g, b] as [number, number, number];
      });
    },
    { base64: png.toString('base64'), at: points },
  );
}

/** Width of a PNG and the colours in it, as CSS has them; read in the page itself. */
export const coloursOf = (page: Page, png: Uint8Array): Promise<{ width: number; colours: string[] }> =>
  page.evaluate(
    async (bytes) => {
      const image = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
      if (!context) throw new Error('no 2d context');
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      const colours = new Set<string>();
      for (let i = 0; i < data.length; i += 4) colours.add(`rgb(${data[i]}, ${data[i + 1]}, ${data[i + 2]})`);
      return { width: image.width, colours: [...colours] };
    },
    [...png],
  );

/** A grid of points over the stage, clear of cards and edges. */
export function stageGrid(size: { width: number; height: number }, step: number): { x: number; y: number }[] {
  const out: { x: number; y: number }[] = [];
  for (let y = 60; y < size.height - 20; y += step)
    for (let x = 20; x < size.width - 356; x += step) out.push({ x, y });
  return out;
}

/** Strong colour, as the data has and anatomy, skin and casing have not. */
export const isVivid = ([r, g, b]: readonly number[]): boolean => Math.max(r, g, b) - Math.min(r, g, b) > 70;

/** Where a knob of the coil stands now. */
async function knobAt(page: Page, name: RegExp): Promise<{ x: number; y: number }> {
  const box = await page.getByRole('button', { name }).boundingBox();
  if (!box) throw new Error(`no knob ${name} on the stage`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** A place on the coil's casing: a third of the way from the knob above it to the one at its front. */
export async function casingAt(page: Page): Promise<{ x: number; y: number }> {
  const lift = await knobAt(page, /^Lift/);
  const front = await knobAt(page, /^Tilt front/);
  return { x: lift.x + 0.35 * (front.x - lift.x), y: lift.y + 0.35 * (front.y - lift.y) };
}

/** A place on the coil's grip: most of the way from the knob above the coil to the one at the grip's end. */
export async function gripAt(page: Page): Promise<{ x: number; y: number }> {
  const lift = await knobAt(page, /^Lift/);
  const turn = await knobAt(page, /^Turn the coil/);
  return { x: lift.x + 0.8 * (turn.x - lift.x), y: lift.y + 0.8 * (turn.y - lift.y) };
}
