import { X } from 'lucide-react';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { appStore, type DialogName, setSession } from '../app/store';

interface SheetProps {
  name: DialogName;
  title: string;
  /** For what needs the width: a table, a page. */
  wide?: boolean;
  children: ReactNode;
}

/** A dialogue over the page while it is mounted: the browser's own, so the rest is inert and the focus comes back. */
export function Sheet({ name, title, wide = false, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const element = dialog.current;
    if (!element) return;
    const put = (): void => {
      if (appStore.getState().session.dialog === name) setSession({ dialog: 'none' });
    };
    // On Escape. The state closes the dialogue: a `close` event may come late or, with the page busy, not at all.
    const onCancel = (e: Event): void => {
      // A file choice given up bubbles up here too.
      if (e.target !== element) return;
      e.preventDefault();
      put();
    };
    const onShade = (e: PointerEvent): void => {
      if (e.target === element) put();
    };
    element.addEventListener('cancel', onCancel);
    element.addEventListener('close', put);
    element.addEventListener('pointerdown', onShade);
    element.showModal();
    return () => {
      element.removeEventListener('cancel', onCancel);
      element.removeEventListener('close', put);
      element.removeEventListener('pointerdown', onShade);
      element.close();
    };
  }, [name]);
  return (
    <dialog ref={dialog} className="dialog" data-wide={wide} aria-labelledby={id}>
      <header className="dialog-head">
        <h2 id={id}>{title}</h2>
        <button type="button" className="icon-button" aria-label="Close" onClick={() => setSession({ dialog: 'none' })}>
          <X size={18} aria-hidden="true" />
        </button>
      </header>
      <div className="dialog-body">{children}</div>
    </dialog>
  );
}
