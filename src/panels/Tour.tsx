import { ArrowLeft, ArrowRight, X } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useApp } from '../app/store';
import { moveTour, TOUR } from '../app/tour';

/** The tour, if it is on: a card beside the page, which stays usable, and a frame round what is spoken of. */
export function Tour() {
  const at = useApp((s) => s.session.tour);
  if (at === null) return null;
  return <Stop at={at} />;
}

const same = (a: DOMRect, b: DOMRect): boolean =>
  a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height;

function Stop({ at }: { at: number }) {
  const { title, text, at: places } = TOUR[at];
  const next = useRef<HTMLButtonElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const [around, setAround] = useState<DOMRect | null>(null);
  const last = at === TOUR.length - 1;

  useEffect(() => {
    next.current?.focus({ preventScroll: true });
    const find = (): void => {
      const rects = places.map((p) => document.querySelector(p)?.getBoundingClientRect());
      const rect = rects.find((r) => r !== undefined && r.width > 0) ?? null;
      setAround((known) => (known && rect && same(known, rect) ? known : rect));
    };
    find();
    // The head may only be on its way when the tour begins.
    const again = setInterval(find, 500);
    addEventListener('resize', find);
    return () => {
      clearInterval(again);
      removeEventListener('resize', find);
    };
  }, [places]);

  // Not by a style attribute of React's: the numbers are the page's own, and change with it.
  useLayoutEffect(() => {
    const { style } = frame.current ?? {};
    if (!style || !around) return;
    style.left = `${around.left - 6}px`;
    style.top = `${around.top - 6}px`;
    style.width = `${around.width + 12}px`;
    style.height = `${around.height + 12}px`;
  }, [around]);

  useEffect(() => {
    const onKey = (e: KeyboardEvent): void => {
      if (e.key !== 'Escape') return;
      e.preventDefault();
      e.stopPropagation();
      moveTour(null);
    };
    addEventListener('keydown', onKey, { capture: true });
    return () => removeEventListener('keydown', onKey, { capture: true });
  }, []);

  return (
    <>
      {around && <div ref={frame} className="tour-frame" aria-hidden="true" />}
      <dialog open className="tour" aria-labelledby="tour-title" aria-describedby="tour-text">
        <header>
          <h2 id="tour-title">{title}</h2>
          <button type="button" className="icon-button" aria-label="Leave the tour" onClick={() => moveTour(null)}>
            <X size={16} aria-hidden="true" />
          </button>
        </header>
        <p id="tour-text">{text}</p>
        <footer>
          <span>
            {at + 1} of {TOUR.length}
          </span>
          {at > 0 && (
            <button type="button" className="text-button" onClick={() => moveTour(-1)}>
              <ArrowLeft size={14} aria-hidden="true" />
              Back
            </button>
          )}
          {!last && (
            <button type="button" className="text-button" onClick={() => moveTour(null)}>
              Skip
            </button>
          )}
          <button ref={next} type="button" className="primary-button" onClick={() => moveTour(1)}>
            {last ? 'Start' : 'Next'}
            {!last && <ArrowRight size={14} aria-hidden="true" />}
          </button>
        </footer>
      </dialog>
    </>
  );
}
