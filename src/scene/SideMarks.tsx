import { useEffect, useRef } from 'react';
import type { Vec3 } from '../model/vec3';
import { clearOfCards } from './covered';
import { stage } from './stage-link';

const MARKS: readonly { text: string; name: string; atMm: Vec3; axis: 0 | 1 }[] = [
  { text: 'L', name: 'Left', atMm: [-116, -14, -34], axis: 0 },
  { text: 'R', name: 'Right', atMm: [116, -14, -34], axis: 0 },
  { text: 'A', name: 'Anterior', atMm: [0, 132, -34], axis: 1 },
  { text: 'P', name: 'Posterior', atMm: [0, -160, -34], axis: 1 },
];
const EDGE_PX = 22;

/** L, R, A, P beside the head: always on the stage and clear of its cards, pushed in at its edge when their side is out of the picture. */
export function SideMarks() {
  const refs = useRef<(HTMLSpanElement | null)[]>([]);
  useEffect(
    () =>
      stage.onView(() => {
        const { width, height } = stage.size();
        MARKS.forEach((mark, i) => {
          const el = refs.current[i];
          const p = stage.project(mark.atMm);
          if (!el || !p) return;
          const x = Math.min(width - EDGE_PX, Math.max(EDGE_PX, p.x));
          const y = Math.min(height - EDGE_PX, Math.max(EDGE_PX, p.y));
          const [left, top] = clearOfCards({ width, height }, x, y, EDGE_PX);
          el.style.transform = `translate(${left.toFixed(1)}px, ${top.toFixed(1)}px) translate(-50%, -50%)`;
          el.hidden = hiddenBehind(mark.atMm, mark.axis);
        });
      }),
    [],
  );
  return (
    <div className="side-marks">
      {MARKS.map((mark, i) => (
        <span
          key={mark.text}
          ref={(el) => {
            refs.current[i] = el;
          }}
          className="side-mark"
          data-axis={mark.axis}
          title={`${mark.name} side of the head`}
        >
          {mark.text}
        </span>
      ))}
    </div>
  );
}

/** The far one of a pair when the view runs along its axis: there it would stand in front of what it lies behind. */
function hiddenBehind(p: Vec3, axis: 0 | 1): boolean {
  const eye = stage.camera?.position;
  if (!eye) return true;
  const along = axis === 0 ? eye.x : eye.y;
  const aligned = Math.abs(along) > 0.8 * eye.length();
  return aligned && along * p[axis] < 0;
}
