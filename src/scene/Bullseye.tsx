import { Crosshair, X } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { coilControl } from '../app/coil-control';
import { watchCoil } from '../app/figure-clock';
import { livePlacement, onCoilFrame } from '../app/live-placement';
import { formatNumber } from '../app/readout';
import { setView } from '../app/store';
import type { Aim } from '../app/view';
import { writeKey } from '../app/write-text';
import type { Head } from '../model/head';
import { type Pose, poseAxis, poseCentreMm } from '../model/pose';
import { type AimErrors, aimErrors, pictureAxes } from '../targeting/aim';
import { coilSeating, placeCoil } from '../targeting/coil-pose';
import { scalpIndex } from '../targeting/scalp-index';

/** Rings round the target, mm; the picture reaches a little farther. */
const RINGS_MM = [5, 10, 15, 20];
const REACH_MM = 24;
/** Within these the coil counts as on target: what navigators take for a good placement. */
const ON_TARGET = { offsetMm: 2, turnDeg: 5, tiltDeg: 5 };

/** The aim at the coil as it lies now. */
export function aimHere(): Aim {
  const { siteMm, angleDeg, pitchDeg, rollDeg } = livePlacement.getState().placement;
  const [x, y, z] = siteMm.map((mm) => Math.round(100 * mm) / 100);
  return { siteMm: [x, y, z], angleDeg, pitchDeg, rollDeg };
}

