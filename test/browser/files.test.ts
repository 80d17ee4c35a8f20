import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser, SIZES, waitForHead, waitForSolved } from './browser';
import { LIGHT, UNSOLVED, visit } from './page';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});

const CCD = `# Small version 1.1;dIdtmax=100.0;stimulator=Bench;coilname=Two small loops
2
# centers and weighted directions of the elements (magnetic dipoles)
-0.02 0 -0.008 0 0 -2e-3
0.02 0 -0.008 0 0 2e-3
`;

/** Drags files over the page and, if `drop`, lets go of them. */
const drag = (page: Page, files: { name: string; text: string }[], drop: boolean): Promise<void> =>
  page.evaluate(
    ({ files, drop }) => {
      const dataTransfer = new DataTransfer();
      for (const { name, text } of files) dataTransfer.items.add(new File([text], name));
      for (const type of drop ? ['dragover', 'drop'] : ['dragenter', 'dragover']) {
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      }
    },
    { files, drop },
  );

describe('files dropped on the page', () => {
  test('a coil is chosen, solved, named by its content in the link, and there again after a reload', async () => {
    const { page, close, errors } = await visit(browser, inject('url'), LIGHT, { viewport: SIZES.desktop });
    await drag(page, [{ name: 'small.ccd', text: CCD }], false);
    await page.locator('.drop-area').waitFor();
    await drag(page, [{ name: 'small.ccd', text: CCD }], true);
    await page.getByText('small.ccd: Two small loops chosen').first().waitFor();
    expect(await page.locator('.drop-area').count()).toBe(0);
    const model = page.getByRole('combobox', { name: 'Model' });
    const id = await model.inputValue();
    expect(id).toMatch(/^file-[0-9a-f]{16}$/);
    await waitForSolved(page);
    await page.waitForFunction((coil) => location.hash.includes(coil), id);
    // From here on the field is not looked at.
    await page.getByRole('switch', { name: 'Charge' }).uncheck();
    await page.waitForFunction(() => location.hash.includes('p.charge=false'));

    await page.reload();
    await waitForHead(page);
    expect(await model.inputValue()).toBe(id);
    expect(await model.locator('option:checked').textContent()).toBe('Two small loops');
    expect(errors).toEqual([]);

    // Someone who has not got the file is told, and has it taken up when it comes.
    const link = page.url();
    await close();
    const other = await visit(browser, inject('url'), link.split('#')[1], { viewport: SIZES.desktop });
    await other.page.getByText(`Coil file ${id.slice(5, 13)} is not in this browser`).waitFor();
    await drag(other.page, [{ name: 'renamed.ccd', text: CCD }], true);
    await other.page.getByText('is not in this browser').waitFor({ state: 'detached' });
    expect(await other.page.getByRole('combobox', { name: 'Model' }).inputValue()).toBe(id);
    await other.close();
  });

  test('damaged and unknown files are named with what is wrong, the good one among them is opened', async () => {
    const { page, close, errors } = await visit(browser, inject('url'), UNSOLVED, { viewport: SIZES.desktop });
    const before = page.url();
    await drag(
      page,
      [
        { name: 'cut.ccd', text: CCD.slice(0, 160) },
        { name: 'noise.tcd', text: '\u0000\u0001{{' },
        { name: 'field.nii.gz', text: 'not gzip' },
        { name: 'mine.json', text: '{"format":"coilscope-session","version":1,"plan":{"gap":1}}' },
        { name: 'empty.txt', text: '' },
        { name: 'photo.heic', text: 'x' },
      ],
      true,
    );
    const notice = page.getByRole('alert');
    await notice.waitFor();
    expect(await notice.getByRole('listitem').count()).toBe(6);
    const said = (await notice.textContent()) ?? '';
    for (const name of ['cut.ccd', 'noise.tcd', 'field.nii.gz', 'mine.json', 'empty.txt', 'photo.heic']) {
      expect(said).toContain(`${name}:`);
    }
    expect(said).toContain('These files could not be opened');
    await page.waitForTimeout(600);
    expect(page.url()).toBe(before);
    await notice.getByRole('button', { name: 'Put away' }).click();
    await notice.waitFor({ state: 'detached' });

    await drag(
      page,
      [
        { name: 'pose.txt', text: '1 0 0 0  0 -1 0 0  0 0 -1 112  0 0 0 1' },
        { name: 'bad.ccd', text: 'x' },
      ],
      true,
    );
    await notice.getByText(/pose\.txt/).waitFor();
    expect(await notice.textContent()).toContain('1 of 2 files could not be opened');
    await page.waitForFunction(() => location.hash.includes('placement.siteMm'));
    expect(errors).toEqual([]);
    await close();
  });
});
