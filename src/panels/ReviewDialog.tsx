import { useState } from 'react';
import { coilControl } from '../app/coil-control';
import { blockAtHz } from '../app/course';
import { fieldStore } from '../app/field-store';
import { findPlanSite } from '../app/site-finder';
import { sitePosition } from '../app/sites';
import { announce, appStore, setSession, setTargeting } from '../app/store';
import { courseOf } from '../app/targeting-plan';
import { showSite } from '../scene/camera-moves';
import type { TreatmentSite } from '../targeting/protocols';
import {
  EFFECT_TABLE,
  type EffectRow,
  REVIEW_SIDES_REMARK,
  REVIEW_SOURCE,
  REVIEW_STATEMENTS,
} from '../targeting/review-facts';
import { Choice } from './fields';
import { Sheet } from './Sheet';

const TOPICS = {
  frequency: 'Frequency',
  evidence: 'Evidence',
  response: 'Response',
  dose: 'Dose',
  field: 'Field',
} as const;

/** The review's facts and its table of effects, whose rows load a site and a frequency. */
export function ReviewDialog() {
  return (
    <Sheet name="review" title="What the review says" wide>
      <Review />
    </Sheet>
  );
}

const SITES = [...new Set(EFFECT_TABLE.map((r) => r.site))];
const FREQUENCIES = [...new Set(EFFECT_TABLE.flatMap((r) => r.hz ?? []))].sort((a, b) => a - b);

function Review() {
  const [site, setSite] = useState('');
  const [hz, setHz] = useState('');
  const [words, setWords] = useState('');
  const rows = EFFECT_TABLE.filter(
    (r) =>
      (site === '' || r.site === site) &&
      (hz === '' || (r.hz ?? []).includes(Number(hz))) &&
      `${r.study} ${r.population} ${r.effect}`.toLowerCase().includes(words.trim().toLowerCase()),
  );
  return (
    <>
      <p className="dialog-lead">
        As printed by {REVIEW_SOURCE}. To be read beside what is computed here; no computation depends on it.
      </p>
      <dl className="review-facts">
        {(Object.keys(TOPICS) as (keyof typeof TOPICS)[]).map((topic) => (
          <div key={topic}>
            <dt>{TOPICS[topic]}</dt>
            {REVIEW_STATEMENTS.filter((s) => s.topic === topic).map((s) => (
              <dd key={s.text}>{s.text}</dd>
            ))}
          </div>
        ))}
      </dl>
      <p className="note">{REVIEW_SIDES_REMARK}</p>
      <h3>Its Table 2: effects by site and frequency</h3>
      <div className="review-filters">
        <Choice
          label="Site"
          value={site}
          options={[{ id: '', title: 'all' }, ...SITES.map((s) => ({ id: s, title: s }))]}
          onChange={setSite}
        />
        <Choice
          label="Frequency"
          value={hz}
          options={[{ id: '', title: 'all' }, ...FREQUENCIES.map((f) => ({ id: String(f), title: `${f} Hz` }))]}
          onChange={setHz}
        />
        <label className="review-words">
          <span className="field-label">Words</span>
          <input type="search" value={words} autoComplete="off" onChange={(e) => setWords(e.target.value)} />
        </label>
      </div>
      <div className="review-scroll">
        <table className="review-table">
          <caption className="visually-hidden">
            {rows.length} of {EFFECT_TABLE.length} studies
          </caption>
          <thead>
            <tr>
              <th scope="col">Study</th>
              <th scope="col">Site</th>
              <th scope="col">Effect</th>
              <th scope="col">Subjects</th>
              <th scope="col">Load site and frequency</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.study}>
                <th scope="row">{row.study}</th>
                <td>{row.site}</td>
                <td>{row.effect}</td>
                <td>
                  {row.subjects ?? '–'} <small>{row.population}</small>
                </td>
                <td>
                  <Loads row={row} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length === 0 && <p className="note">No study of the table fits these filters.</p>}
      </div>
    </>
  );
}

function Loads({ row }: { row: EffectRow }) {
  if (row.site === 'not on a head') return <small>{row.hz?.map((f) => `${f} Hz`).join(', ')}, no site on a head</small>;
  if (!row.hz)
    return (
      <button type="button" className="chip" onClick={() => load(row, null)}>
        site only
      </button>
    );
  return (
    <span className="chips">
      {row.hz.map((f) => (
        <button
          key={f}
          type="button"
          className="chip"
          aria-label={`Load ${row.site} and ${f} Hz of ${row.study}`}
          onClick={() => load(row, f)}
        >
          {f} Hz
        </button>
      ))}
    </span>
  );
}

/** Puts the coil on the row's site (of a bilateral one the left) and the protocol at its frequency. */
function load(row: EffectRow, hz: number | null): void {
  const { head } = fieldStore.getState();
  if (!head) return;
  // The study's train is not printed in the table: only its frequency is taken.
  const { presetId, block } = blockAtHz(hz ?? 10, treatmentSite(row));
  const course = hz === null ? {} : { course: { ...courseOf(presetId), blocks: [block] } };
  setTargeting({ methodId: row.position ? 'ten-ten' : 'dmpfc', ...course });
  const site = row.position
    ? sitePosition(head, row.position)
    : findPlanSite(appStore.getState().plan, head).answer?.siteMm;
  if (site) {
    coilControl.goTo(site, row.position ?? '');
    showSite(site);
  }
  setSession({ dialog: 'none' });
  announce(
    `Loaded ${row.position ?? 'DMPFC'}${hz === null ? '' : ` and ${hz} Hz`} of ${row.study}; other numbers are the preset’s`,
  );
}

const treatmentSite = ({ site }: EffectRow): TreatmentSite =>
  site === 'motor cortex' || site === 'DMPFC' ? site : 'left DLPFC';
