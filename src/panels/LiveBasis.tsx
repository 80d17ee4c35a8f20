import { Pause, Play } from 'lucide-react';
import { type BasisBuild, buildBasis, minutesLeft, pauseBasis, useBasis } from '../app/basis-build';
import { useField } from '../app/field-store';

/** What is left to make, and what that would bring. */
function restingText({ coilsLive, done, total }: BasisBuild, left: string): string {
  if (coilsLive)
    return `Live field: ready for coils. Electrodes are solved when set; to have them live too, ${total - done} more solutions are needed: ${left}.`;
  if (done > 0) return `Live field: ${done} of ${total} solutions are kept, ${left} left.`;
  return `The field is solved when the coil comes to rest. To have it live while it moves, ${total} full solutions are needed once: ${left} on this machine, in the background. Coils are live before electrodes.`;
}

/** The live field of a head of one's own: what making it takes, how far it is, and its pause. */
export function LiveBasis() {
  const build = useBasis((s) => s);
  const seconds = useField((s) => (s.phase.kind === 'solved' ? s.phase.seconds : null));
  const { kind, stage, done, total, coilsLive, message } = build;
  if (kind === 'none') return null;
  if (kind === 'ready') return <p className="note">Live field: ready, for coils and electrodes.</p>;
  const minutes = minutesLeft(build, seconds);
  const left =
    minutes === null ? 'some seconds each' : minutes < 1 ? 'less than a minute' : `about ${Math.ceil(minutes)} min`;
  return (
    <div className="live-basis">
      {kind === 'running' ? (
        <>
          <p className="note" role="status">
            {coilsLive && 'Coils are live, electrodes follow. '}
            {stage === 'compressing'
              ? 'Live field: finding the modes'
              : `Live field: ${done} of ${total} solutions${stage === 'preparing' ? ', preparing the head' : `, ${left} left`}`}
          </p>
          <progress max={total} value={done} aria-label="Live field of this head" />
        </>
      ) : (
        <p className="note">{restingText(build, left)}</p>
      )}
      {kind === 'failed' && (
        <p className="warning" role="alert">
          {message}
        </p>
      )}
      <div className="chips">
        {kind === 'running' ? (
          <button type="button" className="chip" disabled={stage === 'compressing'} onClick={pauseBasis}>
            <Pause size={14} aria-hidden="true" />
            Pause
          </button>
        ) : (
          <button type="button" className="chip" onClick={buildBasis}>
            <Play size={14} aria-hidden="true" />
            {done > 0 ? 'Go on with the live field' : 'Make the live field'}
          </button>
        )}
      </div>
    </div>
  );
}
