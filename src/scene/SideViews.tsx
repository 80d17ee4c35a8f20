import { type ReactNode, useEffect, useRef } from 'react';
import type { Side } from '../app/plan';
import { stage } from './stage-link';

/** Lies over the part of the canvas a side is drawn in, so that what stands in it can be placed as if it were the stage. */
export function SideView({ side, children }: { side: Side; children: ReactNode }) {
  const ref = useRef<HTMLElement>(null);
  useEffect(
    () =>
      stage.onView(() => {
        const el = ref.current;
        const { view, clip } = stage.viewports.find((v) => v.side === side) ?? {};
        if (!el || !view || !clip) return;
        el.style.left = `${view.x}px`;
        el.style.top = `${view.y}px`;
        el.style.width = `${view.width}px`;
        el.style.height = `${view.height}px`;
        el.style.setProperty('--cut-left', `${clip.x - view.x}px`);
        el.style.setProperty('--cut-right', `${view.x + view.width - clip.x - clip.width}px`);
      }),
    [side],
  );
  return (
    <section ref={ref} className="side-view" data-side={side} aria-label={`Side ${side.toUpperCase()}`}>
      {children}
    </section>
  );
}
