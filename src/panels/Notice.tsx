import { X } from 'lucide-react';
import type { ReactNode } from 'react';

interface NoticeProps {
  tone: 'good' | 'bad' | 'news';
  title: string;
  children?: ReactNode;
  /** Ways on. */
  actions?: ReactNode;
  onPutAway: () => void;
}

/** A card over the stage that says what happened and what can be done; it stays until it is put away. */
export function Notice({ tone, title, children, actions, onPutAway }: NoticeProps) {
  return (
    <section className="card-notice" data-tone={tone} aria-label={title} role={tone === 'bad' ? 'alert' : undefined}>
      <header>
        <h2>{title}</h2>
        <button type="button" className="icon-button" aria-label="Put away" onClick={onPutAway}>
          <X size={16} aria-hidden="true" />
        </button>
      </header>
      {children}
      {actions && <div className="chips">{actions}</div>}
    </section>
  );
}