/** The coil against a target, as a navigator shows it: seen along the target's axis, numbers below. It follows the pointer without React. */
export function Bullseye({ head, aim }: { head: Head; aim: Aim }) {
  const root = useRef<HTMLElement>(null);
  const target = useMemo(() => {
    const { siteMm, angleDeg, pitchDeg, rollDeg } = aim;
    return placeCoil(coilSeating(head.layers[0].surface), { siteMm, angleDeg, tiltDeg: [pitchDeg, rollDeg], gapMm: 0 });
  }, [head, aim]);

  useEffect(() => {
    if (root.current) drawLetters(root.current, target);
    const drawCoil = (): void => {
      const { pose } = livePlacement.getState();
      if (root.current) drawOffset(root.current, pose && aimErrors(target, pose));
    };
    drawCoil();
    const stops = [
      onCoilFrame(drawCoil),
      watchCoil(({ pose }) => {
        if (root.current)
          writeErrors(
            root.current,
            pose && aimErrors(target, pose),
            coilControl.centreGapMm(),
            pose && cortexAwayMm(head, pose),
          );
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [head, target]);

  return (
    <section ref={root} className="bullseye" data-covers aria-label="Coil against the target">
      <header>
        <span>Coil to target</span>
        <button
          type="button"
          className="icon-button"
          aria-label="Take the coil’s place as the target"
          title="Take the coil’s place as the target"
          onClick={() => setView({ aim: aimHere() })}
        >
          <Crosshair size={14} aria-hidden="true" />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label="Close the target view"
          onClick={() => setView({ aim: null })}
        >
          <X size={14} aria-hidden="true" />
        </button>
      </header>
      <svg viewBox={`${-REACH_MM} ${-REACH_MM} ${2 * REACH_MM} ${2 * REACH_MM}`} aria-hidden="true">
        {RINGS_MM.map((r) => (
          <circle key={r} className="bullseye-ring" r={r} />
        ))}
        {RINGS_MM.filter((r) => r % 10 === 0).map((r) => (
          <text key={r} className="bullseye-scale" x={-r + 0.5} y={-0.7}>
            {r}
          </text>
        ))}
        <path className="bullseye-cross" d={`M${-REACH_MM} 0H-2M2 0H${REACH_MM}M0 ${-REACH_MM}V-2M0 2V${REACH_MM}`} />
        {/* The target's handle. */}
        <path className="bullseye-notch" d={`M-1.6 ${REACH_MM}L0 ${REACH_MM - 3.6}L1.6 ${REACH_MM}Z`} />
        <text data-mark="0" className="bullseye-side" />
        <text data-mark="1" className="bullseye-side" />
        <g data-part="coil">
          <path className="bullseye-handle" d="M0 3.2V15" />
          <path className="bullseye-handle" d="M-2 15H2" />
          <circle className="bullseye-coil" r={3.2} />
          <circle className="bullseye-dot" r={0.8} />
        </g>
      </svg>
      <dl>
        <dt>Offset</dt>
        <dd>
          <b data-key="aim-offset" /> mm
        </dd>
        <dt>Turn</dt>
        <dd>
          <b data-key="aim-turn" />°
        </dd>
        <dt>Tilt</dt>
        <dd>
          <b data-key="aim-tilt" />°
        </dd>
        <dt>To scalp</dt>
        <dd>
          <b data-key="aim-scalp" /> mm
        </dd>
        <dt>To cortex</dt>
        <dd>
          <b data-key="aim-cortex" /> mm
        </dd>
      </dl>
    </section>
  );
}

/** The head's right or left, whichever is in the picture's upper or right half, and so for the front. */
function drawLetters(root: HTMLElement, target: Pose): void {
  const { right, up } = pictureAxes(target);
  for (const [k, letters] of ['LR', 'PA'].entries()) {
    const mark = root.querySelector<SVGTextElement>(`[data-mark="${k}"]`);
    const [x, y] = [right[k], up[k]];
    const size = Math.hypot(x, y) || 1;
    if (!mark) continue;
    mark.textContent = letters[1];
    mark.setAttribute('x', ((x / size) * (REACH_MM - 2.5)).toFixed(2));
    mark.setAttribute('y', ((-y / size) * (REACH_MM - 2.5)).toFixed(2));
  }
}

/** With each of the coil's frames. */
function drawOffset(root: HTMLElement, errors: AimErrors | null): void {
  root.dataset.on = String(errors !== null && onTarget(errors));
  const coil = root.querySelector<SVGGElement>('[data-part="coil"]');
  if (!coil) return;
  coil.style.display = errors ? '' : 'none';
  if (errors) coil.setAttribute('transform', coilTransform(errors));
}

function writeErrors(root: HTMLElement, errors: AimErrors | null, toScalpMm: number, toCortexMm: number | null): void {
  writeKey(root, 'aim-offset', errors ? formatNumber(errors.offsetMm, 1) : '–');
  writeKey(root, 'aim-turn', errors ? signed(errors.turnDeg) : '–');
  writeKey(root, 'aim-tilt', errors ? formatNumber(errors.tiltDeg, 0) : '–');
  writeKey(root, 'aim-scalp', distanceText(toScalpMm));
  writeKey(root, 'aim-cortex', distanceText(toCortexMm ?? Number.POSITIVE_INFINITY));
}

const onTarget = ({ offsetMm, turnDeg, tiltDeg }: AimErrors): boolean =>
  offsetMm <= ON_TARGET.offsetMm && Math.abs(turnDeg) <= ON_TARGET.turnDeg && tiltDeg <= ON_TARGET.tiltDeg;

/** Beyond the picture the coil waits at its rim. */
function coilTransform({ rightMm, upMm, offsetMm, turnDeg }: AimErrors): string {
  const share = Math.min(1, (REACH_MM - 1) / Math.max(offsetMm, 1e-6));
  return `translate(${(share * rightMm).toFixed(2)} ${(-share * upMm).toFixed(2)}) rotate(${turnDeg.toFixed(1)})`;
}

const signed = (deg: number): string => `${Number(deg.toFixed(0)) > 0 ? '+' : ''}${formatNumber(deg, 0)}`;
const distanceText = (mm: number): string => (Number.isFinite(mm) ? formatNumber(mm, 1) : '–');

/** From the coil's origin along its axis to the cortex, mm; Infinity when the axis misses it. */
function cortexAwayMm(head: Head, pose: Pose): number {
  const cortex = head.fieldSurfaces.find((s) => s.id === 'cortex');
  const hit = cortex && scalpIndex(cortex.surface).firstHit(poseCentreMm(pose), poseAxis(pose, 2));
  return hit ? hit.distanceMm : Infinity;
}
