import { setSession, useApp } from '../app/store';
import { CoilChoice } from './CoilChoice';
import { ExportForm } from './ExportForm';
import { FiguresSection } from './FiguresSection';
import { FilesSection } from './FilesSection';
import { Section } from './fields';
import { HeadSection } from './HeadSection';
import { MontagePanel } from './MontagePanel';
import { PagedPanel } from './PagedPanel';
import { RerunSection } from './RerunSection';
import { SolutionSection } from './SolutionSection';
import { SourceChoice } from './SourceChoice';

const PAGES = [
  { id: 'solution', title: 'Solution' },
  { id: 'inputs', title: 'Inputs' },
  { id: 'export', title: 'Export' },
  { id: 'rerun', title: 'Job' },
] as const;

/** For who works with the field: what it was computed from and how well, its numbers, its files, and the same job without a screen. */
export function ResearchPanel() {
  const page = useApp((s) => s.session.researchPage);
  return (
    <PagedPanel
      label="Research pages"
      pages={PAGES}
      current={page}
      onChoose={(researchPage) => setSession({ researchPage })}
      className="research"
    >
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
    </PagedPanel>
  );
}

/** What the field is computed from, each of which can come from a file. */
function InputsPage() {
  const source = useApp((s) => s.plan.source);
  return (
    <>
      <div className="panel-source">
        <SourceChoice />
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
