import { formatArea, SOURCE_TITLES } from '../app/focality-text';
import { focalityStore } from '../app/focality-view';
import type { Side } from '../app/plan';
import { scenarioTitle } from '../app/scenario-title';
import { SIDE_TITLES, scenarioOf } from '../app/sides';
import { appStore } from '../app/store';
import { sideWindow } from '../app/window';
import { COLOUR_MAP_ENTRIES, colourTable, mapOf } from './colour-maps';
import { stage } from './stage-link';
import type { SideViewport } from './viewports';

const MARGIN = 14;
const BAR = { width: 180, height: 9 } as const;

/** The stage as a PNG: what is drawn, with each side's name, area and colour bar. Rejects when the browser makes none. */
export function stagePicture(): Promise<Blob> {
  return new Promise((resolve, reject) => {
    // The buffer can be read only in the task that has drawn it.
    const stop = stage.onFrame(() => {
      stop();
      const picture = compose();
      if (!picture) reject(new Error('there is no picture to save'));
      else picture.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the browser made no PNG'))), 'image/png');
    });
  });
}

function compose(): HTMLCanvasElement | null {
  const { canvas } = stage;
  const out = document.createElement('canvas');
  const context = out.getContext('2d');
  if (!canvas || !context) return null;
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const scale = canvas.width / canvas.clientWidth;
  out.width = canvas.width;
  out.height = canvas.height;
  context.fillStyle = colour('--ground');
  context.fillRect(0, 0, out.width, out.height);
  context.drawImage(canvas, 0, 0);
  context.scale(scale, scale);
  context.textBaseline = 'top';
  for (const viewport of stage.viewports) label(context, viewport, colour, style.getPropertyValue('--font'));
  return out;
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
  write(`${SIDE_TITLES[side]}  ${SOURCE_TITLES[scenario.source]}`, view.y + MARGIN, 700, 16, `--side-${side}`);
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
  const words = look.compare.scale === 'shared' ? 'shared scale' : 'own scale';
  write(`${window.min} to ${window.max} V/m, ${words}`, top + BAR.height + 5, 400, 12, '--ink');
}

function areaLine(side: Side): string {
  const { sides, readings } = focalityStore.getState();
  const reading = readings[side];
  const f = appStore.getState().view.focality.fraction.toFixed(2);
  if (!reading) return 'no field';
  return `A(${f}) = ${sides[side]?.approximate ? '≈ ' : ''}${formatArea(reading.areaMm2.cortex)} mm²`;
}
