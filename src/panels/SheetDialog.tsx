import { Download, Printer } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useField } from '../app/field-store';
import { livePlacement } from '../app/live-placement';
import { spaceOf } from '../app/scenario-title';
import { saveSession } from '../app/session';
import { sheetData } from '../app/sheet-data';
import { useSide } from '../app/side-solve';
import { useSite } from '../app/site-finder';
import { appStore, useApp } from '../app/store';
import { sideWindow } from '../app/window';
import type { Vec3 } from '../model/vec3';
import type { SnapshotLabel } from '../scene/snapshot-view';
import { stage } from '../scene/stage-link';
import { tapeLabels } from '../scene/TapeLabels';
import type { SiteAnswer } from '../targeting/locate-site';
import { PlacementSheet, type SheetPictures } from './PlacementSheet';
import { Sheet } from './Sheet';

/** The placement sheet as it will be printed. */
export function SheetDialog() {
  return (
    <Sheet name="sheet" title="Placement sheet" wide>
      <SheetPreview />
    </Sheet>
  );
}

function SheetPreview() {
  const plan = useApp((s) => s.plan);
  const head = useField((s) => s.head);
  const frame = useField((s) => s.frame);
  const site = useSite((s) => s);
  const fields = useSide((s) => s.fields);
  const [pictures, setPictures] = useState<SheetPictures | null>(null);
  const { answer } = site;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new field or placement needs new pictures
  useEffect(() => {
    // The tapes enter the scene with the dialogue: after the next frames they are there.
    const timer = setTimeout(() => setPictures(takePictures(plan.placement.siteMm, answer)), 250);
    return () => clearTimeout(timer);
  }, [answer, frame, plan.placement, plan.coilId, plan.didtAPerUs]);

  if (!head) return <p className="note">The head is still loading.</p>;
  if (plan.source !== 'tms') return <p className="note">The sheet documents a TMS coil: choose TMS coil first.</p>;
  const data = sheetData(plan, head, site, frame, livePlacement.getState().pose, fields);
  return (
    <>
      <div className="sheet-tools">
        <button type="button" className="primary-button" disabled={!pictures} onClick={() => window.print()}>
          <Printer size={15} aria-hidden="true" />
          Print or save as PDF
        </button>
        <button type="button" className="text-button" onClick={saveSession}>
          <Download size={14} aria-hidden="true" />
          Save session
        </button>
        <p className="note">
          One page, A4 or Letter. No name or number of a patient is asked for: write those on paper.
          {!data.field && ' The field is not solved yet; its figures are left out.'}
        </p>
      </div>
      <PlacementSheet
        data={data}
        pictures={pictures}
        headTitle={head.title}
        space={spaceOf(head)}
        unit={plan.targeting.patient.unit}
      />
    </>
  );
}

const SIDES: SnapshotLabel[] = [
  { text: 'L', mm: [-104, -14, -40], kind: 'side' },
  { text: 'R', mm: [104, -14, -40], kind: 'side' },
  { text: 'A', mm: [0, 124, -36], kind: 'side' },
];

/** The coil in place, and the marks with their tapes: both from the site's own side. */
function takePictures(siteMm: Vec3, answer: SiteAnswer | null): SheetPictures | null {
  const { snapshot } = stage;
  if (!snapshot) return null;
  const { view, plan } = appStore.getState();
  const side = siteMm[0] > 3 ? 1 : -1;
  const other = plan.side === 'a' ? 'b' : 'a';
  const size = { widthPx: 1000, heightPx: 640 };
  return {
    coil: snapshot({
      ...size,
      from: [0.97 * side, 0.34, 0.22],
      halfHeightMm: 146,
      show: ['coil', `side ${plan.side}`],
      hide: ['tapes', `side ${other}`],
      labels: SIDES.filter((s) => s.mm[0] * side >= 0),
    }),
    marks: snapshot({
      ...size,
      from: [0.62 * side, 0.7, 0.5],
      halfHeightMm: 112,
      show: ['tapes', `side ${plan.side}`],
      hide: ['coil', `side ${other}`],
      labels: [...SIDES, ...(answer ? tapeLabels(answer, plan.targeting.patient.unit) : [])],
    }),
    window: sideWindow(plan.side),
    view,
  };
}
