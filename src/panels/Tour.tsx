import { ArrowLeft, ArrowRight, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { appStore, useApp } from '../app/store';
import { moveTour, TOUR } from '../app/tour';

/** The tour, if it is on: a card beside the page, which stays usable, and a frame round what is spoken of. */
export function Tour() {
  const at = useApp((s) => s.session.tour);
  if (at === null) return null;
  return <Stop at={at} />;
}

function Stop({ at }: { at: number }) {
  const { title, text, at: places, over } = TOUR[at];
  const next = useRef<HTMLButtonElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const last = at === TOUR.length - 1;

  useEffect(() => {
    next.current?.focus({ preventScroll: true });
    const find = (): void => {
      const rects = places.map((p) => document.querySelector(p)?.getBoundingClientRect());
      const rect = rects.find((r) => r !== undefined && r.width > 0);
      if (frame.current) putAround(frame.current, rect);
    };
    find();
    // The head may only be on its way when the tour begins, and what is spoken of may move: a knob with its coil.
    const again = setInterval(find, 500);
    addEventListener('resize', find);
    return () => {
      clearInterval(again);
      removeEventListener('resize', find);
    };
  }, [places]);

  useEffect(() => {
    const onKey = (e: KeyboardEvent): void => {
      if (e.key !== 'Escape' || appStore.getState().session.dialog !== 'none') return;
      e.preventDefault();
      e.stopPropagation();
      moveTour(null);
    };
    // After what has the focus, a field that takes back what was typed, and before the page's own keys.
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);

  return (
    <>
      <div ref={frame} className="tour-frame" aria-hidden="true" hidden />
      <dialog open className="tour" data-over={over} aria-labelledby="tour-title" aria-describedby="tour-text">
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

/** All of it within the window, for what is partly out of it. */
function putAround(frame: HTMLElement, rect: DOMRect | undefined): void {
  frame.hidden = rect === undefined;
  if (!rect) return;
  const left = Math.max(2, rect.left - 6);
  const top = Math.max(2, rect.top - 6);
  frame.style.left = `${left}px`;
  frame.style.top = `${top}px`;
  frame.style.width = `${Math.min(innerWidth - 2, rect.right + 6) - left}px`;
  frame.style.height = `${Math.min(innerHeight - 2, rect.bottom + 6) - top}px`;
}
