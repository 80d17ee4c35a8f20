import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';

const path = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** Pixels of the screen, each way, that become one: fine enough for any part of the page, coarse enough for antialiasing. */
const BLOCK_PX = 4;
/** More than this is another colour, of 255. */
const OTHER = 24;

export interface Likeness {
  /** Mean difference of a colour channel, of 255. */
  mean: number;
  /** Share of the coarse pixels with a channel of another colour. */
  off: number;
}

/**
 * A part of the page as it is now beside test/browser/reference/<name>.png, both coarse and without texts, whose fonts are the machine's. What
 * was seen is left in test/browser/output. With `COILSCOPE_TAKE=1` it becomes the reference; look at it before you commit it.
 */
export async function besideReference(part: Locator, name: string): Promise<Likeness> {
  const page = part.page();
  const reference = path(`./reference/${name}.png`);
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { color: transparent !important }');
    document.adoptedStyleSheets.push(sheet);
  });
  const seen = await coarse(page, await part.screenshot());
  await page.evaluate(() => {
    document.adoptedStyleSheets.pop();
  });
  mkdirSync(path('./output/'), { recursive: true });
  writeFileSync(path(`./output/${name}.png`), seen);
  if (process.env.COILSCOPE_TAKE) writeFileSync(reference, seen);
  return likeness(page, seen, readFileSync(reference));
}

/** A PNG at a fraction of its size, made in the page itself. */
async function coarse(page: Page, png: Uint8Array): Promise<Uint8Array> {
  const bytes = await page.evaluate(
    async ({ bytes, block }) => {
      const image = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(Math.round(image.width / block), Math.round(image.height / block));
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no 2d context');
      context.imageSmoothingQuality = 'high';
      context.drawImage(image, 0, 0, canvas.width, canvas.height);
      return [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())];
    },
    { bytes: [...png], block: BLOCK_PX },
  );
  return new Uint8Array(bytes);
}

function likeness(page: Page, a: Uint8Array, b: Uint8Array): Promise<Likeness> {
  return page.evaluate(
    async ({ pngs, other }) => {
      const [one, two] = await Promise.all(
        pngs.map(async (bytes) => {
          const image = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
          const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
          if (!context) throw new Error('no 2d context');
          context.drawImage(image, 0, 0);
          return context.getImageData(0, 0, image.width, image.height).data;
        }),
      );
      if (one.length !== two.length) throw new Error('the reference has another size');
      let sum = 0;
      let off = 0;
      for (let i = 0; i < one.length; i += 4) {
        let most = 0;
        for (let k = i; k < i + 3; k++) {
          const difference = Math.abs(one[k] - two[k]);
          sum += difference;
          most = Math.max(most, difference);
        }
        if (most > other) off++;
      }
      return { mean: sum / (0.75 * one.length), off: off / (one.length / 4) };
    },
    { pngs: [[...a], [...b]], other: OTHER },
  );
}
