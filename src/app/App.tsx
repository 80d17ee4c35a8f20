import { useState } from 'react';
import { FieldCard } from '../panels/FieldCard';
import { FirstHint } from '../panels/FirstHint';
import { Header } from '../panels/Header';
import { AboutDialog, HelpDialog } from '../panels/HelpDialog';
import { Panel } from '../panels/Panel';
import { ReviewDialog } from '../panels/ReviewDialog';
import { StageNotice } from '../panels/StageNotice';
import { StatusPill } from '../panels/StatusPill';
import { CoilKnobs } from '../scene/CoilKnobs';
import { OrientationCube } from '../scene/OrientationCube';
import { SideMarks } from '../scene/SideMarks';
import { SiteMarks } from '../scene/SiteMarks';
import { Stage } from '../scene/Stage';
import { TapeLabels } from '../scene/TapeLabels';
import { coilOrDefault } from './coil-control';
import { useField } from './field-store';
import { LiveRegion } from './LiveRegion';
import { SolveContext } from './solve-context';
import type { SolveLoop } from './solve-loop';
import { useApp } from './store';
import { useDark } from './theme';
import { hasWebGl } from './webgl';

/** The page: a stage, what stands on it, and the controls beside it. */
export function App({ loop, firstVisit, reload }: { loop: SolveLoop; firstVisit: boolean; reload: () => void }) {
  const dark = useDark();
  const head = useField((s) => s.head);
  const headError = useField((s) => s.headError);
  const source = useApp((s) => s.plan.source);
  const coilShown = useApp((s) => s.view.layers.coil.shown);
  const coilId = useApp((s) => s.plan.coilId);
  const [webgl] = useState(hasWebGl);
  const [lost, setLost] = useState(false);
  // A lost context cannot be drawn on again: a fresh canvas takes over when the browser gives it back.
  const [canvasKey, setCanvasKey] = useState(0);

  const notice = !webgl ? 'webgl' : lost ? 'lost' : headError ? 'head' : !head ? 'loading' : null;
  return (
    <SolveContext value={loop}>
      <div className="app">
        <Header dark={dark} />
        <main className="stage" aria-label="Head, coil and field">
          {webgl && <Stage key={canvasKey} dark={dark} onLost={setLost} />}
          {head && webgl && !lost && (
            <>
              <SideMarks />
              <SiteMarks head={head} />
              <TapeLabels />
              {source === 'tms' && coilShown && <CoilKnobs coil={coilOrDefault(coilId)} />}
              <OrientationCube />
              {source === 'tms' && <FirstHint firstVisit={firstVisit} />}
            </>
          )}
          {notice && (
            <StageNotice
              kind={notice}
              detail={headError}
              onRetry={() => {
                if (notice === 'head') reload();
                setLost(false);
                setCanvasKey((k) => k + 1);
              }}
            />
          )}
          <div className="stage-foot">
            {head && <StatusPill />}
            {head && <FieldCard />}
          </div>
        </main>
        <Panel />
        <LiveRegion />
        <HelpDialog />
        <AboutDialog />
        <ReviewDialog />
      </div>
    </SolveContext>
  );
}
