import { spreadQuantile } from '../targeting/placement-spread';

/** Bars from the smallest to the largest share. */
const BARS = 24;
const WIDTH = 260;
const HEIGHT = 74;
const BASE = 52;

/** How often a misplaced coil gives which share of what it gives in place. */
export function SpreadFigure({ spread }: { spread: Float64Array }) {
  const low = Math.floor(20 * spreadQuantile(spread, 0.005)) / 20;
  const high = Math.max(low + 0.05, Math.ceil(20 * spread[spread.length - 1]) / 20);
  const counts = new Array<number>(BARS).fill(0);
  for (const ratio of spread) {
    counts[Math.min(BARS - 1, Math.max(0, Math.floor(((ratio - low) / (high - low)) * BARS)))]++;
  }
  const most = Math.max(...counts);
  const x = (ratio: number): number => ((ratio - low) / (high - low)) * WIDTH;
  const [q5, q50, q95] = [0.05, 0.5, 0.95].map((q) => spreadQuantile(spread, q));
  const percent = (ratio: number): string => `${(100 * ratio).toFixed(0)} %`;
  return (
    <figure className="spread">
      <svg
        className="figure"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`Of ${spread.length} misplaced coils half give ${percent(q50)} or more, nine in ten between ${percent(q5)} and ${percent(q95)}`}
      >
        {counts.map((count, i) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: the bar is its place
            key={i}
            className="spread-bar"
            x={(i * WIDTH) / BARS + 0.5}
            width={WIDTH / BARS - 1}
            y={BASE - (count / most) * (BASE - 4)}
            height={(count / most) * (BASE - 4)}
          />
        ))}
        <line className="spread-middle" x1={x(q50)} x2={x(q50)} y1={0} y2={BASE} />
        <text x={0} y={HEIGHT - 8}>
          {percent(low)}
        </text>
        <text x={WIDTH} y={HEIGHT - 8} textAnchor="end">
          {percent(high)}
        </text>
      </svg>
      <figcaption className="note">
        Of {spread.length.toLocaleString('en')} misplaced coils nine in ten give {percent(q5)} to {percent(q95)} of the
        field in place; the line is the middle one, {percent(q50)}.
      </figcaption>
    </figure>
  );
}
