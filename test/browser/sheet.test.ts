import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { DEFAULT_PLAN, type Plan } from '../../src/app/plan';
import { sessionState, sessionText } from '../../src/app/session';
import { courseOf } from '../../src/app/targeting-plan';
import { DEFAULT_VIEW } from '../../src/app/view';
import { findTarget } from '../../src/cli/target';
import { readPoses } from '../../src/formats/read-poses';
import { protocolById } from '../../src/targeting/protocols';
import { bundledHead } from '../app/bundled';
import { openBrowser, SIZES, waitForSolved } from './browser';
import { drawAgain, LIGHT, UNSOLVED, visit } from './page';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});

const type = async (page: Page, label: string, value: string): Promise<void> => {
  await page.getByLabel(label, { exact: true }).fill(value);
};

/** Pages of a PDF: its page objects are not compressed. */
const pagesOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;

async function openSheet(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Placement sheet' }).first().click();
  await page.locator('.sheet img').nth(1).waitFor();
}

async function expectOnePage(page: Page): Promise<void> {
  for (const format of ['A4', 'Letter']) {
    const pdf = await page.pdf({ format });
    expect(pagesOf(pdf), format).toBe(1);
    // Two pictures and a page of text.
    expect(pdf.length, format).toBeGreaterThan(100_000);
  }
}

/** How many different colours a picture has: a blank one has one. */
const coloursOf = (page: Page, nth: number): Promise<number> =>
  page
    .locator('.sheet img')
    .nth(nth)
    .evaluate(async (img: HTMLImageElement) => {
      await img.decode();
      const canvas = new OffscreenCanvas(img.naturalWidth, img.naturalHeight);
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no 2d context');
      context.drawImage(img, 0, 0);
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      const seen = new Set<number>();
      for (let i = 0; i < data.length; i += 4) seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
      return seen.size;
    });

async function openFile(page: Page, label: string, name: string, text: string): Promise<void> {
  await page
    .locator(`input[type="file"][aria-label="${label}"]`)
    .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
}

describe('from a tape measure to paper', () => {
  test('three numbers give the site the command prints, a field, a dose and one printed page', async () => {
    const { page, close, errors, requests } = await visit(browser, inject('url'), LIGHT, { viewport: SIZES.desktop });
    await page.getByRole('combobox', { name: 'Method' }).selectOption('beam-f3');
    await type(page, 'Nasion to inion', '36');
    await type(page, 'Tragus to tragus', '36');
    await type(page, 'Circumference', '56');

    const printed = findTarget(
      {
        methodId: 'beam-f3',
        side: 'left',
        measures: { nasionInionCm: 36, tragusTragusCm: 36, circumferenceCm: 56 },
      },
      await bundledHead('light'),
    );
    const answer = page.locator('.answer');
    await answer.getByText(`${(printed.x_cm ?? 0).toFixed(1)} cm`, { exact: true }).waitFor();
    const said = (await answer.textContent()) ?? '';
    expect(said).toContain('9.5 cm');
    const point = (p: readonly number[]): string => p.map((x) => x.toFixed(1).replace('-', '−')).join(', ');
    expect(said).toContain(point(printed.scalp_mm));
    expect(said).toContain(point(printed.cortex_mm));
    expect(said).toContain(`${printed.depth_mm.toFixed(1)} mm`);
    expect(said).toContain(`${printed.check?.off_mm.toFixed(1)} mm`);
    for (const step of printed.steps) expect(said).toContain(step);
    // The lengths stand on the head's tapes too.
    expect(await page.locator('.tape-mark').allTextContents()).toEqual(
      expect.arrayContaining(['X 6.5 cm', 'Y 9.5 cm', 'Fpz', 'Vertex', 'A', 'Beam F3']),
    );

    await page.getByRole('button', { name: 'Put the coil there' }).click();
    await type(page, 'Motor threshold', '52');
    await page.getByLabel('Motor threshold').press('Enter');
    await waitForSolved(page);
    await page.getByRole('button', { name: 'Solve the field at the hotspot' }).click();
    const matched = page.locator('.dose-card').filter({ hasText: 'By matched E-field' });
    await matched.getByText('% MSO').waitFor({ timeout: 180_000 });

    await drawAgain(page);
    await openSheet(page);
    const sheet = (await page.locator('.sheet').textContent()) ?? '';
    for (const text of [
      'template head',
      'not a medical device',
      'Beam F3, left',
      'X 6.5 cm',
      'Y 9.5 cm',
      '52 % MSO, by EMG',
      '62.4 % MSO',
      'By matched E-field',
      'Screening today',
      'Physician',
      ...printed.steps,
    ]) {
      expect(sheet).toContain(text);
    }
    expect(sheet).not.toMatch(/patient (name|id|number)|date of birth/i);
    expect(await coloursOf(page, 0)).toBeGreaterThan(2000);
    expect(await coloursOf(page, 1)).toBeGreaterThan(2000);
    await expectOnePage(page);
    expect(errors).toEqual([]);
    expect(requests.every((r) => r.startsWith(inject('url')) || /^(blob|data):/.test(r))).toBe(true);
    // What was read on the patient is in the session, not in the address.
    expect(page.url()).not.toContain('patient');
    await close();
  });

  test('a session file brings back a full plan, and even that fits one page', async () => {
    const plan: Plan = {
      ...DEFAULT_PLAN,
      detail: 'light',
      placement: { ...DEFAULT_PLAN.placement, siteMm: [56.2, 40.1, 51.3], angleDeg: -45 },
      siteName: '',
      didtAPerUs: 90,
      targeting: {
        ...DEFAULT_PLAN.targeting,
        methodId: 'dlpfc-right-posterior',
        referenceId: 'ba46-9-fitzgerald',
        course: {
          ...courseOf('snt'),
          blocks: [...protocolById('bilateral').blocks, ...protocolById('itbs').blocks],
          weeks: 6,
        },
        patient: {
          tapes: {
            nasionInionCm: [35.5, 36, 36.2, 36, 35.9],
            tragusTragusCm: [36, 36.1, 36.4, 36, 36],
            circumferenceCm: [56, 56.2, 56.9, 56, 56.1],
          },
          unit: 'cm',
          threshold: { msoPercent: 98, method: 'visual' },
          hotspotMm: [40, -14, 88],
        },
      },
    };
    const { page, close, errors } = await visit(browser, inject('url'), UNSOLVED, { viewport: SIZES.desktop });
    await openFile(page, 'Open session', 'mine.json', sessionText({ plan, view: DEFAULT_VIEW }));
    await page.getByRole('heading', { name: 'Posterior DLPFC, right (2022 heuristic)' }).waitFor();
    expect(await page.getByText('More than the stimulator can give').count()).toBeGreaterThan(0);
    await openSheet(page);
    expect(await page.locator('.sheet').textContent()).toContain('98 % MSO, by eye');
    await expectOnePage(page);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('.sheet-tools').getByRole('button', { name: 'Save session' }).click(),
    ]);
    const saved = sessionState(readFileSync(await download.path(), 'utf8'), download.suggestedFilename());
    expect(saved.plan).toEqual(plan);
    await page.keyboard.press('Escape');
    // One step of undo.
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('combobox', { name: 'Position' }).waitFor();

    await openFile(page, 'Open session', 'other.json', '{"format":"something else"}');
    await page.getByRole('alert').filter({ hasText: 'other.json: is no Coilscope session' }).waitFor();
    expect(errors).toEqual([]);
    await close();
  });
});

