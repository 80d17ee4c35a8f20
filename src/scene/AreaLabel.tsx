import { useEffect, useRef } from 'react';
import { fieldSurface } from '../app/focality-measure';
import { formatArea } from '../app/focality-text';
import { focalityStore } from '../app/focality-view';
import type { Side } from '../app/plan';
import { appStore } from '../app/store';
import { writeInto } from '../app/write-text';
import { at } from '../model/vec3';
import { stage } from './stage-link';

/** Lower edge of the label from the stage's top, px: under the sides' names, over head, knobs and electrodes' names. */
const BOTTOM_PX = 76;

/**
 * The area at or above f, over the head, its line standing on the surface where the largest patch is strongest; pale when
 * that is turned away.
 */
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
      el.dataset.f = `at f ${f}`;
      writeInto(el.firstElementChild, text);
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
      const x = Math.min(width - half, Math.max(half, s.x));
      // On one head with a cut it stands only where its side is drawn; the card has the number too.
      el.hidden = !stage.draws(side, s.x);
      el.dataset.facing = String(facing);
      el.style.transform = `translate(${x.toFixed(1)}px, ${BOTTOM_PX}px) translate(-50%, -100%)`;
      el.style.setProperty('--line', `${Math.min(height, Math.max(0, s.y - BOTTOM_PX)).toFixed(1)}px`);
      el.style.setProperty('--line-at', `${(s.x - x).toFixed(1)}px`);
    };
    const stops = [stage.onView(place), focalityStore.subscribe(place)];
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
