import { useThree } from '@react-three/fiber';
import { useEffect, useMemo } from 'react';
import { fieldScale, fieldStore, onSurface } from '../app/field-store';
import { liveCut } from '../app/live-cut';
import type { Side } from '../app/plan';
import { frameOfSide, scenarioOf } from '../app/sides';
import { appStore } from '../app/store';
import { sideWindow } from '../app/window';
import { atSegment, type SectionLine, sectionLine } from '../measures/section-line';
import type { FieldSurface, Head } from '../model/head';
import { filledTissues } from './CutFaces';
import { colourTable, entryOf, mapOf } from './colour-maps';
import { ColouredLine } from './coloured-line';
import { planeOf } from './cut-plane';

const WIDTH_PX = 3;
/** Over the faces of all tissues. */
const RENDER_ORDER = 12;
const TISSUE = { cortex: 'grey_matter', white: 'white_matter' } as const;

/** The field on the faces of a cut: a line where the plane meets the depth at which a surface's field is known. */
export function CutLines({ head, side }: { head: Head; side: Side }) {
  return head.fieldSurfaces.map((surface) => <CutLine key={surface.id} head={head} surface={surface} side={side} />);
}

function CutLine({ head, surface, side }: { head: Head; surface: FieldSurface; side: Side }) {
  const invalidate = useThree((s) => s.invalidate);
  const drawn = useMemo(() => new ColouredLine(WIDTH_PX, RENDER_ORDER), []);
  useEffect(() => {
    const tissue = head.layers.findIndex(({ name }) => name === TISSUE[surface.id]);
    let line: SectionLine;
    const colour = (): void => {
      drawn.begin(line.share.length / 2);
      if (filledTissues(head.layers, appStore.getState().view.layers)[tissue]) addField(drawn, line, surface.id, side);
      drawn.end();
      invalidate();
    };
    const cut = (): void => {
      line = sectionLine(surface.surface.triangles, surface.pointsMm, planeOf(liveCut.getState()));
      colour();
    };
    cut();
    const stops = [
      liveCut.subscribe(cut),
      fieldStore.subscribe((now, before) => {
        if (now.frame !== before.frame || now.other.frame !== before.other.frame) colour();
      }),
      appStore.subscribe((now, before) => {
        if (now.view !== before.view || now.plan !== before.plan) colour();
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [head, surface, side, drawn, invalidate]);
  useEffect(
    () => () => {
      drawn.dispose();
      invalidate();
    },
    [drawn, invalidate],
  );
  return <primitive object={drawn.object} />;
}

/** What is at or above the threshold, in the colours it has on the surface. */
function addField(drawn: ColouredLine, line: SectionLine, id: FieldSurface['id'], side: Side): void {
  const { plan, view } = appStore.getState();
  const frame = frameOfSide(fieldStore.getState(), plan, side);
  if (!frame) return;
  const values = onSurface(frame.surfaces, id)[view.quantity];
  const scale = fieldScale(frame, scenarioOf(plan, side).didtAPerUs);
  const window = sideWindow(side);
  const table = colourTable(mapOf(view));
  for (let s = 0; s < line.share.length / 2; s++) {
    const volts = scale * atSegment(line, values, s);
    if (Math.abs(volts) >= window.threshold) drawn.add(line.pointsMm, s, table, entryOf(volts, window));
  }
}
