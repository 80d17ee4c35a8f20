import { Component, type ReactNode } from 'react';
import { messageOf } from '../app/error-text';

interface FaultBoundaryProps {
  /** What stands in for the children once one of them has thrown, or its code has not come. */
  instead: (fault: string) => ReactNode;
  children: ReactNode;
}

/** Catches what its children throw while they are drawn; the page round it goes on. */
export class FaultBoundary extends Component<FaultBoundaryProps, { fault: string | null }> {
  override state = { fault: null };

  static getDerivedStateFromError(error: unknown): { fault: string } {
    return { fault: messageOf(error) };
  }

  override render(): ReactNode {
    const { fault } = this.state;
    return fault === null ? this.props.children : this.props.instead(fault);
  }
}
