import { House } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { ViewName } from '../app/camera-wish';
import type { Vec3 } from '../model/vec3';
import { moveCamera, VIEWS } from './camera-moves';
import { stage } from './stage-link';

const HALF_PX = 26;

const FACES: readonly { view: ViewName; letter: string; outward: Vec3; transform: string }[] = [
  // CSS axes: x to the right, y down, z to the viewer; the head's (x, y, z) is CSS (x, -z, -y) before turning.
  { view: 'front', letter: 'A', outward: [0, 1, 0], transform: `rotateY(180deg) translateZ(${HALF_PX}px)` },
  { view: 'back', letter: 'P', outward: [0, -1, 0], transform: `translateZ(${HALF_PX}px)` },
  { view: 'left', letter: 'L', outward: [-1, 0, 0], transform: `rotateY(-90deg) translateZ(${HALF_PX}px)` },
  { view: 'right', letter: 'R', outward: [1, 0, 0], transform: `rotateY(90deg) translateZ(${HALF_PX}px)` },
  { view: 'top', letter: 'S', outward: [0, 0, 1], transform: `rotateX(90deg) translateZ(${HALF_PX}px)` },
  { view: 'bottom', letter: 'I', outward: [0, 0, -1], transform: `rotateX(-90deg) translateZ(${HALF_PX}px)` },
];

/** A face seen more edge-on than this, cosine, has no letter. */
const LEGIBLE_FROM = 0.12;

/** A cube that turns with the head; its faces are the view presets. Letters stand upright on them, however it is turned. */
export function OrientationCube() {
  const cube = useRef<HTMLDivElement>(null);
  const letters = useRef<(HTMLSpanElement | null)[]>([]);
  useEffect(
    () =>
      stage.onView(() => {
        const m = stage.camera?.matrixWorldInverse.elements;
        if (!m || !cube.current) return;
        // Columns of the view rotation for head x, y, z; CSS flips y.
        const css = [m[0], -m[1], m[2], 0, -m[8], m[9], -m[10], 0, -m[4], m[5], -m[6], 0, 0, 0, 0, 1];
        cube.current.style.transform = `matrix3d(${css.map((x) => x.toFixed(5)).join(',')})`;
        FACES.forEach(({ outward }, k) => {
          const el = letters.current[k];
          const [x, y, z] = outward;
          const towards = m[2] * x + m[6] * y + m[10] * z;
          if (!el) return;
          const right = HALF_PX * (m[0] * x + m[4] * y + m[8] * z);
          const down = -HALF_PX * (m[1] * x + m[5] * y + m[9] * z);
          el.style.transform = `translate(${right.toFixed(1)}px, ${down.toFixed(1)}px) translate(-50%, -50%)`;
          el.style.opacity = String(Math.min(1, Math.max(0, (towards - LEGIBLE_FROM) * 4)));
        });
      }),
    [],
  );
  return (
    <fieldset className="cube" data-covers aria-label="View from">
      <div ref={cube} className="cube-body">
        {FACES.map(({ view, transform }) => (
          <button
            key={view}
            type="button"
            className={`cube-face cube-${view}`}
            style={{ transform }}
            onClick={() => moveCamera(view)}
            title={VIEWS[view].title}
            aria-label={VIEWS[view].title}
          />
        ))}
      </div>
      {FACES.map(({ view, letter }, k) => (
        <span
          key={view}
          ref={(el) => {
            letters.current[k] = el;
          }}
          className="cube-letter"
          aria-hidden="true"
        >
          {letter}
        </span>
      ))}
      <button
        type="button"
        className="icon-button cube-home"
        onClick={() => moveCamera('home')}
        title={VIEWS.home.title}
        aria-label={VIEWS.home.title}
      >
        <House size={14} aria-hidden="true" />
      </button>
    </fieldset>
  );
}
