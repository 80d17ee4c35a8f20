import { ArrowUpDown, ArrowUpFromLine, RotateCw } from 'lucide-react';
import { type PointerEvent, useEffect, useMemo, useRef } from 'react';
import { coilControl } from '../app/coil-control';
import { livePlacement } from '../app/live-placement';
import type { Placement, Side } from '../app/plan';
import type { Coil } from '../model/coil';
import { transformPoint } from '../model/pose';
import { handleRootMm } from './coil-geometry';
import { clearOfCards } from './covered';
import { type KnobKind, knobAnchorMm, knobDrag, screenRate } from './knob-drag';
import { usePointerDrag } from './pointer-drag';
import { stage } from './stage-link';

const KNOBS = [
  { kind: 'turn', label: 'Turn the coil', icon: RotateCw, key: 'angleDeg', unit: '°', step: 5 },
  { kind: 'pitch', label: 'Tilt front and back', icon: ArrowUpDown, key: 'pitchDeg', unit: '°', step: 1 },
  { kind: 'roll', label: 'Tilt side to side', icon: ArrowUpDown, key: 'rollDeg', unit: '°', step: 1 },
  { kind: 'gap', label: 'Lift off the scalp', icon: ArrowUpFromLine, key: 'gapMm', unit: ' mm', step: 1 },
] as const satisfies readonly {
  kind: KnobKind;
  label: string;
  icon: typeof RotateCw;
  key: keyof Placement;
  unit: string;
  step: number;
}[];

const GRIP_REACH_MM = 92;
const EDGE_PX = 22;
const HEADER_PX = 44;

/** Knobs that stand on the coil: drag them, or focus one and use the arrow keys. */
export function CoilKnobs({ coil, side }: { coil: Coil; side: Side }) {
  const refs = useRef(new Map<KnobKind, HTMLButtonElement>());
  const anchors = useMemo(() => {
    const reach = casingReach(coil);
    return new Map(KNOBS.map(({ kind }) => [kind, knobAnchorMm(kind, reach)]));
  }, [coil]);

  useEffect(() => {
    const place = (): void => {
      const { pose, placement, moving } = livePlacement.getState();
      for (const { kind, key, unit } of KNOBS) {
        const el = refs.current.get(kind);
        if (!el) continue;
        const held = el.dataset.held === 'true';
        // While the coil moves, those that do not move it stay out of the picture (stage.css).
        if (moving && !held && el !== document.activeElement) continue;
        const anchor = anchors.get(kind);
        const p = pose && anchor ? stage.project(transformPoint(pose, anchor)) : null;
        const [x, y] = p ? withinStage(p) : [0, 0];
        // A knob that is held keeps the pointer, wherever it goes.
        el.hidden = !p || (!held && !stage.draws(side, x));
        if (el.hidden) continue;
        el.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) translate(-50%, -50%)`;
        if (kind !== 'turn' && pose && anchor) {
          const rate = screenRate(kind, anchor, pose);
          el.style.setProperty('--along', `${Math.round(90 + (180 / Math.PI) * Math.atan2(rate.y, rate.x))}deg`);
        }
        el.dataset.value = `${placement[key].toFixed(key === 'gapMm' ? 1 : 0)}${unit}`;
      }
    };
    // A coil that moves asks for a frame.
    return stage.onFrame(place);
  }, [anchors, side]);

  const drag = usePointerDrag();
  const begin = (kind: KnobKind) => (e: PointerEvent<HTMLButtonElement>) => {
    const anchor = anchors.get(kind);
    if (!anchor) return;
    const move = knobDrag(kind, anchor, { x: e.clientX, y: e.clientY });
    drag(e, { move, keep: () => coilControl.commit(), giveUp: () => coilControl.revert() });
  };

  return (
    <div className="knobs">
      {KNOBS.map(({ kind, label, icon: Icon, key, step }) => (
        <button
          key={kind}
          type="button"
          className="knob"
          ref={(el) => {
            if (el) refs.current.set(kind, el);
            else refs.current.delete(kind);
          }}
          aria-label={`${label}: drag, or use the arrow keys`}
          title={label}
          onPointerDown={begin(kind)}
          onKeyDown={(e) => {
            const sign = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[e.key];
            if (!sign) return;
            e.preventDefault();
            e.stopPropagation();
            coilControl.nudge((p) => ({ [key]: p[key] + sign * (e.shiftKey ? 5 : 1) * step }));
          }}
        >
          <Icon size={15} aria-hidden="true" />
        </button>
      ))}
    </div>
  );
}

/** A knob beyond the picture or under a card waits at the edge, below the page's own tools. */
function withinStage({ x, y }: { x: number; y: number }): [number, number] {
  const { width, height } = stage.size();
  return clearOfCards(
    { width, height },
    Math.min(width - EDGE_PX, Math.max(EDGE_PX, x)),
    Math.min(height - EDGE_PX, Math.max(HEADER_PX + EDGE_PX, y)),
    EDGE_PX,
  );
}

function casingReach(coil: Coil): { frontMm: number; sideMm: number; gripMm: number } {
  let frontMm = 40;
  let sideMm = 40;
  const p = coil.casing?.positionsMm ?? new Float32Array();
  for (let i = 0; i < p.length; i += 3) {
    sideMm = Math.max(sideMm, p[i]);
    if (Math.abs(p[i]) < 10) frontMm = Math.max(frontMm, p[i + 1]);
  }
  return { frontMm, sideMm, gripMm: GRIP_REACH_MM - handleRootMm(coil).y };
}
