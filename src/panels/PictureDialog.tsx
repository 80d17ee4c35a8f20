import { Camera } from 'lucide-react';
import { useState } from 'react';
import { messageOf } from '../app/error-text';
import { fieldStore } from '../app/field-store';
import { save } from '../app/save-file';
import { scenarioTitle } from '../app/scenario-title';
import { isTwin } from '../app/sides';
import { announce, appStore } from '../app/store';
import { stage } from '../scene/stage-link';
import { stagePicture } from '../scene/stage-picture';
import { SliderField } from './fields';
import { Sheet } from './Sheet';

const WIDTH_LIMITS = { min: 400, max: 8000, step: 100 } as const;
const MAX_CAPTION = 600;

/** What the picture shows, in a sentence to be changed. */
function captionNow(): string {
  const { plan, view } = appStore.getState();
  const { head, frame } = fieldStore.getState();
  const what = view.quantity === 'normal' ? 'E out of the cortex' : '|E|';
  const sources = isTwin(view) ? `${scenarioTitle(plan)}; beside it ${scenarioTitle(plan.other)}` : scenarioTitle(plan);
  const state = frame?.kind === 'solved' ? '' : frame ? ' Not the full solution.' : ' No field yet.';
  return `${what} of ${sources}. Head: ${head?.title ?? 'none'}.${state}`;
}

/** The stage as a PNG of any size, with colour bar, caption and where it comes from. */
export function PictureDialog() {
  const [widthPx, setWidth] = useState(() =>
    Math.min(WIDTH_LIMITS.max, Math.max(WIDTH_LIMITS.min, 2 * (stage.canvas?.clientWidth ?? 1000))),
  );
  const [caption, setCaption] = useState(captionNow);
  const [fault, setFault] = useState('');
  const shape = (stage.canvas?.clientHeight ?? 1) / (stage.canvas?.clientWidth ?? 1);

  const make = async (): Promise<void> => {
    setFault('');
    try {
      save('coilscope.png', await stagePicture({ widthPx, caption }));
      announce('Picture saved');
    } catch (error) {
      setFault(messageOf(error));
    }
  };
  return (
    <Sheet name="picture" title="Save a picture">
      <p className="dialog-lead">
        The view as it stands, drawn anew at this size with its colour bar. The file states where it comes from, with a
        link that opens the same view; no reading on a patient is in it.
      </p>
      <div className="picture-form">
        <SliderField
          label="Width"
          unit="px"
          limits={WIDTH_LIMITS}
          value={widthPx}
          onInput={setWidth}
          onCommit={setWidth}
        />
        <p className="note">
          {Math.round(widthPx)} × {Math.round(widthPx * shape)} pixels and the caption;{' '}
          {((widthPx / 300) * 2.54).toFixed(1)} cm wide at 300 dpi
        </p>
        <label className="field-label" htmlFor="picture-caption">
          Caption
        </label>
        <textarea
          id="picture-caption"
          rows={4}
          maxLength={MAX_CAPTION}
          value={caption}
          onChange={(e) => setCaption(e.target.value)}
        />
        {fault && (
          <p className="warning" role="alert">
            {fault}
          </p>
        )}
        <button type="button" className="primary-button" onClick={() => void make()}>
          <Camera size={15} aria-hidden="true" />
          Save PNG
        </button>
      </div>
    </Sheet>
  );
}
