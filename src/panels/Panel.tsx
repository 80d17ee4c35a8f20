import { useLayoutEffect, useRef } from 'react';
import { setSession, useApp } from '../app/store';
import { DosePanel } from './DosePanel';
import { HeadSection } from './HeadSection';
import { LookPanel } from './LookPanel';
import { lazily } from './lazily';
import { MontagePanel } from './MontagePanel';
import { PageTabs } from './PageTabs';
import { PanelFoot } from './PanelFoot';
import { PlacePanel } from './PlacePanel';
import { SourceChoice } from './SourceChoice';

// Not on the screen at first: their code comes after what is.
const ComparePanel = lazily(async () => (await import('./ComparePanel')).ComparePanel);
const ResearchPanel = lazily(async () => (await import('./ResearchPanel')).ResearchPanel);
const LessonCard = lazily(async () => (await import('./LessonCard')).LessonCard);
const ProtocolPanel = lazily(async () => (await import('./ProtocolPanel')).ProtocolPanel);
const FilesSection = lazily(async () => (await import('./FilesSection')).FilesSection);
const FocalityPanel = lazily(async () => (await import('./FocalityPanel')).FocalityPanel);

/** Where the header’s first button leads the keyboard to, past its tools and the stage. */
export const CONTROLS = 'controls';

/** The controls of the task at hand. */
export function Panel() {
  const task = useApp((s) => s.view.task);
  const lesson = useApp((s) => s.view.lesson !== '');
  return (
    <aside id={CONTROLS} className="panel" aria-label="Controls" data-lesson={lesson} tabIndex={-1}>
      {lesson && <LessonCard />}
      {task === 'plan' && <PlanPanel />}
      {task === 'compare' && <ComparePanel />}
      {task === 'research' && <ResearchPanel />}
    </aside>
  );
}

/** All controls of a plan: one scroll on a desk, pages of a sheet on a phone. */
function PlanPanel() {
  const source = useApp((s) => s.plan.source);
  const sheet = useApp((s) => s.session.sheet);
  const pages =
    source === 'tms'
      ? ([
          { id: 'place', title: 'Coil' },
          { id: 'dose', title: 'Dose' },
          { id: 'protocol', title: 'Protocol' },
          { id: 'look', title: 'View' },
          { id: 'focality', title: 'Focality' },
        ] as const)
      : ([
          { id: 'place', title: 'Montage' },
          { id: 'look', title: 'View' },
          { id: 'focality', title: 'Focality' },
        ] as const);
  const page = pages.some((p) => p.id === sheet) ? sheet : 'place';
  const scroll = useRef<HTMLDivElement>(null);
  // A page of a phone begins at its beginning, wherever the one before was left.
  // biome-ignore lint/correctness/useExhaustiveDependencies: for each page
  useLayoutEffect(() => {
    scroll.current?.scrollTo(0, 0);
  }, [page]);
  return (
    <div className="panel-body" data-sheet={page}>
      <div className="panel-source">
        <SourceChoice />
      </div>
      <PageTabs label="Control pages" pages={pages} current={page} onChoose={(sheet) => setSession({ sheet })} />
      <div ref={scroll} className="panel-scroll">
        <div data-page="place">{source === 'tms' ? <PlacePanel /> : <MontagePanel />}</div>
        {source === 'tms' && (
          <div data-page="dose">
            <DosePanel />
          </div>
        )}
        {source === 'tms' && (
          <div data-page="protocol">
            <ProtocolPanel />
            <FilesSection />
          </div>
        )}
        <div data-page="look">
          <HeadSection />
          <LookPanel />
        </div>
        <div data-page="focality">
          <FocalityPanel />
        </div>
        <PanelFoot />
      </div>
    </div>
  );
}
