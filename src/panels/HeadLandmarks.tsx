import { Crosshair, X } from 'lucide-react';
import { useId } from 'react';
import { importStore, landmarksNow, placeLandmark, releaseLandmark, useImport } from '../app/head-import';
import type { Vec3 } from '../model/vec3';
import { LANDMARK_KEYS, type LandmarkKey, landmarksFault } from '../targeting/fit-scalp';

const TITLES: Record<LandmarkKey, { title: string; where: string }> = {
  nasion: { title: 'Nasion', where: 'the dip between brow and nose' },
  inion: { title: 'Inion', where: 'the bump at the back of the skull' },
  lpa: { title: 'Left preauricular', where: 'in front of the left ear, the head’s own left' },
  rpa: { title: 'Right preauricular', where: 'in front of the right ear' },
};

/** Told apart without hue by their places, which stand beside them. */
export const LANDMARK_COLOURS: Record<LandmarkKey, string> = {
  nasion: '#e59a60',
  inion: '#5fc99a',
  lpa: '#74a9f2',
  rpa: '#f0806f',
};

/** A fit worse than this is no guide to landmarks, mm. */
const POOR_FIT_MM = 6;

/** The four points from which the 10-10 positions are laid: carried from the template, or placed by hand. */
export function HeadLandmarks() {
  const fit = useImport((s) => s.fit);
  const picked = useImport((s) => s.picked);
  const picking = useImport((s) => s.picking);
  const title = useImport((s) => s.title);
  const titleId = useId();
  if (!fit) return <p className="note">The template’s scalp is being fitted to this one.</p>;
  const landmarks = landmarksNow({ fit, picked });
  const wrong = landmarksFault({ landmarks: landmarks ?? undefined });
  const poor = fit.rmsMm > POOR_FIT_MM;
  return (
    <>
      <p className="note">
        Carried from MNI (Colin27) by an affine fit of the scalp: {fit.rmsMm.toFixed(1)} mm root mean square over the
        vault, 95 % within {fit.p95Mm.toFixed(1)} mm. Place them by hand where you know better; published MNI targets
        are carried by the same fit.
      </p>
      {poor && (
        <p className="warning" role="alert">
          The scalps do not fit well. Is the head in RAS millimetres, nose to +y and crown to +z? Place all four by
          hand.
        </p>
      )}
      <ul className="head-landmarks">
        {LANDMARK_KEYS.map((key) => {
          const mm = landmarks?.[key] ?? [0, 0, 0];
          const byHand = picked[key] !== undefined;
          const on = picking === key;
          return (
            <li key={key}>
              <span className="head-landmark-dot" style={{ background: LANDMARK_COLOURS[key] }} aria-hidden="true" />
              <span>
                {TITLES[key].title}
                <small>{on ? `Click on the head: ${TITLES[key].where}` : byHand ? 'by hand' : 'fitted'}</small>
              </span>
              <input
                key={mm.join()}
                type="text"
                aria-label={`${TITLES[key].title}, x, y, z in mm`}
                defaultValue={mm.map((x) => x.toFixed(1)).join(', ')}
                onKeyDown={(e) => {
                  if (e.key === 'Enter') e.currentTarget.blur();
                }}
                onBlur={(e) => {
                  const place = placeOf(e.currentTarget.value);
                  if (place && e.currentTarget.value !== e.currentTarget.defaultValue) placeLandmark(key, place);
                  else e.currentTarget.value = e.currentTarget.defaultValue;
                }}
              />
              <button
                type="button"
                className="icon-button"
                aria-pressed={on}
                aria-label={`Pick ${TITLES[key].title} on the head`}
                title="Pick on the head"
                onClick={() => importStore.setState({ picking: on ? null : key })}
              >
                <Crosshair size={16} aria-hidden="true" />
              </button>
              <button
                type="button"
                className="icon-button"
                disabled={!byHand}
                aria-label={`Take the fitted ${TITLES[key].title} again`}
                title="As fitted"
                onClick={() => releaseLandmark(key)}
              >
                <X size={15} aria-hidden="true" />
              </button>
            </li>
          );
        })}
      </ul>
      {wrong && (
        <p className="warning" role="alert">
          {wrong}
        </p>
      )}
      <label className="head-title" htmlFor={titleId}>
        Name of this head
      </label>
      <input
        id={titleId}
        type="text"
        maxLength={40}
        value={title}
        onChange={(e) => importStore.setState({ title: e.target.value })}
      />
      <p className="note">Kept in this browser only. Links and sessions name it by its content and never hold it.</p>
    </>
  );
}

/** Three numbers in a text, or null. */
function placeOf(text: string): Vec3 | null {
  const [x, y, z, ...more] = text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(Number);
  return more.length === 0 && [x, y, z].every(Number.isFinite) ? [x, y, z] : null;
}
