import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { KEY_HELP } from '../app/keyboard';
import { setSession, useApp } from '../app/store';

export function HelpDialog() {
  return (
    <Sheet name="help" title="Keys and gestures">
      <p className="dialog-lead">
        Drag the coil over the head; drag its grip to turn it. Drag beside it to turn the view, scroll or pinch to zoom.
        Point at the brain to read the field, click to pin the reading.
      </p>
      <div className="key-groups">
        {KEY_HELP.map(({ title, keys }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(([key, what]) => (
                <div key={key} className="key-row">
                  <dt>
                    {key.split(' ').map((k) => (
                      <kbd key={k}>{k}</kbd>
                    ))}
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Sheet>
  );
}

export function AboutDialog() {
  return (
    <Sheet name="about" title="About Coilscope">
      <p className="dialog-lead">
        Coilscope computes the electric field that a stimulation coil or a set of scalp electrodes makes in a layered
        head, in this browser. Nothing you do here leaves this page.
      </p>
      <p className="callout">Research and education software, not a medical device.</p>
      <h3>Method</h3>
      <p>
        Quasi-static volume conductor; five nested tissues of constant conductivity (scalp 0.465, skull 0.010,
        cerebrospinal fluid 1.654, grey matter 0.275, white matter 0.126 S/m). The field is E = −∂A/∂t − ∇φ: the primary
        part from the coil’s wire paths by Biot–Savart, the rest from charge on every tissue boundary, solved by a
        charge-based boundary element method. Cortex values are read half-way through the grey matter, white-matter
        values just inside it.
      </p>
      <h3>Head</h3>
      <p>
        Colin27 (Montreal Neurological Institute; Holmes et al. 1998) in MNI millimetres, one person’s head. The inner
        skull boundary is not visible in its MRI and is assumed; face and neck are cut by the scan. An individual’s
        field may differ from this one by tens of percent.
      </p>
      <h3>Colours</h3>
      <p>
        Viridis, cividis, batlow and magma; vik or blue to orange for the component along the normal. With shading
        switched off, every coloured pixel has exactly the colour of the bar.
      </p>
    </Sheet>
  );
}

interface SheetProps {
  name: 'help' | 'about' | 'review' | 'sheet' | 'lessons' | 'export';
  title: string;
  /** For what needs the width: a table, a page. */
  wide?: boolean;
  children: ReactNode;
}

/** A dialogue over the page. Its content lives only while it is open. */
export function Sheet({ name, title, wide = false, children }: SheetProps) {
  const open = useApp((s) => s.session.dialog === name);
  // Opened from a button or from a key, so there is no fixed trigger to give the focus back to.
  const opener = useRef<Element | null>(null);
  return (
    <Dialog.Root open={open} onOpenChange={(on) => setSession({ dialog: on ? name : 'none' })}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-shade" />
        <Dialog.Content
          className="dialog"
          data-wide={wide}
          aria-describedby={undefined}
          onOpenAutoFocus={() => {
            opener.current = document.activeElement;
          }}
          onCloseAutoFocus={(e) => {
            e.preventDefault();
            if (opener.current instanceof HTMLElement) opener.current.focus();
          }}
        >
          <header className="dialog-head">
            <Dialog.Title>{title}</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label="Close">
              <X size={18} aria-hidden="true" />
            </Dialog.Close>
          </header>
          <div className="dialog-body">{children}</div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
