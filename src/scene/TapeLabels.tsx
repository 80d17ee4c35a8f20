import { useEffect, useRef } from 'react';
import { fieldStore } from '../app/field-store';
import { useSite } from '../app/site-finder';
import { useApp } from '../app/store';
import { mniPoint } from '../model/head';
import { dot, sub, type Vec3 } from '../model/vec3';
import { fromCm } from '../targeting/head-measures';
import type { SiteAnswer } from '../targeting/locate-site';
import { pointAtFraction } from '../targeting/polyline';
import { stage } from './stage-link';

interface TapeLabel {
  text: string;
  mm: Vec3;
  kind: 'point' | 'x' | 'y';
}

type ShownLabel = Omit<TapeLabel, 'kind'> & { kind: TapeLabel['kind'] | 'hotspot' };

/** Names of the marks and the lengths of the tapes, and a marked motor hotspot, on the near side of the head. */
export function TapeLabels() {
  const shown = useApp((s) => s.view.tapes);
  const unit = useApp((s) => s.plan.targeting.patient.unit);
  const answer = useSite((s) => s.answer);
  const hotspotMm = useApp((s) => s.plan.targeting.patient.hotspotMm);
  const isTms = useApp((s) => s.plan.source === 'tms');
  const marked: ShownLabel[] = hotspotMm && isTms ? [{ text: 'Hotspot', mm: hotspotMm, kind: 'hotspot' }] : NONE;
  const labels: ShownLabel[] = [...marked, ...(shown && answer ? tapeLabels(answer, unit) : NONE)];
  const refs = useRef<(HTMLSpanElement | null)[]>([]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: new labels are placed by a new frame
  useEffect(
    () =>
      stage.onView(() => {
        const eye = stage.camera?.position;
        if (!eye) return;
        const middle = mniPoint(fieldStore.getState().head ?? {}, [0, -14, 0]);
        labels.forEach(({ mm }, i) => {
          const el = refs.current[i];
          const p = stage.project(mm);
          if (!el || !p) return;
          const towards = dot(sub([eye.x, eye.y, eye.z], mm), sub(mm, middle));
          el.style.opacity = towards < 0 ? '0' : '1';
          el.style.transform = `translate(${p.x.toFixed(1)}px, ${p.y.toFixed(1)}px)`;
        });
      }),
    [answer, shown, unit, hotspotMm, isTms],
  );
  return (
    <div className="site-marks" aria-hidden="true">
      {labels.map(({ text, kind }, i) => (
        <span
          key={`${kind} ${text}`}
          className="site-mark tape-mark"
          data-kind={kind}
          data-site={kind === 'point' && i === labels.length - 1}
          ref={(el) => {
            refs.current[i] = el;
          }}
        >
          {text}
        </span>
      ))}
    </div>
  );
}

const NONE: TapeLabel[] = [];

/** The labels of an answer's tapes and marks; the site's own is the last. */
export function tapeLabels({ drawing, marks, method }: SiteAnswer, unit: 'cm' | 'in'): TapeLabel[] {
  const length = (cm: number): string => `${fromCm(cm, unit).toFixed(1)} ${unit}`;
  const lengths: TapeLabel[] = [];
  if (marks && drawing.x)
    lengths.push({ text: `X ${length(marks.xCm)}`, mm: pointAtFraction(drawing.x, 0.5), kind: 'x' });
  if (marks && drawing.y)
    lengths.push({ text: `Y ${length(marks.yCm)}`, mm: pointAtFraction(drawing.y, 0.5), kind: 'y' });
  if (drawing.line) {
    lengths.push({
      text: length(Number.parseFloat(method.id.slice(6))),
      mm: pointAtFraction(drawing.line, 0.5),
      kind: 'y',
    });
  }
  return [...lengths, ...drawing.points.map((p): TapeLabel => ({ ...p, text: short(p.text), kind: 'point' }))];
}

const LONGEST_LABEL = 18;

/** The name of a site without what is said in brackets or after a comma; a whole sentence is no label. */
const short = (text: string): string => {
  const name = text.split(/[,(]/)[0].trim();
  return name.length > LONGEST_LABEL ? 'Site' : name;
};
