import { Check, Square } from 'lucide-react';
import {
  check,
  finishImport,
  importStore,
  landmarksNow,
  placeLandmark,
  stopImport,
  toLandmarks,
  useImport,
} from '../app/head-import';
import { useDark } from '../app/theme';
import { HeadPreview, type PreviewMark } from '../scene/HeadPreview';
import { LANDMARK_KEYS } from '../targeting/fit-scalp';
import { HeadLandmarks, LANDMARK_COLOURS } from './HeadLandmarks';
import { HeadLayers } from './HeadLayers';
import { Sheet } from './Sheet';

/** From the files of a head to a head that is planned on: its layers, then its landmarks. */
export default function HeadImportDialog() {
  const page = useImport((s) => s.page);
  return (
    <Sheet name="head" title="Your own head" wide>
      <div className="head-import">
        <ol className="head-import-steps">
          <li aria-current={page === 'layers' ? 'step' : undefined}>1 Layers</li>
          <li aria-current={page === 'landmarks' ? 'step' : undefined}>2 Landmarks</li>
        </ol>
        <div className="head-import-body">
          <div className="head-import-form">{page === 'layers' ? <HeadLayers /> : <HeadLandmarks />}</div>
          <Preview />
        </div>
        <Foot />
      </div>
    </Sheet>
  );
}

function Preview() {
  const dark = useDark();
  const layers = useImport((s) => s.prepared?.layers);
  const page = useImport((s) => s.page);
  const shownFault = useImport((s) => s.shownFault);
  const picking = useImport((s) => s.picking);
  const fit = useImport((s) => s.fit);
  const picked = useImport((s) => s.picked);
  if (!layers || layers.length === 0) return <div className="head-preview" data-empty="true" />;
  const landmarks = landmarksNow({ fit, picked });
  const marks: PreviewMark[] =
    page === 'landmarks'
      ? LANDMARK_KEYS.flatMap((key) => (landmarks ? [{ mm: landmarks[key], colour: LANDMARK_COLOURS[key] }] : []))
      : shownFault
        ? [{ mm: shownFault, colour: '#ff4d3d' }]
        : [];
  return (
    <div className="head-preview" data-picking={picking !== null} role="img" aria-label="The layers in 3D">
      <HeadPreview
        layers={layers}
        marks={marks}
        dark={dark}
        onScalp={
          page === 'landmarks'
            ? (mm) => {
                const { picking: key } = importStore.getState();
                if (key) placeLandmark(key, mm);
              }
            : undefined
        }
      />
    </div>
  );
}

/** What runs or what is wrong, and the way on. */
function Foot() {
  const busy = useImport((s) => s.busy);
  const fault = useImport((s) => s.fault);
  const page = useImport((s) => s.page);
  const prepared = useImport((s) => s.prepared);
  const fit = useImport((s) => s.fit);
  const sound = prepared !== null && prepared.faults.length === 0;
  return (
    <footer className="head-import-foot">
      {busy ? (
        <div className="head-import-busy" role="status">
          <span>{busy.what}</span>
          <progress max={1} value={busy.share} aria-label={busy.what} />
          <button type="button" className="chip" onClick={stopImport}>
            <Square size={12} aria-hidden="true" />
            Stop
          </button>
        </div>
      ) : (
        <>
          {fault ? (
            <p className="warning" role="alert">
              {fault}
            </p>
          ) : (
            <p className="note">The files stay in this browser.</p>
          )}
          {page === 'landmarks' && (
            <button type="button" className="text-button" onClick={() => importStore.setState({ page: 'layers' })}>
              Back
            </button>
          )}
          {page === 'layers' && !prepared && (
            <button type="button" className="primary-button" onClick={() => void check()}>
              Check
            </button>
          )}
          {page === 'layers' && prepared && (
            <button type="button" className="primary-button" disabled={!sound} onClick={() => void toLandmarks()}>
              Landmarks
            </button>
          )}
          {page === 'landmarks' && (
            <button type="button" className="primary-button" disabled={!fit} onClick={() => void finishImport()}>
              <Check size={15} aria-hidden="true" />
              Use this head
            </button>
          )}
        </>
      )}
    </footer>
  );
}
