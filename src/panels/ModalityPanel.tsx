import { useField } from '../app/field-store';
import { areaRatio } from '../app/focality-measure';
import { formatArea, formatRatio, strengthOf } from '../app/focality-text';
import { useFocality } from '../app/focality-view';
import { putPair } from '../app/pairs';
import { SIDE_TITLES, SIDES, scenarioOf } from '../app/sides';
import { useApp } from '../app/store';
import { MODALITY_TABLE, type ModalityRow, REVIEW_SOURCE } from '../targeting/review-facts';
import { Section } from './fields';

/** The review's comparison of rTMS and tDCS, row by row, with what is computed here beside it. */
export function ModalityPanel() {
  return (
    <Section title="The review’s table">
      <p className="note">
        Table 1 of {REVIEW_SOURCE}, which cites an earlier review. Under each row: what can be shown of it here.
      </p>
      <dl className="modality">
        {MODALITY_TABLE.map((row) => (
          <div key={row.topic} className="modality-row">
            <dt>{row.title}</dt>
            <dd>
              <span className="modality-name">rTMS</span> {row.rtms}
            </dd>
            <dd>
              <span className="modality-name">tDCS</span> {row.tdcs}
            </dd>
            {row.remark && <dd className="modality-remark">{row.remark}</dd>}
            <dd className="modality-shown">
              <Shown by={row.shownBy} />
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function Shown({ by }: { by: ModalityRow['shownBy'] }) {
  switch (by) {
    case 'focality':
      return <Focality />;
    case 'amplitude':
      return <Amplitude />;
    case 'sham':
      return <Sham />;
    case 'words':
      return <span className="note">Words only: nothing here computes it.</span>;
  }
}

function Focality() {
  const readings = useFocality((s) => s.readings);
  const fraction = useApp((s) => s.view.focality.fraction);
  const ratio = areaRatio(readings.b?.areaMm2.cortex, readings.a?.areaMm2.cortex);
  return (
    <>
      Here, at the same f = {fraction.toFixed(2)}:{' '}
      {SIDES.flatMap((side) => {
        const reading = readings[side];
        return reading ? [`${SIDE_TITLES[side]} ${formatArea(reading.areaMm2.cortex)} mm²`] : [];
      }).join(', ') || 'no field yet'}
      {ratio !== null && `; B is ${formatRatio(ratio)} times A`}.
    </>
  );
}

function Amplitude() {
  const sides = useFocality((s) => s.sides);
  const parts = SIDES.flatMap((side) => {
    const focality = sides[side];
    return focality ? [`${SIDE_TITLES[side]} ${strengthOf(focality, 'cortex')}`] : [];
  });
  return (
    <>
      Here, 99.9th percentile on the cortex: {parts.join(', ') || 'no field yet'}. A coil’s field is far above what
      makes neurons fire, so its intensity can be set by that; the field of tDCS is not.
    </>
  );
}

/** Makes side B the sham of side A's coil, so that both stand side by side. */
function Sham() {
  const plan = useApp((s) => s.plan);
  const sides = useFocality((s) => s.sides);
  const phase = useField((s) => s.other.phase.kind);
  const [a, b] = SIDES.map((side) => scenarioOf(plan, side));
  const coil = a.source === 'tms' ? a : b.source === 'tms' ? b : null;
  if (!coil) return <>Put a coil on one side to see what a sham leaves of its field.</>;
  const shamShown = a.source === 'tms' && b.source === 'tms' && a.sham !== b.sham;
  if (shamShown && sides.a && sides.b) {
    const real = a.sham ? sides.b : sides.a;
    const sham = a.sham ? sides.a : sides.b;
    const share = (sham.frame.surfaces.cortex.peak * sham.scale) / (real.frame.surfaces.cortex.peak * real.scale);
    return (
      <>
        Here: stood on edge, the coil leaves {strengthOf(sham, 'cortex')} of {strengthOf(real, 'cortex')} on the cortex,{' '}
        {(100 * share).toFixed(0)} %{phase === 'solved' ? '' : ' (approximate)'}. tDCS that is switched off leaves none.
      </>
    );
  }
  return (
    <>
      A coil stood on edge still makes a field.{' '}
      <button
        type="button"
        className="text-button"
        onClick={() => putPair({ source: 'tms' }, { source: 'tms', sham: true })}
      >
        Compare it with its sham
      </button>
    </>
  );
}