describe('coil poses', () => {
  test('go out in three formats and come back to the same place; what is no pose is refused by name', async () => {
    const { page, close } = await visit(browser, inject('url'), UNSOLVED, { viewport: SIZES.desktop });
    for (const format of ['4×4', 'Brainsight', 'Localite']) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: `Save the pose as ${format}` }).click(),
      ]);
      const text = readFileSync(await download.path(), 'utf8');
      const [{ pose }] = readPoses(text, download.suggestedFilename());
      expect(Math.hypot(pose[3] + 53, pose[7] - 57, pose[11] - 45), format).toBeLessThan(8);
      await page.getByRole('combobox', { name: 'Position' }).selectOption('C4');
      await openFile(page, 'Open poses', download.suggestedFilename(), text);
      await page.locator('.card-notice', { hasText: `${download.suggestedFilename()}: coil placed` }).waitFor();
      expect(await page.locator('.card-notice').textContent()).toContain('shown 0.0 mm and 0.0° from the file’s');
    }
    const refused = [
      ['shear.txt', '0.954 0.3 0 0  0.3 0.954 0 0  0 0 1 90  0 0 0 1', /shear\.txt: pose "pose 1": .*shears/],
      ['mirror.txt', '-1 0 0 0  0 1 0 0  0 0 1 90  0 0 0 1', /mirror\.txt: pose "pose 1": .*reflect/],
    ] as const;
    for (const [name, text, message] of refused) {
      await openFile(page, 'Open poses', name, text);
      await page.getByRole('alert').filter({ hasText: message }).waitFor();
    }
    await close();
  });
});

describe('the review’s table', () => {
  test('is filtered, and its rows load site and frequency', async () => {
    const { page, close, errors } = await visit(browser, inject('url'), UNSOLVED, { viewport: SIZES.desktop });
    await page.getByRole('button', { name: 'What the review says' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('tbody tr').first().waitFor();
    expect(await dialog.locator('tbody tr').count()).toBe(12);
    await dialog.getByRole('combobox', { name: 'Site' }).selectOption('motor cortex');
    expect(await dialog.locator('tbody tr').count()).toBe(1);
    await dialog.getByRole('button', { name: 'Load motor cortex and 6 Hz of Daskalakis 2006' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await page.getByRole('combobox', { name: 'Position' }).inputValue()).toBe('C3');
    expect(await page.locator('.timeline-title').allTextContents()).toContain('Train: 6 Hz');
    expect(errors).toEqual([]);
    await close();
  });
});
