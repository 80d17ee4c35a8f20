import { unzipSync } from 'fflate';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { parseJob } from '../../src/cli/job';
import { readFieldCsv } from '../../src/formats/field-csv';
import { readGifti, readGiftiSurface } from '../../src/formats/gifti-read';
import { readGmsh } from '../../src/formats/gmsh-read';
import { readNifti } from '../../src/formats/nifti-read';
import { readNpy } from '../../src/formats/npy-read';
import { readPly } from '../../src/formats/ply-read';
import { readVtp } from '../../src/formats/vtp-read';
import { openBrowser, SIZES, SOLVE_TIMEOUT_MS, waitForSolved } from './browser';
import { LIGHT, type Opened, reading, saved, visit } from './page';

let browser: Browser;
let opened: Opened;
beforeAll(async () => {
  browser = await openBrowser();
  opened = await visit(browser, inject('url'), LIGHT, { viewport: SIZES.desktop });
  await waitForSolved(opened.page);
});
afterAll(async () => {
  await browser.close();
});

/** Bytes from the way the preview writes them. */
function bytesOf(text: string): number {
  const [, number, unit] = /([\d.]+) (kB|MB)/.exec(text) ?? [];
  return Number(number) * (unit === 'MB' ? 1e6 : 1e3);
}

test('the dialogue shows what an export will hold, and saves a zip whose files agree', async () => {
  const { page, errors } = opened;
  const strongest = Number.parseFloat(await reading(page, 'peak-cortex'));
  await page.getByRole('button', { name: 'Export the field' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Export the field' });
  const preview = dialog.getByRole('row');
  await preview.first().waitFor();
  const before = await preview.count();
  for (const format of ['VTK', 'Gmsh', 'PLY', 'NumPy']) await dialog.getByRole('checkbox', { name: format }).check();
  expect(await preview.count()).toBe(before + 4);
  // A volume at a spacing that is set; the error's solve is left out.
  await dialog.getByRole('radio', { name: 'Spacing' }).click();
  const voxel = dialog.getByRole('slider', { name: 'Voxel' });
  await voxel.focus();
  await page.keyboard.press('End');
  // Escape takes back what is typed; the dialogue stays.
  const typed = dialog.getByRole('textbox', { name: 'Voxel' });
  await typed.fill('3');
  await typed.press('Escape');
  expect(await typed.inputValue()).toBe('8.0');
  await dialog.getByRole('switch', { name: 'Measure the solver’s error' }).click();
  const promised = new Map<string, number>();
  for (const row of await preview.all()) {
    const cells = await row.getByRole('cell').allTextContents();
    if (cells.length === 3) promised.set(cells[0], bytesOf(cells[2]));
  }

  const { name, content } = await saved(page, () => dialog.getByRole('button', { name: 'Save zip' }).click());
  await dialog.getByText(/^Saved: .+\.zip, 12 files, [\d.]+ MB\.$/).waitFor();
  const entries = unzipSync(content);
  const stem = name.replace(/\.zip$/, '');
  expect(Object.keys(entries).sort()).toEqual([...promised.keys()].sort());
  for (const [file, about] of promised) {
    if (about < 10_000) continue;
    expect(about / entries[file].length, file).toBeGreaterThan(0.6);
    expect(about / entries[file].length, file).toBeLessThan(1.6);
  }

  // Every format holds the same field.
  const on = (ending: string): Uint8Array => entries[`${stem}_cortex.${ending}`];
  const { eVPerM } = readFieldCsv(on('csv'), 'csv');
  const magnitude = Float32Array.from({ length: eVPerM.length / 3 }, (_, i) =>
    Math.hypot(eVPerM[3 * i], eVPerM[3 * i + 1], eVPerM[3 * i + 2]),
  );
  const agree = (values: ArrayLike<number>, format: string): void => {
    expect(values.length, format).toBe(magnitude.length);
    const off = magnitude.reduce((worst, v, i) => Math.max(worst, Math.abs(values[i] - v)), 0);
    expect(off, format).toBeLessThan(1e-4);
  };
  // Ex, Ey, Ez, |E|, normal component, area.
  agree(readGifti(on('func.gii'), 'gii')[3].values, 'GIFTI');
  agree(readVtp(on('vtp'), 'vtp').pointData.find((array) => array.name === 'magnE')?.values ?? [], 'VTK');
  const npz = unzipSync(on('npz'));
  agree(Float32Array.from(readNpy(npz['magnE.npy'], 'npz').values, Number), 'NumPy');
  const triangles = readGiftiSurface(on('surf.gii'), 'gii').triangles.length;
  expect(readPly(on('ply'), 'ply').triangles.length).toBe(triangles);
  expect(readGmsh(on('msh'), 'msh').triangles.length).toBe(triangles);
  // What the page calls strongest is the 99.9th percentile: nearly the largest value.
  const largest = magnitude.reduce((a, b) => Math.max(a, b), 0);
  expect(largest).toBeGreaterThan(0.9 * strongest);
  expect(largest).toBeLessThan(2 * strongest);

  const volume = readNifti(entries[`${stem}_E.nii.gz`], 'E');
  expect(volume.affineMm.slice(0, 1)).toEqual([8]);
  expect(volume.values.some((v) => v !== 0)).toBe(true);
  const text = (file: string): string => new TextDecoder().decode(entries[file]);
  expect(JSON.parse(text(`${stem}_efield.json`)).Files).toContain(`${stem}_cortex.csv`);
  expect(text('methods.txt')).toContain('https://doi.org/');
  expect(errors).toEqual([]);
  await page.keyboard.press('Escape');
});

test('research shows the figures of the same field, measures the solver’s error, and writes the job', async () => {
  const { page, errors } = opened;
  await page.getByText('Research', { exact: true }).click();
  const figure = async (name: string): Promise<number> => {
    const row = page.getByRole('row', { name: new RegExp(`^${name}, `) });
    return Number(((await row.getByRole('cell').first().textContent()) ?? '').replaceAll(',', ''));
  };
  expect(await figure('99.9th percentile')).toBeCloseTo(Number(await reading(page, 'peak-cortex')), 0);
  expect(await figure('Largest')).toBeGreaterThan(await figure('99.9th percentile'));
  expect(await figure('Area at 0.50')).toBeGreaterThan(await figure('Area at 0.90'));

  await page.getByRole('button', { name: 'Measure by one more solve' }).click();
  const left = page.locator('[data-key="error-median"]');
  await left.waitFor({ timeout: SOLVE_TIMEOUT_MS });
  const percent = Number.parseFloat((await left.textContent()) ?? '');
  expect(percent).toBeGreaterThan(0);
  expect(percent).toBeLessThan(0.5);

  await page.getByRole('button', { name: 'Job', exact: true }).click();
  const { name, content } = await saved(page, () => page.getByRole('button', { name: 'job.json' }).click());
  expect(name).toBe('job.json');
  const job = parseJob(new TextDecoder().decode(content), name);
  expect(job.tms).toMatchObject({ coil: 'figure8-70', didt: 70e6 });
  expect(await page.getByText('--resolution light').count()).toBe(1);
  expect(errors).toEqual([]);
});
