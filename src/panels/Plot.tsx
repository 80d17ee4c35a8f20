import type { ReactNode, Ref } from 'react';
import type { SurfaceId } from '../app/field-store';
import type { Side } from '../app/plan';

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

interface PlotProps {
  svgRef: Ref<SVGSVGElement>;
  height: number;
  /** The figure in words, for those who do not see it. */
  label: string;
  x: Scale;
  y: Scale;
  xTicks: readonly number[];
  yTicks: readonly number[];
  xTitle: string;
  yTitle: string;
  xFormat?: (x: number) => string;
  yFormat?: (y: number) => string;
  /** What is drawn over the axes. */
  children: ReactNode;
}

/** The lower edge of the plot in a figure of this height. */
export const bottomOf = (height: number): number => height - 36;

/** A figure with its ground, lines and numbers. */
export function Plot({ svgRef, height, label, x, y, children, ...axes }: PlotProps): ReactNode {
  const { width, left, right } = FIGURE;
  const { xTicks, yTicks, xTitle, yTitle, xFormat = String, yFormat = String } = axes;
  const bottom = bottomOf(height);
  return (
    <svg ref={svgRef} className="figure" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <rect className="figure-ground" width={width} height={height} />
      <text className="figure-text" x={4} y={11}>
        {yTitle}
      </text>
      {yTicks.map((tick) => (
        <g key={tick}>
          <line className="figure-grid" x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
          <text className="figure-text" x={left - 5} y={y(tick) + 3} textAnchor="end">
            {yFormat(tick)}
          </text>
        </g>
      ))}
      {xTicks.map((tick) => (
        <g key={tick}>
          <line className="figure-grid" x1={x(tick)} x2={x(tick)} y1={bottom} y2={bottom + 4} />
          <text className="figure-text" x={x(tick)} y={bottom + 15} textAnchor="middle">
            {xFormat(tick)}
          </text>
        </g>
      ))}
      <text className="figure-text" x={(left + right) / 2} y={height - 6} textAnchor="middle">
        {xTitle}
      </text>
      {children}
    </svg>
  );
}

interface CurveNameProps {
  side: Side;
  /** Place of the name among the names of the figure, from above. */
  row: number;
  name: string;
  surface?: SurfaceId;
}

/** The name of a curve beside a piece of it, at the right. */
export function CurveName({ side, row, name, surface }: CurveNameProps): ReactNode {
  return (
    <g transform={`translate(${FIGURE.right}, ${FIGURE.top + 6 + 13 * row})`}>
      <text className="figure-text figure-halo figure-name" x={-24} y={3} textAnchor="end">
        {name}
      </text>
      <line className="figure-curve" data-side={side} data-surface={surface} x1={-20} x2={0} />
    </g>
  );
}

/** The points of a line through the pairs of two lists, where `y` finds a place for them (not NaN). */
export function pathThrough(xs: ArrayLike<number>, ys: ArrayLike<number>, x: Scale, y: Scale): string {
  let path = '';
  for (let k = 0; k < xs.length; k++) {
    const height = y(ys[k]);
    if (!Number.isNaN(height)) path += `${x(xs[k]).toFixed(2)},${height.toFixed(2)} `;
  }
  return path;
}
