import { ArrowLeftRight } from 'lucide-react';
import { PAIRS, putPair, swapSides } from '../app/pairs';
import type { Side } from '../app/plan';
import { selectSide } from '../app/sides';
import { setSession, useApp } from '../app/store';
import { DepthPanel } from './DepthPanel';
import { OutputSection } from './DosePanel';
import { FocalityPanel } from './FocalityPanel';
import { Section, Segmented } from './fields';
import { LookPanel } from './LookPanel';
import { ModalityPanel } from './ModalityPanel';
import { MontagePanel } from './MontagePanel';
import { PagedPanel } from './PagedPanel';
import { PlacePanel } from './PlacePanel';
import { SourceChoice } from './SourceChoice';
import { ThresholdSection } from './ThresholdSection';

const PAGES = [
  { id: 'focality', title: 'Focality' },
  { id: 'sides', title: 'A and B' },
  { id: 'depth', title: 'Depth' },
  { id: 'table', title: 'Table' },
] as const;

/** Two fields side by side: their figures, and what stands on each side. */
export function ComparePanel() {
  const page = useApp((s) => s.session.comparePage);
  return (
    <PagedPanel
      label="Comparison pages"
      pages={PAGES}
      current={page}
      onChoose={(comparePage) => setSession({ comparePage })}
    >
      {page === 'focality' && (
        <>
          <FocalityPanel />
          <ThresholdSection />
        </>
      )}
      {page === 'sides' && <SidesPage />}
      {page === 'depth' && <DepthPanel />}
      {page === 'table' && <ModalityPanel />}
    </PagedPanel>
  );
}

const SIDE_OPTIONS: readonly { id: Side; title: string }[] = [
  { id: 'a', title: 'Edit A' },
  { id: 'b', title: 'Edit B' },
];

/** What makes the field of the side that is edited. */
function SidesPage() {
  const side = useApp((s) => s.plan.side);
  const source = useApp((s) => s.plan.source);
  return (
    <>
      <div className="panel-source">
        <Segmented label="Side that is edited" value={side} options={SIDE_OPTIONS} onChange={selectSide} />
        <SourceChoice />
      </div>
      <Section
        title="Side by side"
        aside={
          <button type="button" className="text-button" onClick={swapSides}>
            <ArrowLeftRight size={14} aria-hidden="true" />
            Swap
          </button>
        }
      >
        <div className="chips">
          {PAIRS.map(({ id, title, a, b }) => (
            <button key={id} type="button" className="chip" onClick={() => putPair(a, b)}>
              {title}
            </button>
          ))}
        </div>
      </Section>
      {source === 'tms' ? <PlacePanel /> : <MontagePanel />}
      {source === 'tms' && <OutputSection />}
      <LookPanel />
    </>
  );
}
