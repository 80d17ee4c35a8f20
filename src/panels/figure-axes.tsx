import type { ReactNode } from 'react';

export const FIGURE = { width: 304, left: 50, right: 296, top: 20 } as const;

export type Scale = (x: number) => number;

export const linear =
  (from: number, to: number, start: number, end: number): Scale =>
  (x) =>
    start + ((x - from) / (to - from)) * (end - start);

export const logarithmic = (from: number, to: number, start: number, end: number): Scale => {
  const scale = linear(Math.log10(from), Math.log10(to), start, end);
  return (x) => scale(Math.log10(x));
};

interface AxesProps {
  height: number;
  x: Scale;
  y: Scale;
  xTicks: readonly number[];
  yTicks: readonly number[];
  xTitle: string;
  yTitle: string;
  format?: (y: number) => string;
}

/** The lower edge of the plot in a figure of this height. */
export const bottomOf = (height: number): number => height - 36;

/** Ground, lines and numbers of a figure. */
export function Axes({ height, x, y, xTicks, yTicks, xTitle, yTitle, format = String }: AxesProps): ReactNode {
  const { width, left, right } = FIGURE;
  const bottom = bottomOf(height);
  return (
    <>
      <rect className="figure-ground" width={width} height={height} />
      <text className="figure-text" x={4} y={11}>
        {yTitle}
      </text>
      {yTicks.map((tick) => (
        <g key={tick}>
          <line className="figure-grid" x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
          <text className="figure-text" x={left - 5} y={y(tick) + 3} textAnchor="end">
            {format(tick)}
          </text>
        </g>
      ))}
      {xTicks.map((tick) => (
        <g key={tick}>
          <line className="figure-grid" x1={x(tick)} x2={x(tick)} y1={bottom} y2={bottom + 4} />
          <text className="figure-text" x={x(tick)} y={bottom + 15} textAnchor="middle">
            {tick}
          </text>
        </g>
      ))}
      <text className="figure-text" x={(left + right) / 2} y={height - 6} textAnchor="middle">
        {xTitle}
      </text>
    </>
  );
}

/** The points of a line through what lies in the plot. */
export const pathThrough = (points: readonly (readonly [number, number])[]): string =>
  points.map(([px, py]) => `${px.toFixed(2)},${py.toFixed(2)}`).join(' ');
