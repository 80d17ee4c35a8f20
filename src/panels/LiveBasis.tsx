import { Pause, Play } from 'lucide-react';
import { buildBasis, minutesLeft, pauseBasis, useBasis } from '../app/basis-build';
import { useField } from '../app/field-store';

/** The live field of a head of one's own: what making it takes, how far it is, and its pause. */
export function LiveBasis() {
  const build = useBasis((s) => s);
  const seconds = useField((s) => (s.phase.kind === 'solved' ? s.phase.seconds : null));
  const { kind, stage, done, total, message } = build;
  if (kind === 'none') return null;
  if (kind === 'ready')
    return <p className="note">Live field: ready. Coils are live here; electrodes are solved when set.</p>;
  const minutes = minutesLeft(build, seconds);
  const left =
    minutes === null ? 'some seconds each' : minutes < 1 ? 'less than a minute' : `about ${Math.ceil(minutes)} min`;
  return (
    <div className="live-basis">
      {kind === 'running' ? (
        <>
          <p className="note" role="status">
            {stage === 'compressing'
              ? 'Live field: finding the modes'
              : `Live field: ${done} of ${total} solutions${stage === 'preparing' ? ', preparing the head' : `, ${left} left`}`}
          </p>
          <progress max={total} value={done} aria-label="Live field of this head" />
        </>
      ) : (
        <p className="note">
          {done > 0
            ? `Live field: ${done} of ${total} solutions are kept, ${left} left.`
            : `The field is solved when the coil comes to rest. To have it live while it moves, ${total} full solutions are needed once: ${left} on this machine, in the background.`}
        </p>
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
