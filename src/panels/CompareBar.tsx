import { Camera, Columns2, Scale, SquareSplitHorizontal } from 'lucide-react';
import { setFraction } from '../app/focality-view';
import { appStore, setSession, setView, useApp } from '../app/store';
import { FRACTION_LIMITS, type View } from '../app/view';
import { SliderField } from './fields';

const setCompare = (change: Partial<View['compare']>): void =>
  setView({ compare: { ...appStore.getState().view.compare, ...change } });

/** What concerns both heads: the threshold, the colours' scale, how they share the stage. */
export function CompareBar() {
  const fraction = useApp((s) => s.view.focality.fraction);
  const { layout, scale } = useApp((s) => s.view.compare);
  return (
    <fieldset className="compare-bar" aria-label="Both heads">
      <SliderField
        label="Threshold f"
        unit=""
        digits={2}
        limits={FRACTION_LIMITS}
        value={fraction}
        onInput={setFraction}
        onCommit={setFraction}
        hint="The outlined region has at least f times the reference; one f for both sides"
      />
      <button
        type="button"
        className="chip"
        aria-pressed={scale === 'shared'}
        title="One colour scale for both sides"
        onClick={() => setCompare({ scale: scale === 'shared' ? 'own' : 'shared' })}
      >
        <Scale size={15} aria-hidden="true" />
        <span>Shared scale</span>
      </button>
      <button
        type="button"
        className="chip"
        aria-pressed={layout === 'wipe'}
        title={layout === 'wipe' ? 'Two heads beside each other' : 'One head with a wipe between A and B'}
        onClick={() => setCompare({ layout: layout === 'wipe' ? 'beside' : 'wipe' })}
      >
        {layout === 'wipe' ? (
          <Columns2 size={15} aria-hidden="true" />
        ) : (
          <SquareSplitHorizontal size={15} aria-hidden="true" />
        )}
        <span>{layout === 'wipe' ? 'Two heads' : 'Wipe'}</span>
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label="Save the picture as PNG"
        title="Save the picture as PNG"
        onClick={() => setSession({ dialog: 'picture' })}
      >
        <Camera size={16} aria-hidden="true" />
      </button>
    </fieldset>
  );
}

/** The cut between A and B on one head: drag it, or use the arrow keys. */
export function WipeHandle() {
  const { layout, wipe } = useApp((s) => s.view.compare);
  if (layout !== 'wipe') return null;
  return (
    <input
      type="range"
      className="wipe"
      aria-label="Cut between A and B"
      min={0}
      max={1}
      step={0.01}
      value={wipe}
      onChange={(e) => setCompare({ wipe: Number(e.target.value) })}
    />
  );
}
