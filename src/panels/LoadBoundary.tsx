import { Component, type ReactNode } from 'react';
import { messageOf } from '../app/error-text';
import type { DialogName } from '../app/store';
import { Sheet } from './Sheet';

/** Says so when the code of a dialogue does not come, or fails; the page behind it goes on. */
export class LoadBoundary extends Component<{ name: DialogName; children: ReactNode }, { fault: string | null }> {
  override state = { fault: null };

  static getDerivedStateFromError(error: unknown): { fault: string } {
    return { fault: messageOf(error) };
  }

  override render(): ReactNode {
    if (this.state.fault === null) return this.props.children;
    return (
      <Sheet name={this.props.name} title="This part of the page did not load">
        <p className="dialog-lead">
          The network may be down, or the server has a newer version by now. Your plan is kept; opening the page again
          fetches what is missing.
        </p>
        <p className="note">{this.state.fault}</p>
        <button type="button" className="primary-button" onClick={() => location.reload()}>
          Open the page again
        </button>
      </Sheet>
    );
  }
}
