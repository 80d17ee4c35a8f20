import { version } from '../../package.json';
import { fieldStore } from '../app/field-store';
import { formatArea, SOURCE_TITLES } from '../app/focality-text';
import { focalityStore } from '../app/focality-view';
import type { Side } from '../app/plan';
import { scenarioTitle } from '../app/scenario-title';
import { isTwin, SIDE_TITLES, scenarioOf } from '../app/sides';
import { appStore } from '../app/store';
import { toHash } from '../app/url-hash';
import { sideWindow } from '../app/window';
import { addPngText } from '../formats/png-text';
import { COLOUR_MAP_ENTRIES, colourTable, mapOf } from './colour-maps';
import { stage } from './stage-link';
import type { SideViewport } from './viewports';

const MARGIN = 14;
const BAR = { width: 180, height: 9 } as const;

/** How a picture is wanted; without a width, as many pixels as the screen has. */
export interface PictureWish {
  widthPx?: number;
  caption?: string;
}

/**
 * The stage as a PNG of any size: what is drawn, with each side's name, area and colour bar, the caption below it, and in the file
 * where it comes from. Rejects with one line when there is none to be had.
 */
export async function stagePicture({ widthPx, caption = '' }: PictureWish = {}): Promise<Blob> {
  const { canvas, atPixelRatio } = stage;
  if (!canvas || !atPixelRatio) throw new Error('there is no picture to save');
  const out = document.createElement('canvas');
  atPixelRatio((widthPx ?? canvas.width) / canvas.clientWidth, () => compose(canvas, out, caption));
  const blob = await new Promise<Blob | null>((done) => out.toBlob(done, 'image/png'));
  if (!blob) throw new Error('the browser made no picture of this size');
  const { plan, view } = appStore.getState();
  const texts = {
    Software: `coilscope ${version}`,
    Description: caption || scenarioTitle(plan),
    Comment: JSON.stringify({ link: toHash(plan, view), head: fieldStore.getState().head?.sha256 }),
  };
  return new Blob([addPngText(new Uint8Array(await blob.arrayBuffer()), texts)], { type: 'image/png' });
}

const CAPTION = { size: 13, lead: 19, margin: 14 } as const;

function compose(canvas: HTMLCanvasElement, out: HTMLCanvasElement, caption: string): void {
  const context = out.getContext('2d');
  if (!context) throw new Error('the browser gave no 2D canvas');
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const font = style.getPropertyValue('--font');
  const scale = canvas.width / canvas.clientWidth;
  const captionFont = `400 ${CAPTION.size}px ${font}`;
  context.font = captionFont;
  const lines = wrapped(context, caption, canvas.clientWidth - 2 * MARGIN);
  const below = lines.length > 0 ? lines.length * CAPTION.lead + 2 * CAPTION.margin : 0;
  out.width = canvas.width;
  out.height = canvas.height + Math.round(below * scale);
  context.fillStyle = colour('--ground');
  context.fillRect(0, 0, out.width, out.height);
  context.drawImage(canvas, 0, 0);
  context.scale(scale, scale);
  context.textBaseline = 'top';
  for (const viewport of stage.viewports) {
    label(context, viewport, colour, font);
    sideLetters(context, viewport, colour, font);
  }
  context.font = captionFont;
  context.fillStyle = colour('--ink');
  context.textAlign = 'left';
  lines.forEach((line, i) => {
    context.fillText(line, MARGIN, canvas.clientHeight + CAPTION.margin + i * CAPTION.lead);
  });
}

/** Left and right of the head, beside the ears: no picture goes out without them. */
const SIDE_LETTERS = [
  ['L', [-104, -14, -40]],
  ['R', [104, -14, -40]],
] as const;

function sideLetters(
  context: CanvasRenderingContext2D,
  { view, clip }: SideViewport,
  colour: (name: string) => string,
  font: string,
): void {
  context.save();
  context.beginPath();
  context.rect(clip.x, clip.y, clip.width, clip.height);
  context.clip();
  context.font = `700 17px ${font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineWidth = 4;
  context.lineJoin = 'round';
  for (const [letter, mm] of SIDE_LETTERS) {
    const p = stage.project([...mm]);
    if (!p) continue;
    // One that lies beyond the edge is named at the edge.
    const x = view.x + Math.min(view.width - MARGIN, Math.max(MARGIN, p.x));
    const y = view.y + Math.min(view.height - 4 * MARGIN, Math.max(5 * MARGIN, p.y));
    context.strokeStyle = colour('--ground');
    context.strokeText(letter, x, y);
    context.fillStyle = colour('--ink');
    context.fillText(letter, x, y);
  }
  context.restore();
  context.textBaseline = 'top';
}

/** The text in lines no wider than `width`. */
function wrapped(context: CanvasRenderingContext2D, text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((w) => w !== '')) {
    const longer = lines.length > 0 ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length > 0 && context.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function label(
  context: CanvasRenderingContext2D,
  { side, view, clip }: SideViewport,
  colour: (name: string) => string,
  font: string,
): void {
  const { plan, view: look } = appStore.getState();
  const scenario = scenarioOf(plan, side);
  // Of one head with a cut, B is named at its right edge.
  const right = clip.x > view.x && clip.width < view.width;
  const x = right ? view.x + view.width - MARGIN : view.x + MARGIN;
  context.textAlign = right ? 'right' : 'left';
  const write = (text: string, y: number, weight: number, size: number, ink: string): void => {
    context.font = `${weight} ${size}px ${font}`;
    context.fillStyle = colour(ink);
    context.fillText(text, x, y, view.width - 2 * MARGIN);
  };
  const name = isTwin(look) ? `${SIDE_TITLES[side]}  ` : '';
  write(`${name}${SOURCE_TITLES[scenario.source]}`, view.y + MARGIN, 700, 16, `--side-${side}`);
  write(scenarioTitle(scenario), view.y + MARGIN + 22, 500, 12, '--ink-soft');
  write(areaLine(side), view.y + MARGIN + 40, 600, 14, '--ink');

  const window = sideWindow(side);
  const table = colourTable(mapOf(look));
  const left = right ? x - BAR.width : x;
  const top = view.y + view.height - 40;
  for (let i = 0; i < BAR.width; i++) {
    const k = 3 * Math.floor((i / BAR.width) * COLOUR_MAP_ENTRIES);
    context.fillStyle = `rgb(${table[k]} ${table[k + 1]} ${table[k + 2]})`;
    context.fillRect(left + i, top, 1.5, BAR.height);
  }
  const words = look.compare.scale === 'shared' ? ', shared scale' : ', own scale';
  const what = look.quantity === 'normal' ? 'E out of the cortex' : '|E|';
  write(
    `${what}, ${window.min} to ${window.max} V/m${isTwin(look) ? words : ''}`,
    top + BAR.height + 5,
    400,
    12,
    '--ink',
  );
}

function areaLine(side: Side): string {
  const { sides, readings } = focalityStore.getState();
  const reading = readings[side];
  const f = appStore.getState().view.focality.fraction.toFixed(2);
  if (!reading) return 'no field';
  return `A(${f}) = ${sides[side]?.approximate ? '≈ ' : ''}${formatArea(reading.areaMm2.cortex)} mm²`;
}
