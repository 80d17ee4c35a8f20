import { useEffect, useMemo, useRef } from 'react';
import type { Scenario, Side } from '../app/plan';
import { scenarioOf } from '../app/sides';
import { useApp } from '../app/store';
import { useSites } from '../app/use-sites';
import { type Head, mniPoint } from '../model/head';
import { dot, norm, sub } from '../model/vec3';
import { type DotLabel, labelsOnTheLeft } from './label-sides';
import { stage } from './stage-link';

/** Of a name's letter, and of the gap before it: near enough to tell what it would cover. */
const LETTER_PX = 6.4;
const GAP_PX = 8;

/**
 * Names on the scalp, those on the near side only: the 10-10 positions when asked for, and the electrodes of a montage with
 * their currents. Clicks are taken by the stage.
 */
export function SiteMarks({ head, side }: { head: Head; side: Side }) {
  const refs = useRef(new Map<string, HTMLSpanElement>());
  const siteName = useApp((s) => siteNameOf(scenarioOf(s.plan, side)));
  const all = useApp((s) => s.view.marks);
  const montage = useApp((s) => {
    const { source, montage: electrodes } = scenarioOf(s.plan, side);
    return source === 'tdcs' && s.view.layers.electrodes.shown ? electrodes : NO_ELECTRODES;
  });
  const sites = useSites(head);
  const shown = useMemo(() => {
    const electrodes = montage.map((e) => ({ name: e.at, text: `${e.at} ${signed(e.currentMa)} mA`, on: false }));
    const others = all ? [...sites.keys()].filter((name) => !montage.some((e) => e.at === name)) : [];
    return [...electrodes, ...others.map((name) => ({ name, text: name, on: name === siteName }))];
  }, [montage, all, sites, siteName]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: new labels are placed by a new frame
  useEffect(
    () =>
      stage.onView(() => {
        const eye = stage.camera?.position;
        if (!eye) return;
        const middle = mniPoint(head, [0, -14, 0]);
        const seen: (DotLabel & { el: HTMLSpanElement })[] = [];
        for (const [name, el] of refs.current) {
          const site = sites.get(name);
          const p = site && stage.project(site);
          if (!site || !p) continue;
          const out = sub(site, middle);
          const towardsEye = sub([eye.x, eye.y, eye.z], site);
          const cosine = dot(towardsEye, out) / (norm(towardsEye) * norm(out));
          const hidden = cosine < 0.06;
          el.style.opacity = hidden ? '0' : String(Math.min(1, cosine * 2.5));
          el.style.transform = `translate(${p.x.toFixed(1)}px, ${p.y.toFixed(1)}px)`;
          const widthPx = GAP_PX + LETTER_PX * (el.textContent?.length ?? 0);
          if (!hidden) seen.push({ el, x: p.x, y: p.y, widthPx });
        }
        for (const [i, left] of labelsOnTheLeft(seen).entries()) seen[i].el.dataset.left = String(left);
      }),
    [head, sites, shown],
  );
  return (
    <div className="site-marks" aria-hidden="true">
      {shown.map(({ name, text, on }) => (
        <span
          key={name}
          className="site-mark"
          data-on={on}
          ref={(el) => {
            if (el) refs.current.set(name, el);
            else refs.current.delete(name);
          }}
        >
          {text}
        </span>
      ))}
    </div>
  );
}

const siteNameOf = ({ source, siteName }: Scenario): string => (source === 'tms' ? siteName : '');
const NO_ELECTRODES: { at: string; currentMa: number }[] = [];
const signed = (x: number): string => `${x > 0 ? '+' : '−'}${Math.abs(x).toFixed(1)}`;
