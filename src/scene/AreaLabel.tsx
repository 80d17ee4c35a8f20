import { useEffect, useRef } from 'react';
import { fieldSurface } from '../app/focality-measure';
import { formatArea } from '../app/focality-text';
import { focalityStore } from '../app/focality-view';
import type { Side } from '../app/plan';
import { appStore } from '../app/store';
import { at } from '../model/vec3';
import { stage } from './stage-link';

/** How far above its place on the surface the label hangs, px. */
const LIFT_PX = 34;

/** The area at or above f, standing on the surface where its largest patch is strongest; pale when that is turned away. */
export function AreaLabel({ side }: { side: Side }) {
  const ref = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    const place = (): void => {
      const el = ref.current;
      if (!el) return;
      const { sides, readings } = focalityStore.getState();
      const focality = sides[side];
      const reading = readings[side];
      el.hidden = !focality || !reading;
      if (!focality || !reading) return;
      const f = appStore.getState().view.focality.fraction.toFixed(2);
      const text = `${focality.approximate ? '≈ ' : ''}${formatArea(reading.areaMm2.cortex)} mm²`;
      el.dataset.f = `A(${f})`;
      const value = el.firstElementChild;
      if (value && value.textContent !== text) value.textContent = text;
      const { surface, normals } = fieldSurface(focality.head, 'cortex');
      const vertex = reading.largest?.peakVertex ?? focality.frame.surfaces.cortex.peakVertex;
      const p = at(surface.positionsMm, vertex);
      const n = at(normals, vertex);
      const s = stage.project(p);
      const eye = stage.camera?.position;
      if (!s || !eye) return;
      const facing = (eye.x - p[0]) * n[0] + (eye.y - p[1]) * n[1] + (eye.z - p[2]) * n[2] > 0;
      const { width, height } = stage.size();
      const half = el.offsetWidth / 2 + 4;
      const [x, y] = [Math.min(width - half, Math.max(half, s.x)), Math.min(height - 40, Math.max(64, s.y - LIFT_PX))];
      // On one head with a cut it stands only where its side is drawn; the card has the number too.
      el.hidden = !stage.draws(side, s.x);
      el.dataset.facing = String(facing);
      el.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) translate(-50%, -100%)`;
    };
    const stops = [stage.onFrame(place), focalityStore.subscribe(place)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [side]);
  return (
    <p ref={ref} className="area-label" data-side={side} hidden>
      <span />
    </p>
  );
}
