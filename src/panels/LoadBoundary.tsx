import type { ReactNode } from 'react';
import type { DialogName } from '../app/store';
import { FaultBoundary } from './FaultBoundary';
import { Sheet } from './Sheet';

/** Says so when the code of a dialogue does not come, or fails; the page behind it goes on. */
export function LoadBoundary({ name, children }: { name: DialogName; children: ReactNode }) {
  return (
    <FaultBoundary
      instead={(fault) => (
        <Sheet name={name} title="This part of the page did not load">
          <p className="dialog-lead">
            The network may be down, or the server has a newer version by now. Your plan is kept; opening the page again
            fetches what is missing.
          </p>
          <p className="note">{fault}</p>
          <button type="button" className="primary-button" onClick={() => location.reload()}>
            Open the page again
          </button>
        </Sheet>
      )}
    >
      {children}
    </FaultBoundary>
  );
}
