import { Camera, Eye, EyeOff, FileDown } from 'lucide-react';
import { useField, useHasWhite } from '../app/field-store';
import { BUNDLED_HEAD } from '../app/head-library';
import { setLayer, setPlan, setSession, setView, useApp } from '../app/store';
import type { ColourMapName, LayerId, SignedMapName } from '../app/view';
import { aimHere } from '../scene/Bullseye';
import { showSlices } from '../scene/crosshair';
import { inflatedShape } from '../scene/inflated-shape';
import { CutSection } from './CutSection';
import { Choice, Section, Segmented, SliderField, Switch } from './fields';

const LAYERS: readonly { id: LayerId; title: string }[] = [
  { id: 'scalp', title: 'Scalp' },
  { id: 'skull', title: 'Skull' },
  { id: 'cortex', title: 'Cortex' },
  { id: 'white', title: 'White matter' },
  { id: 'coil', title: 'Coil casing' },
  { id: 'electrodes', title: 'Electrodes' },
];
const PERCENT = { min: 0, max: 100, step: 1 };
const THRESHOLD = { min: 0, max: 95, step: 1 };
const MAPS: readonly { id: ColourMapName; title: string }[] = [
  { id: 'viridis', title: 'Viridis' },
  { id: 'cividis', title: 'Cividis' },
  { id: 'batlow', title: 'Batlow' },
  { id: 'magma', title: 'Magma' },
];
const SIGNED_MAPS: readonly { id: SignedMapName; title: string }[] = [
  { id: 'vik', title: 'Vik' },
  { id: 'blueOrange', title: 'Blue to orange' },
];

/** What is shown and how. */
export function LookPanel() {
  const view = useApp((s) => s.view);
  const detail = useApp((s) => s.plan.detail);
  const bundled = useApp((s) => s.plan.head === BUNDLED_HEAD);
  const source = useApp((s) => s.plan.source);
  const bones = useField((s) => s.head?.layers.some((layer) => layer.name === 'skull') ?? false);
  const white = useHasWhite();
  const inflatable = useField((s) => s.head !== null && inflatedShape(s.head) !== null);
  const absent = new Set<LayerId>([source === 'tms' ? 'electrodes' : 'coil']);
  if (!bones) absent.add('skull');
  if (!white) absent.add('white');
  return (
    <>
      <Section title="Layers">
        {LAYERS.filter((l) => !absent.has(l.id)).map(({ id, title }) => {
          const layer = view.layers[id];
          return (
            <div key={id} className="layer" data-shown={layer.shown}>
              <button
                type="button"
                className="icon-button"
                aria-pressed={layer.shown}
                aria-label={`${title} shown`}
                onClick={() => setLayer(id, { shown: !layer.shown })}
              >
                {layer.shown ? <Eye size={16} aria-hidden="true" /> : <EyeOff size={16} aria-hidden="true" />}
              </button>
              <SliderField
                label={title}
                unit="%"
                limits={PERCENT}
                value={100 * layer.opacity}
                disabled={!layer.shown}
                onInput={(x) => setLayer(id, { opacity: x / 100 })}
                onCommit={(x) => setLayer(id, { opacity: x / 100 })}
              />
            </div>
          );
        })}
      </Section>
      <Section title="Views">
        <div className="switches">
          <Switch
            label={bundled ? 'MRI slices' : 'Slices'}
            checked={view.slices.shown}
            onChange={showSlices}
            hint="Axial, coronal and sagittal through the pick, with the field in the brain (I)"
          />
          {inflatable && (
            <Switch
              label="Inflated cortex"
              checked={view.inflated}
              onChange={(inflated) => setView({ inflated })}
              hint="The folds opened; dark grey lies deep in them (U)"
            />
          )}
          <Switch
            label="Field arrows"
            checked={view.vectors}
            onChange={(vectors) => setView({ vectors })}
            hint="Direction and strength of E on the cortex (V)"
          />
          {source === 'tms' && (
            <Switch
              label="Coil against target"
              checked={view.aim !== null}
              onChange={(on) => setView({ aim: on ? aimHere() : null })}
              hint="A bullseye round the place the coil has now; move it and see how far it is off (T)"
            />
          )}
          <Switch
            label="Outline at the focality threshold"
            checked={view.outline}
            onChange={(outline) => setView({ outline })}
            hint="The line round the region at or above the threshold f; always there while comparing (O)"
          />
        </div>
      </Section>
      <CutSection />
      <Section title="Field">
        <Segmented
          label="Quantity"
          value={view.quantity}
          options={[
            { id: 'magnitude', title: 'Magnitude |E|' },
            { id: 'normal', title: 'Along normal' },
          ]}
          onChange={(quantity) => setView({ quantity, window: null })}
        />
        <SliderField
          label="Threshold"
          unit="%"
          limits={THRESHOLD}
          value={100 * view.threshold}
          onInput={(x) => setView({ threshold: x / 100 })}
          onCommit={(x) => setView({ threshold: x / 100 })}
          hint="Share of the colour window below which the anatomy shows"
        />
        <div className="row">
          {view.quantity === 'normal' ? (
            <Choice
              label="Colours"
              value={view.signedMap}
              options={SIGNED_MAPS}
              onChange={(signedMap) => setView({ signedMap })}
            />
          ) : (
            <Choice
              label="Colours"
              value={view.colourMap}
              options={MAPS}
              onChange={(colourMap) => setView({ colourMap })}
            />
          )}
          <Switch
            label="Shading"
            checked={view.shading}
            onChange={(shading) => setView({ shading })}
            hint="Without shading every pixel is exactly the colour of the bar"
          />
        </div>
      </Section>
      <Section title="Computation">
        {bundled && (
          <Segmented
            label="Resolution"
            value={detail}
            options={[
              { id: 'full', title: 'Full, 130,000 triangles' },
              { id: 'light', title: 'Light, 58,000' },
            ]}
            onChange={(next) => setPlan({ detail: next })}
          />
        )}
        <div className="chips">
          <button type="button" className="chip" onClick={() => setSession({ dialog: 'export' })}>
            <FileDown size={14} aria-hidden="true" />
            Export field
          </button>
          <button type="button" className="chip" onClick={() => setSession({ dialog: 'picture' })}>
            <Camera size={14} aria-hidden="true" />
            Save picture
          </button>
        </div>
      </Section>
    </>
  );
}
