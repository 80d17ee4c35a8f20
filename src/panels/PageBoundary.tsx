import { Component, type ReactNode } from 'react';
import { messageOf } from '../app/error-text';
import { saveSession } from '../app/session';

/** What is left when a fault of our own stops the page: the plan, which is kept, and two ways on. */
export class PageBoundary extends Component<{ children: ReactNode }, { fault: string | null }> {
  override state = { fault: null };

  static getDerivedStateFromError(error: unknown): { fault: string } {
    return { fault: messageOf(error) };
  }

  override render(): ReactNode {
    if (this.state.fault === null) return this.props.children;
    return (
      <main className="page-fault" role="alert">
        <div>
          <h1>Something in the page broke</h1>
          <p>It is our fault, not yours. Your plan is kept in this browser and in the page’s address.</p>
          <p className="note">{this.state.fault}</p>
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
    );
  }
}
