import { useField } from '../app/field-store';
import { areaRatio, type Focality } from '../app/focality-measure';
import { formatArea, formatRatio, strengthOf } from '../app/focality-text';
import { useMeasuredSides } from '../app/focality-view';
import { putPair } from '../app/pairs';
import { SIDE_TITLES, SIDES, scenarioOf } from '../app/sides';
import { useApp } from '../app/store';
import { MODALITY_TABLE, type ModalityRow, REVIEW_SOURCE } from '../targeting/review-facts';
import { Section } from './fields';
import { Measured } from './measured';

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
      return <Areas />;
    case 'amplitude':
      return <Amplitude />;
    case 'sham':
      return <Sham />;
    case 'words':
      return <span className="note">Words only: nothing here computes it.</span>;
  }
}

function Areas() {
  const fraction = useApp((s) => s.view.focality.fraction);
  return (
    <>
      Here, at the same f = {fraction.toFixed(2)}:{' '}
      <Measured
        text={({ readings }) => {
          const areas = SIDES.flatMap((side) => {
            const reading = readings[side];
            return reading ? [`${SIDE_TITLES[side]} ${formatArea(reading.areaMm2.cortex)} mm²`] : [];
          });
          const ratio = areaRatio(readings.b?.areaMm2.cortex, readings.a?.areaMm2.cortex);
          const times = ratio === null ? '' : `; B is ${formatRatio(ratio)} times A`;
          return `${areas.join(', ') || 'no field yet'}${times}.`;
        }}
      />
    </>
  );
}

function Amplitude() {
  return (
    <>
      Here, 99.9th percentile on the cortex:{' '}
      <Measured
        text={({ sides }) =>
          SIDES.flatMap((side) => {
            const focality = sides[side];
            return focality ? [`${SIDE_TITLES[side]} ${strengthOf(focality, 'cortex')}`] : [];
          }).join(', ') || 'no field yet'
        }
      />
      . A coil’s field is far above what makes neurons fire, so its intensity can be set by that; the field of tDCS is
      not.
    </>
  );
}

/** Makes side B the sham of side A's coil, so that both stand side by side. */
function Sham() {
  const plan = useApp((s) => s.plan);
  const shown = useMeasuredSides();
  const phase = useField((s) => s.other.phase.kind);
  const [a, b] = SIDES.map((side) => scenarioOf(plan, side));
  const coil = a.source === 'tms' ? a : b.source === 'tms' ? b : null;
  if (!coil) return <>Put a coil on one side to see what a sham leaves of its field.</>;
  const shamShown = a.source === 'tms' && b.source === 'tms' && a.sham !== b.sham;
  if (shamShown && shown.length === 2) {
    const [real, sham] = a.sham ? (['b', 'a'] as const) : (['a', 'b'] as const);
    return (
      <>
        Here: <Measured text={({ sides }) => leftBySham(sides[real], sides[sham])} />
        {phase === 'solved' ? '' : ' (approximate)'}. tDCS that is switched off leaves none.
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

function leftBySham(real: Focality | undefined, sham: Focality | undefined): string {
  if (!real || !sham) return '–';
  const share = (sham.frame.surfaces.cortex.peak * sham.scale) / (real.frame.surfaces.cortex.peak * real.scale);
  return `stood on edge, the coil leaves ${strengthOf(sham, 'cortex')} of ${strengthOf(real, 'cortex')} on the cortex, ${(100 * share).toFixed(0)} %`;
}
