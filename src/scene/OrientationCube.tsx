import { useEffect, useRef } from 'react';
import { moveCamera, VIEWS, type ViewName } from './camera-moves';
import { stage } from './stage-link';

const HALF_PX = 26;

const FACES: readonly { view: ViewName; letter: string; transform: string }[] = [
  // CSS axes: x to the right, y down, z to the viewer; the head's (x, y, z) is CSS (x, -z, -y) before turning.
  { view: 'front', letter: 'A', transform: `rotateY(180deg) translateZ(${HALF_PX}px)` },
  { view: 'back', letter: 'P', transform: `translateZ(${HALF_PX}px)` },
  { view: 'left', letter: 'L', transform: `rotateY(-90deg) translateZ(${HALF_PX}px)` },
  { view: 'right', letter: 'R', transform: `rotateY(90deg) translateZ(${HALF_PX}px)` },
  { view: 'top', letter: 'S', transform: `rotateX(90deg) translateZ(${HALF_PX}px)` },
  { view: 'bottom', letter: 'I', transform: `rotateX(-90deg) translateZ(${HALF_PX}px)` },
];

/** A cube that turns with the head; its faces are the view presets. */
export function OrientationCube() {
  const cube = useRef<HTMLDivElement>(null);
  useEffect(
    () =>
      stage.onFrame(() => {
        const m = stage.camera?.matrixWorldInverse.elements;
        if (!m || !cube.current) return;
        // Columns of the view rotation for head x, y, z; CSS flips y.
        const css = [m[0], -m[1], m[2], 0, -m[8], m[9], -m[10], 0, -m[4], m[5], -m[6], 0, 0, 0, 0, 1];
        cube.current.style.transform = `matrix3d(${css.map((x) => x.toFixed(5)).join(',')})`;
      }),
    [],
  );
  return (
    <fieldset className="cube" aria-label="View from">
      <div ref={cube} className="cube-body">
        {FACES.map(({ view, letter, transform }) => (
          <button
            key={view}
            type="button"
            className={`cube-face cube-${view}`}
            style={{ transform }}
            onClick={() => moveCamera(view)}
            title={VIEWS[view].title}
            aria-label={VIEWS[view].title}
          >
            {letter}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
