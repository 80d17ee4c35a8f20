import { setPlan, setSession, useApp } from '../app/store';
import { CoilChoice } from './CoilChoice';
import { ExportForm } from './ExportForm';
import { FiguresSection } from './FiguresSection';
import { FilesSection } from './FilesSection';
import { Section, Segmented } from './fields';
import { HeadSection } from './HeadSection';
import { MontagePanel } from './MontagePanel';
import { PageTabs } from './PageTabs';
import { PanelFoot } from './PanelFoot';
import { RerunSection } from './RerunSection';
import { SolutionSection } from './SolutionSection';

const PAGES = [
  { id: 'solution', title: 'Solution' },
  { id: 'inputs', title: 'Inputs' },
  { id: 'export', title: 'Export' },
  { id: 'rerun', title: 'Job' },
] as const;

/** For who works with the field: what it was computed from and how well, its numbers, its files, and the same job without a screen. */
export function ResearchPanel() {
  const page = useApp((s) => s.session.researchPage);
  const title = PAGES.find(({ id }) => id === page)?.title;
  return (
    <div className="panel-body">
      <PageTabs
        always
        label="Research pages"
        pages={PAGES}
        current={page}
        onChoose={(researchPage) => setSession({ researchPage })}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a page of figures alone is scrolled by key only with the focus on it */}
      <section key={page} className="panel-scroll research" tabIndex={0} aria-label={title}>
        {page === 'solution' && (
          <>
            <FiguresSection />
            <SolutionSection />
          </>
        )}
        {page === 'inputs' && <InputsPage />}
        {page === 'export' && (
          <Section title="Export the field">
            <ExportForm />
          </Section>
        )}
        {page === 'rerun' && <RerunSection />}
        <PanelFoot />
      </section>
    </div>
  );
}

/** What the field is computed from, each of which can come from a file. */
function InputsPage() {
  const source = useApp((s) => s.plan.source);
  return (
    <>
      <div className="panel-source">
        <Segmented
          label="Source"
          value={source}
          options={[
            { id: 'tms', title: 'TMS coil' },
            { id: 'tdcs', title: 'tDCS electrodes' },
          ]}
          onChange={(next) => setPlan({ source: next })}
        />
      </div>
      <HeadSection />
      {source === 'tms' ? (
        <Section title="Coil">
          <CoilChoice />
        </Section>
      ) : (
        <MontagePanel />
      )}
      <FilesSection />
    </>
  );
}
