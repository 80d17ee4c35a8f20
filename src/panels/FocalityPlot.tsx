import type { Ref } from 'react';
import { onSurface, surfacesOf } from '../app/field-store';
import { FRACTIONS, NOMINAL_MM2 } from '../app/focality-measure';
import { focalityInWords, formatArea, NOMINAL_LABEL, referenceTitle, SURFACE_TITLES } from '../app/focality-text';
import { useFocality } from '../app/focality-view';
import { SIDE_TITLES, SIDES } from '../app/sides';
import { useApp } from '../app/store';
import { FRACTION_LIMITS } from '../app/view';
import { bottomOf, CurveName, FIGURE, linear, logarithmic, Plot, pathThrough } from './Plot';

const HEIGHT = 250;
const { left, right, top } = FIGURE;
const bottom = bottomOf(HEIGHT);
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
  const x = linear(FRACTION_LIMITS.min, FRACTION_LIMITS.max, left, right);
  const y = logarithmic(LOWEST_MM2, 10 ** decades, bottom, top);
  const ticks = Array.from({ length: decades }, (_, k) => 10 ** (k + 1));
  const [small, large] = NOMINAL_MM2;
  const middle = (y(small) + y(large)) / 2;

  return (
    <Plot
      svgRef={svgRef}
      height={HEIGHT}
      label={focalityInWords(sides)}
      x={x}
      y={y}
      xTicks={F_TICKS}
      yTicks={ticks}
      xTitle={`f, as a share of ${referenceTitle(focality)}`}
      yTitle="area A(f), mm²"
      xFormat={(f) => f.toFixed(1)}
      yFormat={formatArea}
    >
      <line className="focality-threshold" x1={x(fraction)} x2={x(fraction)} y1={top} y2={bottom} />
      {NOMINAL_MM2.map((mm2) => (
        <g key={mm2}>
          <line className="focality-nominal" x1={left} x2={right} y1={y(mm2)} y2={y(mm2)} />
          <text className="figure-text figure-halo" x={left + 4} y={y(mm2) - 4}>
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
          points={pathThrough(
            FRACTIONS.flatMap((f, k) => (areasMm2[k] >= LOWEST_MM2 ? [[x(f), y(areasMm2[k])] as const] : [])),
          )}
        />
      ))}
      {NOMINAL_LABEL.map((line, k) => (
        <text key={line} className="figure-text figure-halo" x={left + 4} y={middle - 9 + 12 * k}>
          {line}
        </text>
      ))}
      {shown.map((side) => {
        const mm2 = readings[side]?.areaMm2.cortex;
        if (!mm2 || mm2 < LOWEST_MM2) return null;
        return <circle key={side} className="figure-dot" data-side={side} cx={x(fraction)} cy={y(mm2)} r={3.5} />;
      })}
      {curves.map(({ side, id }, k) => (
        <CurveName
          key={side + id}
          side={side}
          surface={id}
          row={k}
          name={`${SIDE_TITLES[side]}, ${SURFACE_TITLES[id]}`}
        />
      ))}
    </Plot>
  );
}
