import type { Ref } from 'react';
import { onSurface, surfacesOf } from '../app/field-store';
import { FRACTIONS, NOMINAL_MM2 } from '../app/focality-measure';
import { focalityInWords, formatArea, NOMINAL_LABEL, referenceTitle, SURFACE_TITLES } from '../app/focality-text';
import { useFocality } from '../app/focality-view';
import { SIDE_TITLES, SIDES } from '../app/sides';
import { useApp } from '../app/store';
import { FRACTION_LIMITS } from '../app/view';

const WIDTH = 304;
const HEIGHT = 250;
const LEFT = 50;
const RIGHT = WIDTH - 8;
const TOP = 20;
const BOTTOM = HEIGHT - 36;
const LOWEST_MM2 = 10;
const F_TICKS = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

/** A(f) of each side against f, area on a log axis; the threshold of the slider as a vertical line. */
export function FocalityPlot({ svgRef }: { svgRef: Ref<SVGSVGElement> }) {
  const sides = useFocality((s) => s.sides);
  const readings = useFocality((s) => s.readings);
  const focality = useApp((s) => s.view.focality);
  const { fraction } = focality;
  const shown = SIDES.filter((side) => sides[side]);
  const curves = shown.flatMap((side) => {
    const of = sides[side];
    return of ? surfacesOf(of.surfaces).map((id) => ({ side, id, areasMm2: onSurface(of.surfaces, id).curveMm2 })) : [];
  });
  // Five decades unless a curve needs more, so that the axis does not jump from solve to solve.
  const decades = Math.max(5, ...curves.map((c) => Math.ceil(Math.log10(c.areasMm2[0] || 1))));
  const x = (f: number): number =>
    LEFT + ((f - FRACTION_LIMITS.min) / (FRACTION_LIMITS.max - FRACTION_LIMITS.min)) * (RIGHT - LEFT);
  const y = (mm2: number): number => {
    const bottom = Math.log10(LOWEST_MM2);
    return BOTTOM - ((Math.log10(mm2) - bottom) / (decades - bottom)) * (BOTTOM - TOP);
  };
  const ticks = Array.from({ length: decades }, (_, k) => 10 ** (k + 1));
  const [small, large] = NOMINAL_MM2;
  const middle = (y(small) + y(large)) / 2;

  return (
    <svg
      ref={svgRef}
      className="figure focality-plot"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={focalityInWords(sides)}
    >
      <rect className="figure-ground" width={WIDTH} height={HEIGHT} />
      <text className="figure-text" x={4} y={11}>
        area A(f), mm²
      </text>
      {ticks.map((mm2) => (
        <g key={mm2}>
          <line className="figure-grid" x1={LEFT} x2={RIGHT} y1={y(mm2)} y2={y(mm2)} />
          <text className="figure-text" x={LEFT - 5} y={y(mm2) + 3} textAnchor="end">
            {formatArea(mm2)}
          </text>
        </g>
      ))}
      {F_TICKS.map((f) => (
        <g key={f}>
          <line className="figure-grid" x1={x(f)} x2={x(f)} y1={BOTTOM} y2={BOTTOM + 4} />
          <text className="figure-text" x={x(f)} y={BOTTOM + 15} textAnchor="middle">
            {f.toFixed(1)}
          </text>
        </g>
      ))}
      <text className="figure-text" x={(LEFT + RIGHT) / 2} y={HEIGHT - 6} textAnchor="middle">
        f, as a share of {referenceTitle(focality)}
      </text>
      <line className="focality-threshold" x1={x(fraction)} x2={x(fraction)} y1={TOP} y2={BOTTOM} />
      {NOMINAL_MM2.map((mm2) => (
        <g key={mm2}>
          <line className="focality-nominal" x1={LEFT} x2={RIGHT} y1={y(mm2)} y2={y(mm2)} />
          <text className="figure-text figure-halo" x={LEFT + 4} y={y(mm2) - 4}>
            {formatArea(mm2)} mm²
          </text>
        </g>
      ))}
      {curves.map(({ side, id, areasMm2 }) => (
        <polyline
          key={side + id}
          className="figure-curve"
          data-side={side}
          data-surface={id}
          points={FRACTIONS.flatMap((f, k) =>
            areasMm2[k] >= LOWEST_MM2 ? [`${x(f).toFixed(2)},${y(areasMm2[k]).toFixed(2)}`] : [],
          ).join(' ')}
        />
      ))}
      {NOMINAL_LABEL.map((line, k) => (
        <text key={line} className="figure-text figure-halo" x={LEFT + 4} y={middle - 9 + 12 * k}>
          {line}
        </text>
      ))}
      {shown.map((side) => {
        const mm2 = readings[side]?.areaMm2.cortex;
        if (!mm2 || mm2 < LOWEST_MM2) return null;
        return <circle key={side} className="figure-dot" data-side={side} cx={x(fraction)} cy={y(mm2)} r={3.5} />;
      })}
      {curves.map(({ side, id }, k) => (
        <g key={side + id} transform={`translate(${RIGHT}, ${TOP + 5 + 13 * k})`}>
          <text className="figure-text figure-halo figure-name" x={-24} y={3} textAnchor="end">
            {SIDE_TITLES[side]}, {SURFACE_TITLES[id]}
          </text>
          <line className="figure-curve" data-side={side} data-surface={id} x1={-20} x2={0} />
        </g>
      ))}
    </svg>
  );
}
