import type { ReactNode } from 'react';
import { PageTabs } from './PageTabs';
import { PanelFoot } from './PanelFoot';

interface Props<T extends string> {
  label: string;
  pages: readonly { id: T; title: string }[];
  current: T;
  onChoose: (id: T) => void;
  className?: string;
  children: ReactNode;
}

/** Controls by pages, on a desk too: the tabs, and the page that is open. */
export function PagedPanel<T extends string>({ label, pages, current, onChoose, className = '', children }: Props<T>) {
  const title = pages.find(({ id }) => id === current)?.title;
  return (
    <div className="panel-body">
      <PageTabs always label={label} pages={pages} current={current} onChoose={onChoose} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a page of figures alone is scrolled by key only with the focus on it */}
      <section key={current} className={`panel-scroll ${className}`} tabIndex={0} aria-label={title}>
        {children}
        <PanelFoot />
      </section>
    </div>
  );
}
