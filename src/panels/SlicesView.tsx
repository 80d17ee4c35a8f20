import { X } from 'lucide-react';
import { type PointerEvent, useEffect, useMemo, useRef } from 'react';
import { type FieldFrame, fieldScale, fieldStore, useField } from '../app/field-store';
import { imageOf, imageStore, loadImage, useImage } from '../app/image-store';
import { GRID_SPACING_MM, type InnerField, innerFieldStore, useInnerField, watchInnerField } from '../app/inner-field';
import { formatField, formatNumber, formatPosition } from '../app/readout';
import { appStore } from '../app/store';
import { colourWindow } from '../app/window';
import { writeInto, writeKey } from '../app/write-text';
import { GREY, readWithin, WHITE } from '../measures/tissue-grid';
import type { Head } from '../model/head';
import { type BoxMm, fitSlice, fromCanvas, SLICE_IDS, SLICES, type SliceId } from '../model/slice';
import type { Vec3 } from '../model/vec3';
import { colourTable } from '../scene/colour-maps';
import { commitCrosshair, crosshairStore, moveCrosshair, showSlices } from '../scene/crosshair';
import type { SliceColours } from '../scene/slice-lines';
import { drawCrosshair, SlicePicture } from '../scene/slice-picture';

const MARGIN_MM = 4;
const TISSUE_TITLES: Record<string, string> = {
  scalp: 'scalp',
  skull: 'skull',
  csf: 'fluid',
  grey_matter: 'grey matter',
  white_matter: 'white matter',
};
const AXIS_NAMES = ['x', 'y', 'z'] as const;

/** The part of the head the slices show: the skin, or the brain's own height of it where the scalp runs on down. */
function boxOf(head: Head): BoxMm {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  head.layers[0].surface.positionsMm.forEach((value, i) => {
    low[i % 3] = Math.min(low[i % 3], value);
    high[i % 3] = Math.max(high[i % 3], value);
  });
  const innermost = head.layers.at(-1)?.surface.positionsMm ?? new Float32Array();
  const floor = innermost.reduce((least, value, i) => (i % 3 === 2 ? Math.min(least, value) : least), Infinity);
  low[2] = Math.max(low[2], floor - 20);
  return {
    low: [low[0] - MARGIN_MM, low[1] - MARGIN_MM, low[2]],
    high: [high[0] + MARGIN_MM, high[1] + MARGIN_MM, high[2] + MARGIN_MM],
  };
}

/** The head in three slices through the crosshair, with the boundaries of its tissues and the field in the brain. */
export function SlicesView({ head }: { head: Head }) {
  const root = useRef<HTMLElement>(null);
  const box = useMemo(() => boxOf(head), [head]);
  const pictures = useMemo(() => SLICE_IDS.map((id) => new SlicePicture(id, box)), [box]);
  useEffect(watchInnerField, []);
  useEffect(() => void loadImage(head), [head]);

  useEffect(() => {
    let asked = 0;
    const draw = (): void => {
      asked = 0;
      if (root.current) drawAll(root.current, pictures, box, head);
    };
    const ask = (): void => {
      asked ||= requestAnimationFrame(draw);
    };
    ask();
    const sizes = new ResizeObserver(ask);
    for (const canvas of root.current?.querySelectorAll('canvas') ?? []) sizes.observe(canvas);
    const stops = [
      crosshairStore.subscribe(ask),
      imageStore.subscribe(ask),
      innerFieldStore.subscribe((now, before) => {
        if (now.field !== before.field) ask();
      }),
      fieldStore.subscribe((now, before) => {
        if (now.frame !== before.frame) ask();
      }),
      appStore.subscribe((now, before) => {
        if (now.view !== before.view || now.plan !== before.plan) ask();
      }),
    ];
    return () => {
      for (const stop of stops) stop();
      sizes.disconnect();
      cancelAnimationFrame(asked);
    };
  }, [head, box, pictures]);

  const point = (id: SliceId, e: PointerEvent<HTMLCanvasElement>): void => {
    const frame = e.currentTarget.getBoundingClientRect();
    const fit = fitSlice(SLICES[id], box, frame.width, frame.height);
    const { atMm } = crosshairStore.getState();
    moveCrosshair(fromCanvas(SLICES[id], box, fit, e.clientX - frame.left, e.clientY - frame.top, atMm));
  };
  const step = (id: SliceId, across: number, up: number, through: number): void => {
    const to: [number, number, number] = [...crosshairStore.getState().atMm];
    const axes = SLICES[id];
    for (const [d, by] of [
      [axes.across, across],
      [axes.up, up],
      [axes.through, through],
    ]) {
      to[d] = Math.min(box.high[d], Math.max(box.low[d], to[d] + by));
    }
    moveCrosshair(to);
    commitCrosshair();
  };

  return (
    <section ref={root} className="slices" data-covers aria-label="Slices">
      {SLICE_IDS.map((id) => (
        <figure key={id} className="slice" data-slice={id}>
          <canvas
            tabIndex={0}
            role="slider"
            aria-label={`${SLICES[id].title} slice, mm; arrow keys move the crosshair`}
            aria-valuenow={0}
            aria-valuemin={Math.round(box.low[SLICES[id].through])}
            aria-valuemax={Math.round(box.high[SLICES[id].through])}
            onPointerDown={(e) => {
              if (e.button !== 0) return;
              e.currentTarget.setPointerCapture(e.pointerId);
              point(id, e);
            }}
            onPointerMove={(e) => {
              if (e.currentTarget.hasPointerCapture(e.pointerId)) point(id, e);
            }}
            onPointerUp={commitCrosshair}
            onPointerCancel={commitCrosshair}
            onWheel={(e) => step(id, 0, 0, -Math.sign(e.deltaY))}
            onKeyDown={(e) => {
              const way = SLICE_KEYS[e.key];
              if (!way) return;
              e.preventDefault();
              e.stopPropagation();
              const mm = e.shiftKey ? 10 : 1;
              step(id, mm * way[0], mm * way[1], mm * way[2]);
            }}
          />
          <figcaption>
            <span className="slice-name">{SLICES[id].title} </span>
            <span data-slice-at={id} />
          </figcaption>
          <span className="slice-edge" data-edge="left" aria-hidden="true">
            {SLICES[id].edges.left}
          </span>
          <span className="slice-edge" data-edge="right" aria-hidden="true">
            {SLICES[id].edges.right}
          </span>
        </figure>
      ))}
      <SlicesFoot />
      <button
        type="button"
        className="icon-button slices-close"
        aria-label="Close the slices"
        onClick={() => showSlices(false)}
      >
        <X size={14} aria-hidden="true" />
      </button>
    </section>
  );
}

