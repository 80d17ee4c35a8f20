import { useEffect, useRef, useState } from 'react';
import { useCoil } from './app/coil-library';
import { useField } from './app/field-store';
import { followSides } from './app/focality-view';
import { BUNDLED_HEAD } from './app/head-library';
import { isTwin, sidesShown } from './app/sides';
import { SolveContext } from './app/solve-context';
import type { SolveLoop } from './app/solve-loop';
import { useApp } from './app/store';
import { useDark } from './app/theme';
import { hasWebGl } from './app/webgl';
import { CompareBar, WipeHandle } from './panels/CompareBar';
import { Dialogs } from './panels/Dialogs';
import { DropArea } from './panels/DropArea';
import { FieldCard } from './panels/FieldCard';
import { FirstHint } from './panels/FirstHint';
import { Header } from './panels/Header';
import { takeHead } from './panels/HeadSection';
import { LiveRegion } from './panels/LiveRegion';
import { lazily } from './panels/lazily';
import { Notices } from './panels/Notices';
import { Panel } from './panels/Panel';
import { SideCard, SideHead } from './panels/SideCard';
import { StageNotice } from './panels/StageNotice';
import { StatusPill } from './panels/StatusPill';
import { Tour } from './panels/Tour';
import { AreaLabel } from './scene/AreaLabel';
import { Bullseye } from './scene/Bullseye';
import { CoilKnobs } from './scene/CoilKnobs';
import { CutKnobs } from './scene/CutKnobs';
import { watchCovered } from './scene/covered';
import { OrientationCube } from './scene/OrientationCube';
import { SideMarks } from './scene/SideMarks';
import { SideView } from './scene/SideViews';
import { SiteMarks } from './scene/SiteMarks';
import { Stage } from './scene/Stage';
import { stage } from './scene/stage-link';
import { TapeLabels } from './scene/TapeLabels';

const SlicesView = lazily(async () => (await import('./panels/SlicesView')).SlicesView);

/** The page: a stage, what stands on it, and the controls beside it. */
export function App({ loop, firstVisit, reload }: { loop: SolveLoop; firstVisit: boolean; reload: () => void }) {
  const dark = useDark();
  const head = useField((s) => s.head);
  const headError = useField((s) => s.headError);
  const headMissing = useField((s) => s.headMissing);
  const plan = useApp((s) => s.plan);
  const view = useApp((s) => s.view);
  const coil = useCoil(plan.coilId);
  const twin = isTwin(view);
  useEffect(followSides, []);
  const main = useRef<HTMLElement>(null);
  const cards = [twin, view.slices.shown, view.aim !== null, head !== null].join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again when other cards lie on the stage
  useEffect(() => (main.current ? watchCovered(main.current, () => stage.viewChanged()) : undefined), [cards]);
  const [webgl] = useState(hasWebGl);
  const [lost, setLost] = useState(false);
  // A lost context cannot be drawn on again: a fresh canvas takes over when the browser gives it back.
  const [canvasKey, setCanvasKey] = useState(0);

  const folded = !view.inflated;
  const knobs = folded && plan.source === 'tms' && view.layers.coil.shown && !plan.sham;
  const slices = view.slices.shown && !twin;
  const notice = !webgl
    ? 'webgl'
    : lost
      ? 'lost'
      : headError
        ? 'head'
        : headMissing
          ? 'missing'
          : !head
            ? 'loading'
            : null;
  return (
    <SolveContext value={loop}>
      <div className="app">
        <Header dark={dark} />
        <main
          ref={main}
          className={slices ? 'stage stage-has-slices' : 'stage'}
          data-layout={twin ? view.compare.layout : 'one'}
          aria-label="Head, coil and field"
        >
          {webgl && <Stage key={canvasKey} dark={dark} onLost={setLost} />}
          {head && webgl && !lost && (
            <>
              {sidesShown(plan, view).map((side, k) => (
                <SideView key={side} side={side}>
                  {(k === 0 || view.compare.layout === 'beside') && <SideMarks />}
                  {folded && <SiteMarks head={head} side={side} />}
                  {folded && side === plan.side && <TapeLabels />}
                  {folded && side === plan.side && view.cut.kind !== 'none' && <CutKnobs kind={view.cut.kind} />}
                  {twin && <AreaLabel side={side} />}
                  {side === plan.side && knobs && <CoilKnobs coil={coil} side={side} />}
                  {twin && <SideHead side={side} />}
                  {twin && <SideCard side={side} />}
                </SideView>
              ))}
              {twin && <WipeHandle />}
              <OrientationCube />
              {plan.source === 'tms' && !twin && <FirstHint firstVisit={firstVisit} />}
            </>
          )}
          {head && view.aim && plan.source === 'tms' && !twin && <Bullseye head={head} aim={view.aim} />}
          {head && slices && <SlicesView head={head} />}
          {notice && (
            <StageNotice
              kind={notice}
              detail={headMissing ? `Head ${plan.head}` : headError}
              onRetry={() => {
                if (notice === 'head') reload();
                if (notice === 'missing') void takeHead(BUNDLED_HEAD);
                setLost(false);
                setCanvasKey((k) => k + 1);
              }}
            />
          )}
          <Notices reload={reload} />
          <div className="stage-foot" data-twin={twin} data-covers>
            {head && <StatusPill />}
            {head && (twin ? <CompareBar /> : <FieldCard />)}
          </div>
        </main>
        <Panel />
        <LiveRegion />
      </div>
      <Tour />
      <Dialogs />
      <DropArea />
    </SolveContext>
  );
}
