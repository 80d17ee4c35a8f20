import { FlipHorizontal2, ScanEye } from 'lucide-react';
import { useField } from '../app/field-store';
import { hasHeadImage } from '../app/head-access';
import { commitCut, liveCut, previewCut, setCut } from '../app/live-cut';
import { useApp } from '../app/store';
import { CUT_LIMITS, type Cut } from '../app/view';
import { directionAngles } from '../scene/cut-plane';
import { stage } from '../scene/stage-link';
import { Section, Segmented, SliderField, Switch } from './fields';

const KINDS: readonly { id: Cut['kind']; title: string }[] = [
  { id: 'none', title: 'None' },
  { id: 'axial', title: 'Axial' },
  { id: 'coronal', title: 'Coronal' },
  { id: 'sagittal', title: 'Sagittal' },
  { id: 'free', title: 'Free' },
];
const AXIS: Record<Cut['kind'], string> = { none: '', axial: 'z', coronal: 'y', sagittal: 'x', free: 'Distance' };

type CutNumber = 'atMm' | 'azimuthDeg' | 'elevationDeg';

const WATCH = Object.fromEntries(
  (['atMm', 'azimuthDeg', 'elevationDeg'] as const).map((key) => [
    key,
    (show: (value: number) => void) => liveCut.subscribe((cut) => show(cut[key])),
  ]),
) as Record<CutNumber, (show: (value: number) => void) => () => void>;

/** The plane that opens the head. */
export function CutSection() {
  const cut = useApp((s) => s.view.cut);
  const hasImage = useField((s) => s.head !== null && hasHeadImage(s.head));
  const number = (key: CutNumber, label: string, unit: string, hint: string) => (
    <SliderField
      label={label}
      unit={unit}
      limits={CUT_LIMITS[key]}
      value={cut[key]}
      onInput={(x) => previewCut({ [key]: x })}
      onCommit={(x) => {
        previewCut({ [key]: x });
        commitCut();
      }}
      watch={WATCH[key]}
      hint={hint}
    />
  );
  return (
    <Section title="Cut">
      <Segmented label="Cutting plane" value={cut.kind} options={KINDS} onChange={(kind) => setCut({ kind })} />
      {cut.kind !== 'none' && (
        <>
          {number('atMm', AXIS[cut.kind], 'mm', 'Where the plane lies (Page Up, Page Down)')}
          {cut.kind === 'free' && (
            <>
              {number('azimuthDeg', 'Azimuth', '°', 'Direction the plane faces, from anterior towards the right')}
              {number('elevationDeg', 'Elevation', '°', 'Direction the plane faces, upwards')}
            </>
          )}
          {hasImage && (
            <div className="switches">
              <Switch
                label="MRI on the cut"
                checked={cut.image}
                onChange={(image) => setCut({ image })}
                hint="The image the head was made from, tinted by tissue"
              />
            </div>
          )}
          <div className="chips">
            <button type="button" className="chip" onClick={() => setCut({ flipped: !cut.flipped })}>
              <FlipHorizontal2 size={14} aria-hidden="true" />
              Other half
            </button>
            {cut.kind === 'free' && (
              <button type="button" className="chip" onClick={faceTheEye}>
                <ScanEye size={14} aria-hidden="true" />
                Face this view
              </button>
            )}
          </div>
        </>
      )}
    </Section>
  );
}

/** Turns the plane to the camera, through the middle of what is looked at. */
function faceTheEye(): void {
  const { camera, controls } = stage;
  if (!camera || !controls) return;
  const eye = camera.position.clone().sub(controls.target).normalize();
  const atMm = Math.round(eye.dot(controls.target));
  setCut({ ...directionAngles([eye.x, eye.y, eye.z]), atMm, flipped: false });
}
