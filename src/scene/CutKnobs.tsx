import { Move3d, MoveVertical } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { commitCut, liveCut, previewCut, setCut } from '../app/live-cut';
import { appStore } from '../app/store';
import type { Cut } from '../app/view';
import { add, cross, normalize, scale, type Vec3 } from '../model/vec3';
import { headCentreMm } from './camera-moves';
import { clearOfCards } from './covered';
import { planeOf } from './cut-plane';
import { type Point, usePointerDrag } from './pointer-drag';
import { stage } from './stage-link';

/** How far from the middle of the head the knobs stand on the plane, mm. */
const REACH_MM = 112;
const EDGE_PX = 22;
/** Below the page's own tools. */
const TOP_PX = 66;
const STEP_PX = 0.8;
const DEG_PER_PX = 0.4;

/** The point of the plane nearest to the middle of the head. */
function middleOf(cut: Cut): Vec3 {
  const { normal, offsetMm } = planeOf(cut);
  const away = offsetMm - normal.reduce((sum, n, k) => sum + n * headCentreMm()[k], 0);
  return add(headCentreMm(), scale(normal, away));
}

/** A direction within the plane: up where it can be, else towards the face. */
function alongPlane(normal: Vec3): Vec3 {
  const up: Vec3 = Math.abs(normal[2]) > 0.8 ? [0, 1, 0] : [0, 0, 1];
  return normalize(cross(cross(normal, up), normal));
}

const knobMm = (cut: Cut, sign: 1 | -1): Vec3 => {
  const { normal } = planeOf(cut);
  return add(middleOf(cut), scale(alongPlane(normal), sign * REACH_MM));
};

/** Knobs on the cutting plane: one moves it along its normal, one turns a free plane. */
export function CutKnobs({ kind }: { kind: Cut['kind'] }) {
  const slide = useRef<HTMLButtonElement>(null);
  const turn = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    const put = (el: HTMLButtonElement | null, at: Vec3): { x: number; y: number } | null => {
      const p = stage.project(at);
      if (el) el.hidden = p === null;
      if (el && p) {
        const { width, height } = stage.size();
        const within = [
          Math.min(width - EDGE_PX, Math.max(EDGE_PX, p.x)),
          Math.min(height - EDGE_PX, Math.max(TOP_PX, p.y)),
        ];
        const [x, y] = clearOfCards({ width, height }, within[0], within[1], EDGE_PX);
        el.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) translate(-50%, -50%)`;
      }
      return p;
    };
    const place = (): void => {
      const cut = liveCut.getState();
      const at = knobMm(cut, 1);
      const p = put(slide.current, at);
      const q = stage.project(add(at, planeOf(cut).normal));
      if (slide.current && p && q) {
        const angle = 90 + (180 / Math.PI) * Math.atan2(q.y - p.y, q.x - p.x);
        slide.current.style.setProperty('--along', `${Math.round(angle)}deg`);
        slide.current.dataset.value = `${cut.atMm.toFixed(0)} mm`;
      }
      put(turn.current, knobMm(cut, -1));
      if (turn.current) turn.current.dataset.value = `${cut.azimuthDeg.toFixed(0)}°, ${cut.elevationDeg.toFixed(0)}°`;
    };
    const stops = [stage.onView(place), liveCut.subscribe(place)];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);

  const drag = usePointerDrag(kind);
  const end = { keep: commitCut, giveUp: () => previewCut(appStore.getState().view.cut) };
  const slideByPointer = (to: Point, from: Point): void => {
    const cut = liveCut.getState();
    const at = knobMm(cut, 1);
    const p = stage.project(at);
    const q = stage.project(add(at, planeOf(cut).normal));
    if (!p || !q) return;
    const rate = { x: q.x - p.x, y: q.y - p.y };
    const size = Math.max(Math.hypot(rate.x, rate.y), STEP_PX);
    previewCut({ atMm: cut.atMm + ((to.x - from.x) * rate.x + (to.y - from.y) * rate.y) / (size * size) });
  };

  const turnByPointer = (to: Point, from: Point): void => turnBy(to.x - from.x, to.y - from.y);

  return (
    <div className="knobs">
      <button
        ref={slide}
        type="button"
        className="knob"
        aria-label="Move the cut: drag, or use the arrow keys"
        title="Move the cut"
        onPointerDown={(e) => drag(e, { move: slideByPointer, ...end })}
        onKeyDown={(e) => {
          const sign = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[e.key];
          if (!sign) return;
          e.preventDefault();
          e.stopPropagation();
          setCut({ atMm: liveCut.getState().atMm + sign * (e.shiftKey ? 10 : 1) });
        }}
      >
        <MoveVertical size={15} aria-hidden="true" />
      </button>
      {kind === 'free' && (
        <button
          ref={turn}
          type="button"
          className="knob"
          aria-label="Turn the cut: drag, or use the arrow keys"
          title="Turn the cut"
          onPointerDown={(e) => drag(e, { move: turnByPointer, ...end })}
          onKeyDown={(e) => {
            const way = { ArrowUp: [0, -1], ArrowRight: [1, 0], ArrowDown: [0, 1], ArrowLeft: [-1, 0] }[e.key];
            if (!way) return;
            e.preventDefault();
            e.stopPropagation();
            turnBy(way[0] * 12, way[1] * 12);
            commitCut();
          }}
        >
          <Move3d size={15} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}

function turnBy(dx: number, dy: number): void {
  const { azimuthDeg, elevationDeg } = liveCut.getState();
  previewCut({ azimuthDeg: azimuthDeg - DEG_PER_PX * dx, elevationDeg: elevationDeg - DEG_PER_PX * dy });
}