const SLICE_KEYS: Record<string, readonly [number, number, number]> = {
  ArrowLeft: [-1, 0, 0],
  ArrowRight: [1, 0, 0],
  ArrowUp: [0, 1, 0],
  ArrowDown: [0, -1, 0],
  PageUp: [0, 0, 1],
  PageDown: [0, 0, -1],
};

const GRID_NOTE = `|E| on a ${GRID_SPACING_MM} mm grid`;
/** While the field is drawn as lines. */
const LINE_NOTES: Record<FieldFrame['kind'], string> = {
  primary: 'Coil’s own |E| on cortex and white matter',
  live: 'Live |E| on cortex and white matter',
  solved: '|E| on cortex and white matter',
};

/** What is read at the crosshair, and how far the field within the brain has come. Text is written into fixed places. */
function SlicesFoot() {
  const running = useInnerField((s) => s.running);
  const fault = useInnerField((s) => s.fault);
  const imageFault = useImage((s) => (s.kind === 'failed' ? s.message : ''));
  const shown = useInnerField((s) => s.field?.frame ?? null);
  // Only of what kind, so that a drag does not render this at pointer rate.
  const lines = useField(({ frame }) => (frame && frame !== shown ? frame.kind : null));
  const progress = running && running !== 'begun' ? running.fraction : null;
  return (
    <div className="slices-foot">
      <p>
        <b data-key="crosshair-field">–</b> <small>V/m</small> <span data-key="crosshair-tissue" />
      </p>
      <p className="slices-place">
        <span data-key="crosshair-mm" /> mm
      </p>
      <p className="slices-note" data-busy={running !== null}>
        {imageFault || fault || (running ? 'Solving for the brain' : lines ? LINE_NOTES[lines] : GRID_NOTE)}
      </p>
      {running && (
        <progress max={1} {...(progress === null ? {} : { value: progress })} aria-label="Field in the brain" />
      )}
    </div>
  );
}

/** The colours of |E|: a slice has no normal. */
function coloursNow(): SliceColours {
  const { plan, view } = appStore.getState();
  const { frame } = fieldStore.getState();
  const look = view.quantity === 'magnitude' ? view : { ...view, quantity: 'magnitude' as const, window: null };
  const scale = fieldScale(frame, plan.didtAPerUs);
  return { table: colourTable(view.colourMap), scale, ...colourWindow(look, frame, plan.didtAPerUs) };
}

function drawAll(root: HTMLElement, pictures: readonly SlicePicture[], box: BoxMm, head: Head): void {
  const { atMm } = crosshairStore.getState();
  const { frame } = fieldStore.getState();
  const { field } = innerFieldStore.getState();
  // A field of another pose says nothing about this one.
  const current = field && field.frame === frame ? field : null;
  const colours = coloursNow();
  const image = imageOf(imageStore.getState(), head);
  for (const picture of pictures) {
    const canvas = root.querySelector<HTMLCanvasElement>(`[data-slice="${picture.id}"] canvas`);
    const context = canvas?.getContext('2d', { willReadFrequently: true });
    if (!canvas || !context) continue;
    const size = { width: canvas.clientWidth, height: canvas.clientHeight };
    const ratio = Math.min(2, devicePixelRatio);
    const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, size.width, size.height);
    const fit = fitSlice(SLICES[picture.id], box, size.width, size.height);
    picture.draw(context, fit, atMm, { head, image, field: current, frame, colours });
    drawCrosshair(context, picture.id, box, fit, atMm, size);
    const { through, title } = SLICES[picture.id];
    writeInto(
      root.querySelector(`[data-slice-at="${picture.id}"]`),
      `${AXIS_NAMES[through]} ${formatNumber(atMm[through], 0)} mm`,
    );
    canvas.setAttribute('aria-valuenow', atMm[through].toFixed(0));
    canvas.setAttribute('aria-valuetext', `${title}, ${AXIS_NAMES[through]} ${formatNumber(atMm[through], 0)} mm`);
  }
  const tissue = pictures[0].tissueAt(head, atMm);
  writeKey(root, 'crosshair-tissue', tissue ? (TISSUE_TITLES[tissue] ?? tissue) : 'outside the head');
  writeKey(root, 'crosshair-mm', formatPosition(atMm));
  writeKey(root, 'crosshair-field', current ? fieldAt(current, tissue, atMm, colours.scale) : '–');
}

function fieldAt(field: InnerField, tissue: string | null, p: Vec3, scale: number): string {
  const code = tissue === 'white_matter' ? WHITE : tissue === 'grey_matter' ? GREY : 0;
  const volts = code ? scale * readWithin(field.grid, field.magnitude, code, p) : Number.NaN;
  return Number.isFinite(volts) ? formatField(volts, field.frame.source) : '–';
}
