import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { keepState, restoreState, tellDropped } from './app/autosave';
import { basisOfHead, serveBasis } from './app/basis-build';
import { coilControl } from './app/coil-control';
import { isCoilFileId, restoreCoilFiles } from './app/coil-files';
import { serveDepth } from './app/depth-solve';
import { messageOf } from './app/error-text';
import { serveExport } from './app/export-engine';
import { fieldStore } from './app/field-store';
import { basisOf, headOfPlan } from './app/head-access';
import { BUNDLED_HEAD, headLibrary, restoreHeadTitles } from './app/head-library';
import { serveInnerField } from './app/inner-field';
import { LiveEngine } from './app/live-engine';
import { markMoving } from './app/moving-mark';
import { keepReadingsInTab } from './app/patient-tab';
import type { Plan } from './app/plan';
import { serveSearch } from './app/search';
import { serveSideJobs } from './app/side-solve';
import { followPlan } from './app/site-finder';
import { SolveLoop } from './app/solve-loop';
import { appStore } from './app/store';
import { offerTour } from './app/tour';
import { startEngine } from './engine/client';
import type { Head } from './model/head';
import { keepOffline } from './offline/offline';
import { attachKeyboard } from './panels/keyboard';
import { PageBoundary } from './panels/PageBoundary';

const isOtherHead = (a: Plan, b: Plan): boolean =>
  a.head !== b.head || (a.head === BUNDLED_HEAD && a.detail !== b.detail);

/**
 * Puts the page together and shows it. A function, not the module's own course: the bundle would wait there for parts of the page that
 * are fetched later, and these for the bundle.
 */
export async function start(): Promise<void> {
  const { dropped, firstVisit } = await restoreState();
  const engine = startEngine();
  const live = new LiveEngine();
  const loop = new SolveLoop(engine, startEngine(), live);

  const takeBasis = (head: Head, basis: string | ArrayBuffer | null): void =>
    void live.load(head, basis).then(() => {
      loop.liveReady();
      // What is kept for offline use is fetched last, when nobody waits for the network.
      void keepOffline();
    });

  async function loadHead(): Promise<void> {
    fieldStore.setState({ headError: null, headMissing: false });
    const { plan } = appStore.getState();
    try {
      const head = await headOfPlan(plan);
      if (isOtherHead(appStore.getState().plan, plan)) return;
      if (!head) {
        live.stop();
        loop.abandon();
        fieldStore.setState({ head: null, frame: null, headMissing: true });
        return;
      }
      fieldStore.setState({ head, frame: null });
      coilControl.setHead(head);
      loop.setHead(head);
      const basis = await basisOf(plan);
      if (fieldStore.getState().head !== head) return;
      basisOfHead(head);
      takeBasis(head, basis);
    } catch (error) {
      fieldStore.setState({ headError: messageOf(error) });
    }
  }

  serveSideJobs(engine);
  serveSearch(live);
  serveExport(engine);
  serveInnerField(engine);
  serveDepth({ head: engine, sphere: startEngine });
  serveBasis((head) => void basisOf(appStore.getState().plan).then((basis) => takeBasis(head, basis)));
  keepState();
  attachKeyboard(loop);
  markMoving();
  followPlan();
  keepReadingsInTab();
  appStore.subscribe((now, before) => {
    if (isOtherHead(now.plan, before.plan)) void loadHead();
  });
  // A head that a link named has been opened.
  headLibrary.subscribe(({ titles }) => {
    if (fieldStore.getState().headMissing && titles.has(appStore.getState().plan.head)) void loadHead();
  });
  const { coilId, other } = appStore.getState().plan;
  const coilFiles = restoreCoilFiles();
  // Where the plan needs one, nothing is laid out with another coil first.
  if ([coilId, other.coilId].some(isCoilFileId)) await coilFiles;
  void loadHead();
  void restoreHeadTitles();
  tellDropped(dropped);

  // A link shows something in particular; the tour would stand in its way.
  offerTour(firstVisit && location.hash.length <= 1);

  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  createRoot(root).render(
    <StrictMode>
      <PageBoundary>
        <App loop={loop} firstVisit={firstVisit} reload={() => void loadHead()} />
      </PageBoundary>
    </StrictMode>,
  );
}
