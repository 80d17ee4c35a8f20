import { useRef } from 'react';
import { coilOrDefault } from '../app/coil-library';
import { useDepth } from '../app/depth-solve';
import { csvCell, formatArea } from '../app/focality-text';
import { SIDE_TITLES, scenarioOf, sidesShown } from '../app/sides';
import { useApp } from '../app/store';
import { DENG_COILS, DENG_RANGES, DENG_SOURCE } from '../measures/deng-coils';
import type { DepthFigures } from '../measures/depth';
import { FigureFiles } from './FigureFiles';
import { Section } from './fields';
import { bottomOf, FIGURE, linear, logarithmic, Plot } from './Plot';

const HEIGHT = 250;
const SHAPES = { 'figure-8': 'figure-eight', circular: 'circular', other: 'other' } as const;

interface Own {
  side: 'a' | 'b';
  title: string;
  figures: DepthFigures;
}

/** Depth against spread: the published coils, and the coils of the sides by the same definition on the same sphere. */
export function TradeOff() {
  const plan = useApp((s) => s.plan);
  const view = useApp((s) => s.view);
  const coils = useDepth((s) => s.coils);
  const svg = useRef<SVGSVGElement>(null);
  const sides = sidesShown(plan, view);
  const own = sides.flatMap((side): Own[] => {
    const { source, coilId } = scenarioOf(plan, side);
    const coil = coilOrDefault(coilId);
    const figures = source === 'tms' ? coils.get(coil.id) : undefined;
    return figures ? [{ side, title: coil.title, figures }] : [];
  });
  return (
    <Section title="Depth against spread">
      <TradeOffPlot own={own} svgRef={svg} />
      {own.length > 0 && (
        <table className="focality-table">
          <thead>
            <tr>
              <td />
              <th scope="col">d½ mm</th>
              <th scope="col">V½ cm³</th>
              <th scope="col">S½ cm²</th>
            </tr>
          </thead>
          <tbody>
            {own.map(({ side, figures }) => (
              <tr key={side}>
                <th scope="row">{SIDE_TITLES[side]}, coil on the sphere</th>
                <td>{figures.halfDepthMm.toFixed(1)}</td>
                <td>{(figures.halfVolumeMm3 / 1000).toFixed(1)}</td>
                <td>{(figures.halfSpreadMm2 / 100).toFixed(1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {sides.some((side) => scenarioOf(plan, side).source === 'tdcs') && (
        <p className="note">The sphere’s figures are defined for coils; for electrodes see the curve above.</p>
      )}
      <details className="disclosure focality-definition">
        <summary>What is measured</summary>
        <p>
          d½ is the depth below the brain’s surface of the deepest point with half of the largest |E| on that surface,
          V½ the volume with at least half of it, S½ = V½ / d½. On a sphere of 85 mm with a brain of 70 mm, the
          winding’s near edge 5 mm off the head, by evaluating the field of the same solver on shells 1 mm apart.
        </p>
        <p>
          Published: {DENG_SOURCE}; eleven of the fifty are at hand. Over all fifty, circular coils have d½ of{' '}
          {DENG_RANGES.circular.halfDepthMm.join(' to ')} mm and S½ down to{' '}
          {DENG_RANGES.circular.smallestSpreadMm2 / 100} cm², figure-eight coils{' '}
          {DENG_RANGES['figure-8'].halfDepthMm.join(' to ')} mm and down to{' '}
          {DENG_RANGES['figure-8'].smallestSpreadMm2 / 100} cm². A deeper field is a wider one.
        </p>
      </details>
      <FigureFiles name="depth-spread" svg={svg} csv={() => tradeOffCsv(own)} />
    </Section>
  );
}

function TradeOffPlot({ own, svgRef }: { own: Own[]; svgRef: React.Ref<SVGSVGElement> }) {
  const bottom = bottomOf(HEIGHT);
  const x = linear(5, 30, FIGURE.left, FIGURE.right);
  const y = logarithmic(300, 20_000, bottom, FIGURE.top);
  const words = own.map(
    ({ side, figures }) =>
      `${SIDE_TITLES[side]}: d half ${figures.halfDepthMm.toFixed(1)} mm, S half ${formatArea(figures.halfSpreadMm2)} mm²`,
  );
  return (
    <Plot
      svgRef={svgRef}
      label={`Spread against depth of ${DENG_COILS.length} published coils. ${words.join('; ')}`}
      height={HEIGHT}
      x={x}
      y={y}
      xTicks={[5, 10, 15, 20, 25, 30]}
      yTicks={[500, 1000, 2000, 5000, 10_000]}
      xTitle="half-depth d½, mm"
      yTitle="half-spread S½, mm²"
      yFormat={formatArea}
    >
      {DENG_COILS.map((coil) => (
        <g key={coil.number} transform={`translate(${x(coil.halfDepthMm)}, ${y(coil.halfSpreadMm2)})`}>
          <title>{`${coil.title} (number ${coil.number}): d½ ${coil.halfDepthMm} mm, S½ ${coil.halfSpreadMm2} mm²`}</title>
          {coil.shape === 'circular' ? (
            <circle className="figure-mark" r={3.4} />
          ) : coil.shape === 'figure-8' ? (
            <path
              className="figure-mark"
              d="M-5 0a2.5 2.5 0 1 1 5 0a2.5 2.5 0 1 1 5 0a2.5 2.5 0 1 1-5 0a2.5 2.5 0 1 1-5 0"
            />
          ) : (
            <rect className="figure-mark" x={-3} y={-3} width={6} height={6} />
          )}
        </g>
      ))}
      {own.map(({ side, figures }) => (
        <g key={side} transform={`translate(${x(figures.halfDepthMm)}, ${y(figures.halfSpreadMm2)})`}>
          <circle className="figure-dot" data-side={side} r={5} />
          <text
            className="figure-text figure-halo figure-name"
            x={side === 'a' ? -9 : 9}
            y={3}
            textAnchor={side === 'a' ? 'end' : 'start'}
          >
            {SIDE_TITLES[side]}
          </text>
        </g>
      ))}
      {Object.entries(SHAPES).map(([shape, title], k) => (
        <g key={shape} transform={`translate(${FIGURE.left + 10}, ${FIGURE.top + 8 + 14 * k})`}>
          {shape === 'circular' ? (
            <circle className="figure-mark" r={3.4} />
          ) : shape === 'figure-8' ? (
            <path
              className="figure-mark"
              d="M-5 0a2.5 2.5 0 1 1 5 0a2.5 2.5 0 1 1 5 0a2.5 2.5 0 1 1-5 0a2.5 2.5 0 1 1-5 0"
            />
          ) : (
            <rect className="figure-mark" x={-3} y={-3} width={6} height={6} />
          )}
          <text className="figure-text figure-halo" x={10} y={3}>
            {title}, published
          </text>
        </g>
      ))}
    </Plot>
  );
}

const tradeOffCsv = (own: Own[]): string =>
  [
    '# Coilscope: depth against spread of TMS coils on a sphere',
    '# d_half_mm: depth under the surface of the brain sphere (70 mm) of the deepest point with half of the largest |E| on it',
    '# v_half_mm3: volume with at least half of it; s_half_mm2 = v_half / d_half',
    `# published: ${DENG_SOURCE}`,
    'coil,origin,d_half_mm,v_half_mm3,s_half_mm2',
    ...own.map(({ title, figures: f }) =>
      [title, 'computed', f.halfDepthMm.toFixed(3), f.halfVolumeMm3.toFixed(1), f.halfSpreadMm2.toFixed(1)]
        .map(csvCell)
        .join(','),
    ),
    ...DENG_COILS.map((c) => [c.title, 'published', c.halfDepthMm, '', c.halfSpreadMm2].map(csvCell).join(',')),
    '',
  ].join('\n');
