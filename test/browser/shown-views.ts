import type { Page } from 'playwright-core';
import { eggHeadFiles } from '../helpers/egg-head';
import { SOLVE_TIMEOUT_MS } from './browser';

/** A view of the page, as it is looked at by who designs it. */
export interface View {
  title: string;
  /** The page's state, as a link has it. */
  hash?: string;
  /** Page of the controls that is read: in front on a phone, scrolled to elsewhere. */
  controls?: string;
  /** What is waited for; 'compared' is the solution of both sides. */
  until?: 'solved' | 'compared';
  act?: (page: Page) => Promise<void>;
  /** Needs the live field, which the light head has not. */
  live?: boolean;
}

const press = (key: string) => (page: Page) => page.keyboard.press(key);
const choose = (name: string) => (page: Page) => page.getByRole('button', { name, exact: true }).first().click();

const RING =
  'p.source="tdcs"&p.padRadiusMm=6&p.montage=[{"at":"F3","currentMa":2},{"at":"AF3","currentMa":-0.5},{"at":"F1","currentMa":-0.5},{"at":"FC3","currentMa":-0.5},{"at":"F5","currentMa":-0.5}]';
const COMPARE = 'v.task="compare"';

/** A search for the strongest field out of the cortex that spares a region, its answer in view. */
async function findPlacement(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: 'Spare' }).selectOption({ label: 'Precentral L' });
  await page.getByRole('combobox', { name: 'Wanted' }).selectOption('direction');
  await page.getByRole('button', { name: 'Find the best placement' }).click();
  const found = page.getByRole('button', { name: 'Lay the coil there' });
  await found.waitFor({ timeout: SOLVE_TIMEOUT_MS });
  await found.scrollIntoViewIfNeeded();
}

async function showDepth(page: Page): Promise<void> {
  await choose('Depth')(page);
  await page.getByRole('row', { name: /coil on the sphere/ }).waitFor({ timeout: SOLVE_TIMEOUT_MS });
}

/** Until the field at the crosshair is there. */
async function sliceField(page: Page): Promise<void> {
  await page.locator('[data-key="crosshair-field"]', { hasText: /^\d/ }).waitFor({ timeout: SOLVE_TIMEOUT_MS });
}

async function openSheet(page: Page): Promise<void> {
  await choose('Placement sheet')(page);
  await page.locator('.sheet img').nth(1).waitFor({ timeout: SOLVE_TIMEOUT_MS });
}

async function openEgg(page: Page): Promise<void> {
  const files = eggHeadFiles().map(({ name, bytes }) => ({
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(bytes),
  }));
  await page.locator('input[type="file"][accept*=".msh"]').setInputFiles(files);
  await page
    .getByRole('dialog', { name: 'Your own head' })
    .getByText(/^Sound:/)
    .waitFor();
}

const dropBad = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    for (const name of ['coil.ccd', 'photo.heic']) dataTransfer.items.add(new File(['x'], name));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  });

async function openTour(page: Page): Promise<void> {
  await choose('About')(page);
  await page.getByRole('button', { name: 'Take the tour' }).click();
}

/** Every view, in an order that solves seldom: what differs in the view alone follows its plan. */
export const VIEWS: Record<string, View> = {
  coil: { title: 'A coil over F3 and its field', until: 'solved' },
  dose: { title: 'Dose', controls: 'Dose', until: 'solved' },
  protocol: { title: 'Protocol and files', controls: 'Protocol', until: 'solved' },
  look: { title: 'Layers and colours', controls: 'View', until: 'solved' },
  focality: { title: 'Focality', hash: 'v.outline=true', controls: 'Focality', until: 'solved' },
  positions: { title: 'The 10-10 positions', hash: 'v.marks=true', until: 'solved' },
  left: { title: 'From the left', until: 'solved', act: press('1') },
  normal: {
    title: 'The component along the normal',
    hash: 'v.quantity="normal"&v.layers.coil.shown=false',
    until: 'solved',
  },
  white: {
    title: 'White matter through the cortex',
    hash: 'v.layers.scalp.shown=false&v.layers.cortex.opacity=0.25',
    until: 'solved',
  },
  skull: { title: 'The skull', hash: 'v.layers.scalp.shown=false&v.layers.skull.shown=true', until: 'solved' },
  vectors: {
    title: 'E as arrows, and the outline of half the reference',
    hash: 'v.vectors=true&v.outline=true&v.layers.scalp.shown=false&v.layers.coil.shown=false',
    until: 'solved',
  },
  cut: {
    title: 'A coronal cut',
    hash: 'v.cut.kind="coronal"&v.cut.atMm=20',
    until: 'solved',
    act: press('3'),
  },
  slices: { title: 'Slices of the MRI', hash: 'v.slices.shown=true', until: 'solved', act: sliceField },
  inflated: { title: 'The cortex inflated', hash: 'v.inflated=true&v.outline=true', until: 'solved' },
  target: {
    title: 'The coil against its target',
    hash: 'v.aim={"siteMm":[-49,51,46],"angleDeg":38,"pitchDeg":0,"rollDeg":0}',
    until: 'solved',
  },
  sheet: { title: 'The sheet to print', until: 'solved', act: openSheet },
  export: { title: 'Export', until: 'solved', act: choose('Export the field') },
  sessions: { title: 'Sessions', until: 'solved', act: choose('Sessions') },
  keys: { title: 'Keys and gestures', until: 'solved', act: press('?') },
  about: { title: 'About', until: 'solved', act: choose('About') },
  review: { title: 'What the review says', controls: 'Protocol', until: 'solved', act: choose('What the review says') },
  lessons: { title: 'Lessons', until: 'solved', act: choose('Lessons') },
  tour: { title: 'The tour', until: 'solved', act: openTour },
  refused: { title: 'Files that cannot be read', until: 'solved', act: dropBad },
  'own-head': { title: 'A head of one’s own', until: 'solved', act: openEgg },
  tapes: {
    title: 'Beam F3 by three tapes',
    hash: 'p.targeting.methodId="beam-f3"&v.tapes=true&v.layers.coil.shown=false',
    until: 'solved',
  },
  pads: { title: 'Two pads', hash: 'p.source="tdcs"', until: 'solved' },
  ring: { title: 'A 4×1 ring', hash: RING, until: 'solved' },
  compare: { title: 'Coil and pads on one head', hash: COMPARE, until: 'compared' },
  sides: { title: 'The two sides', hash: COMPARE, until: 'compared', act: choose('A and B') },
  table: { title: 'The table of areas', hash: COMPARE, until: 'compared', act: choose('Table') },
  depth: { title: 'Depth', hash: COMPARE, until: 'compared', act: showDepth },
  wipe: {
    title: 'One head, wiped',
    hash: `${COMPARE}&v.compare.layout="wipe"&v.compare.scale="shared"`,
    until: 'compared',
  },
  research: { title: 'Research: figures and solution', hash: 'v.task="research"', until: 'solved' },
  inputs: {
    title: 'Research: head and source',
    hash: 'v.task="research"',
    until: 'solved',
    act: choose('Inputs'),
  },
  fieldfiles: {
    title: 'Research: the field as files',
    hash: 'v.task="research"',
    until: 'solved',
    act: choose('Export'),
  },
  rerun: {
    title: 'Research: the same as a job',
    hash: 'v.task="research"',
    until: 'solved',
    act: choose('Job'),
  },
  lesson: { title: 'A lesson', hash: 'v.lesson="eight-or-circle"&v.step=1', until: 'compared' },
  // Its map stays on the scalp.
  search: { title: 'The best placement for a target', until: 'solved', act: findPlacement, live: true },
};
