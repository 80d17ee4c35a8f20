import type { Ref } from 'react';
import {
  type Focality,
  FRACTION_LIMITS,
  FRACTIONS,
  focalityInWords,
  formatArea,
  NOMINAL_LABEL,
  NOMINAL_MM2,
  type Reading,
  SOURCE_TITLES,
  SOURCES,
  type SourceId,
  SURFACE_TITLES,
  SURFACES,
} from '../app/focality-view';

const WIDTH = 304;
const HEIGHT = 250;
const LEFT = 50;
const RIGHT = WIDTH - 8;
const TOP = 20;
const BOTTOM = HEIGHT - 36;
const LOWEST_MM2 = 10;
const F_TICKS = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

/** A(f) of the kept fields against f, area on a log axis; the threshold of the slider as a vertical line. */
export function FocalityPlot(props: {
  kept: Partial<Record<SourceId, Focality>>;
  readings: Partial<Record<SourceId, Reading>>;
  fraction: number;
  svgRef: Ref<SVGSVGElement>;
}) {
  const { kept, readings, fraction, svgRef } = props;
  const curves = SOURCES.flatMap((source) => {
    const focality = kept[source];
    return focality ? SURFACES.map((id) => ({ source, id, areasMm2: focality.surfaces[id].curveMm2 })) : [];
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
      className="focality-plot"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={focalityInWords(kept)}
    >
      <rect className="focality-ground" width={WIDTH} height={HEIGHT} />
      <text className="focality-text" x={4} y={11}>
        area A(f), mm²
      </text>
      {ticks.map((mm2) => (
        <g key={mm2}>
          <line className="focality-grid" x1={LEFT} x2={RIGHT} y1={y(mm2)} y2={y(mm2)} />
          <text className="focality-text" x={LEFT - 5} y={y(mm2) + 3} textAnchor="end">
            {formatArea(mm2)}
          </text>
        </g>
      ))}
      {F_TICKS.map((f) => (
        <g key={f}>
          <line className="focality-grid" x1={x(f)} x2={x(f)} y1={BOTTOM} y2={BOTTOM + 4} />
          <text className="focality-text" x={x(f)} y={BOTTOM + 15} textAnchor="middle">
            {f.toFixed(1)}
          </text>
        </g>
      ))}
      <text className="focality-text" x={(LEFT + RIGHT) / 2} y={HEIGHT - 6} textAnchor="middle">
        f, as a share of the 99.9th percentile of |E|
      </text>
      <line className="focality-threshold" x1={x(fraction)} x2={x(fraction)} y1={TOP} y2={BOTTOM} />
      {NOMINAL_MM2.map((mm2) => (
        <g key={mm2}>
          <line className="focality-nominal" x1={LEFT} x2={RIGHT} y1={y(mm2)} y2={y(mm2)} />
          <text className="focality-text focality-halo" x={LEFT + 4} y={y(mm2) - 4}>
            {formatArea(mm2)} mm²
          </text>
        </g>
      ))}
      {curves.map(({ source, id, areasMm2 }) => (
        <polyline
          key={source + id}
          className="focality-curve"
          data-source={source}
          data-surface={id}
          points={FRACTIONS.flatMap((f, k) =>
            areasMm2[k] >= LOWEST_MM2 ? [`${x(f).toFixed(2)},${y(areasMm2[k]).toFixed(2)}`] : [],
          ).join(' ')}
        />
      ))}
      {NOMINAL_LABEL.map((line, k) => (
        <text key={line} className="focality-text focality-halo" x={LEFT + 4} y={middle - 9 + 12 * k}>
          {line}
        </text>
      ))}
      {SOURCES.map((source) => {
        const mm2 = readings[source]?.areaMm2.cortex;
        if (!mm2 || mm2 < LOWEST_MM2) return null;
        return (
          <circle key={source} className="focality-dot" data-source={source} cx={x(fraction)} cy={y(mm2)} r={3.5} />
        );
      })}
      {curves.map(({ source, id }, k) => (
        <g key={source + id} transform={`translate(${RIGHT}, ${TOP + 5 + 13 * k})`}>
          <text className="focality-text focality-halo focality-name" x={-24} y={3} textAnchor="end">
            {SOURCE_TITLES[source]}, {SURFACE_TITLES[id]}
          </text>
          <line className="focality-curve" data-source={source} data-surface={id} x1={-20} x2={0} />
        </g>
      ))}
    </svg>
  );
}

const STYLES = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'paint-order',
  'font-family',
  'font-size',
  'font-weight',
] as const;

/** The plot as a file that stands alone: what the style sheet gives is written into each element. */
export function svgFile(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const shown = svg.querySelectorAll('*');
  copy.querySelectorAll('*').forEach((element, k) => {
    const style = getComputedStyle(shown[k]);
    for (const name of STYLES) element.setAttribute(name, style.getPropertyValue(name));
    element.removeAttribute('class');
  });
  const description = document.createElementNS(svg.namespaceURI, 'desc');
  description.textContent = svg.getAttribute('aria-label');
  copy.prepend(description);
  copy.removeAttribute('class');
  copy.setAttribute('width', `${2 * WIDTH}`);
  copy.setAttribute('height', `${2 * HEIGHT}`);
  return new XMLSerializer().serializeToString(copy);
}
