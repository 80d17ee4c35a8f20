import { formatNumber } from '../app/readout';
import { isTaken, type JudgedPlace, searchStore, takeFound, useSearch } from '../app/search';
import { useApp } from '../app/store';
import { UNIT_DIDT_A_PER_S } from '../app/unit-didt';
import { Switch } from './fields';
import { SpreadFigure } from './SpreadFigure';

/** What the target gets from a placement, what that gains, and what missing it costs. */
export function JudgedPlaceView({ judged }: { judged: JudgedPlace }) {
  const didt = useApp((s) => s.plan.didtAPerUs);
  const taken = useApp((s) => isTaken(judged, s.plan.placement));
  const showMap = useSearch((s) => s.showMap);
  const volts = (perUnit: number): string => `${(didt * perUnit).toFixed(1).replace('-', '−')} V/m`;
  const { value, spared, before, what } = judged;
  return (
    <div aria-live="polite">
      <p className="note">
        {what === 'found' ? 'Best' : 'Here'} for {judged.targetTitle}: <strong>{volts(value)}</strong> at{' '}
        {didt.toFixed(1)} A/µs
        {before !== null && `, ${gainText(value, before.value)} where the coil lay (${volts(before.value)})`}.
        {spared !== null &&
          ` ${judged.avoidTitle} gets ${volts(spared)}${before?.spared ? ` (${volts(before.spared)} before)` : ''}.`}
        {what === 'found' && ` ${judged.poses.toLocaleString('en')} poses tried, the casing kept off the scalp.`}
      </p>
      {what === 'found' && (
        <div className="row">
          <button type="button" className="text-button" disabled={taken} onClick={takeFound}>
            {taken ? 'The coil lies there' : 'Lay the coil there'}
          </button>
          <Switch
            label="Map on the scalp"
            checked={showMap}
            onChange={(on) => searchStore.setState({ showMap: on })}
            hint="The most the target can get from each site of the scalp, whatever the turn"
          />
        </div>
      )}
      {what === 'found' && showMap && <p className="note">{mapText(judged, volts)}</p>}
      {value > 0 ? (
        <Missed judged={judged} />
      ) : (
        <p className="note">E points the other way here: no share of it helps.</p>
      )}
    </div>
  );
}

/** What is left of the field at the target when the coil is not quite there. */
function Missed({ judged }: { judged: JudgedPlace }) {
  return (
    <>
      <table className="figures">
        <caption>What is left when the coil is misplaced</caption>
        <thead>
          <tr>
            <th scope="col">Displaced</th>
            <th scope="col">one way</th>
            <th scope="col">the other</th>
          </tr>
        </thead>
        <tbody>
          {rowsOf(judged).map(({ title, ratios }) => (
            <tr key={title}>
              <th scope="row">{title}</th>
              {ratios.map((ratio, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the two ways of one displacement
                <td key={i}>{(100 * ratio).toFixed(0)} %</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <SpreadFigure spread={judged.spread} />
    </>
  );
}

/** What the colours of the map stand for. */
function mapText({ map, avoidTitle }: JudgedPlace, volts: (perUnit: number) => string): string {
  const values = map.map((site) => UNIT_DIDT_A_PER_S * site.value);
  const ends = `${volts(Math.min(...values))} (dark) to ${volts(Math.max(...values))} (yellow)`;
  return `On the map the best of all turns at each site: ${ends}${avoidTitle === null ? '' : `, less what ${avoidTitle} gets`}.`;
}

/** The displacements in pairs: there and back. */
function rowsOf({ sensitivity }: JudgedPlace): { title: string; ratios: number[] }[] {
  const rows = new Map<string, number[]>();
  for (const { aheadMm, asideMm, turnDeg, ratio } of sensitivity) {
    const title =
      turnDeg !== 0
        ? `turned ${Math.abs(turnDeg)}°`
        : aheadMm !== 0
          ? `${Math.abs(aheadMm)} mm along the handle`
          : `${Math.abs(asideMm)} mm across`;
    rows.set(title, [...(rows.get(title) ?? []), ratio]);
  }
  return [...rows].map(([title, ratios]) => ({ title, ratios }));
}

function gainText(value: number, before: number): string {
  if (before <= 0) return 'instead of what it got';
  const percent = 100 * (value / before - 1);
  return `${formatNumber(Math.abs(percent), 0)} % ${percent >= 0 ? 'more' : 'less'} than`;
}
