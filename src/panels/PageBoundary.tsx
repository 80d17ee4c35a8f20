import type { ReactNode } from 'react';
import { saveSession } from '../app/session';
import { FaultBoundary } from './FaultBoundary';

/** What is left when a fault of our own stops the page: the plan, which is kept, and two ways on. */
export function PageBoundary({ children }: { children: ReactNode }) {
  return (
    <FaultBoundary
      instead={(fault) => (
        <main className="page-fault" role="alert">
          <div>
            <h1>Something in the page broke</h1>
            <p>It is our fault, not yours. Your plan is kept in this browser and in the page’s address.</p>
            <p className="note">{fault}</p>
            <div className="chips">
              <button type="button" className="primary-button" onClick={() => location.reload()}>
                Open the page again
              </button>
              <button type="button" className="text-button" onClick={saveSession}>
                Save session
              </button>
            </div>
          </div>
        </main>
      )}
    >
      {children}
    </FaultBoundary>
  );
}
