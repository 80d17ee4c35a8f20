import { type RefObject, useRef } from 'react';
import { onSurface, type SurfaceId, surfacesOf, useSurfaces } from '../app/field-store';
import { FRACTIONS, NOMINAL_MM2 } from '../app/focality-measure';
import { focalityInWords, formatArea, NOMINAL_LABEL, referenceTitle, SURFACE_TITLES } from '../app/focality-text';
import { type FocalityState, useFocality, useMeasuredSides } from '../app/focality-view';
import { livePlacement } from '../app/live-placement';
import type { Side } from '../app/plan';
import { SIDES } from '../app/sides';
import { useApp } from '../app/store';
import { FRACTION_LIMITS } from '../app/view';
import { useMeasured } from './measured';
import { bottomOf, CurveName, FIGURE, linear, logarithmic, Plot, pathThrough, type Scale } from './Plot';
import { sideFigure } from './words';

const HEIGHT = 250;
const { left, right, top } = FIGURE;
const bottom = bottomOf(HEIGHT);
const LOWEST_MM2 = 10;
const F_TICKS = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

/** Decades of the area's axis: five unless a curve needs more, so that it does not jump from solve to solve. */
const decadesOf = ({ sides }: FocalityState): number => {
  const largest = SIDES.flatMap((side) => {
    const of = sides[side];
    return of ? surfacesOf(of.surfaces).map((id) => onSurface(of.surfaces, id).curveMm2[0]) : [];
  });
  return Math.max(5, ...largest.map((mm2) => Math.ceil(Math.log10(mm2 || 1))));
};

/** A(f) of each side against f, area on a log axis; the threshold of the slider as a vertical line. */
export function FocalityPlot({ svgRef }: { svgRef: RefObject<SVGSVGElement | null> }) {
  const shown = useMeasuredSides();
  const decades = useFocality(decadesOf);
  const surfaces = useSurfaces();
  const focality = useApp((s) => s.view.focality);
  const { fraction } = focality;
  const curves = shown.flatMap((side) => surfaces.map((id) => ({ side, id })));
  const x = linear(FRACTION_LIMITS.min, FRACTION_LIMITS.max, left, right);
  const y = logarithmic(LOWEST_MM2, 10 ** decades, bottom, top);
  const ticks = Array.from({ length: decades }, (_, k) => 10 ** (k + 1));
  const [small, large] = NOMINAL_MM2;
  const middle = (y(small) + y(large)) / 2;
  useMeasured(({ sides }) => {
    // The picture changes with the coil; its words, which take longer to measure and to read, when that rests.
    if (!livePlacement.getState().moving) svgRef.current?.setAttribute('aria-label', focalityInWords(sides));
  });

  return (
    <Plot
      svgRef={svgRef}
      height={HEIGHT}
      label=""
      x={x}
      y={y}
      xTicks={F_TICKS}
      yTicks={ticks}
      xTitle={`f, as a share of ${referenceTitle(focality)}`}
      yTitle="area, mm²"
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
      {curves.map(({ side, id }) => (
        <Curve key={side + id} side={side} id={id} x={x} y={y} />
      ))}
      {NOMINAL_LABEL.map((line, k) => (
        <text key={line} className="figure-text figure-halo" x={left + 4} y={middle - 9 + 12 * k}>
          {line}
        </text>
      ))}
      {shown.map((side) => (
        <Dot key={side} side={side} x={x(fraction)} y={y} />
      ))}
      {curves.map(({ side, id }, k) => (
        <CurveName
          key={side + id}
          side={side}
          surface={id}
          row={k}
          name={sideFigure(shown, side, SURFACE_TITLES[id])}
        />
      ))}
    </Plot>
  );
}

function Curve({ side, id, x, y }: { side: Side; id: SurfaceId; x: Scale; y: Scale }) {
  const line = useRef<SVGPolylineElement>(null);
  useMeasured(({ sides }) => {
    const areasMm2 = sides[side]?.surfaces[id]?.curveMm2;
    const height = (mm2: number): number => (mm2 >= LOWEST_MM2 ? y(mm2) : Number.NaN);
    line.current?.setAttribute('points', areasMm2 ? pathThrough(FRACTIONS, areasMm2, x, height) : '');
  });
  return <polyline ref={line} className="figure-curve" data-side={side} data-surface={id} />;
}

/** Where the threshold meets the curve of a side's cortex. */
function Dot({ side, x, y }: { side: Side; x: number; y: Scale }) {
  const dot = useRef<SVGCircleElement>(null);
  useMeasured(({ readings }) => {
    const mm2 = readings[side]?.areaMm2.cortex ?? 0;
    dot.current?.setAttribute('visibility', mm2 < LOWEST_MM2 ? 'hidden' : 'visible');
    dot.current?.setAttribute('cy', `${y(Math.max(mm2, LOWEST_MM2))}`);
  });
  return <circle ref={dot} className="figure-dot" data-side={side} cx={x} r={3.5} />;
}
