import { useEffect, useRef } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { curveVPerM, type DepthCurve, halfDepthMm, useDepth, watchDepth } from '../app/depth-solve';
import { useField } from '../app/field-store';
import type { Side } from '../app/plan';
import { formatField } from '../app/readout';
import { frameOfSide, SIDE_TITLES, SIDES, scenarioOf, sidesShown } from '../app/sides';
import { useApp } from '../app/store';
import { COLUMN_RADIUS_MM } from '../measures/depth-column';
import { FigureFiles } from './FigureFiles';
import { Section } from './fields';
import { bottomOf, CurveName, FIGURE, linear, Plot, pathThrough } from './Plot';
import { TradeOff } from './TradeOff';

const HEIGHT = 200;
const DEEPEST_MM = 60;

interface Shown {
  side: Side;
  curve: DepthCurve;
  vPerM: number[];
  source: 'tms' | 'tdcs';
}

/** How deep the fields reach: under their strongest point in the head, and for coils on the published sphere. */
export function DepthPanel() {
  useEffect(() => watchDepth(), []);
  return (
    <>
      <UnderThePeak />
      <TradeOff />
    </>
  );
}

function UnderThePeak() {
  const plan = useApp((s) => s.plan);
  const view = useApp((s) => s.view);
  const curves = useDepth((s) => s.curves);
  // A curve of another field than the one shown says nothing about it.
  const current = useField(
    useShallow((field) => SIDES.filter((side) => curves[side]?.frame === frameOfSide(field, plan, side))),
  );
  const idle = useDepth((s) => !s.running && !s.fault);
  const svg = useRef<SVGSVGElement>(null);
  const shown = sidesShown(plan, view).flatMap((side): Shown[] => {
    const curve = curves[side];
    const { didtAPerUs, source } = scenarioOf(plan, side);
    if (!curve || !current.includes(side)) return [];
    return [{ side, curve, source, vPerM: curveVPerM(curve, didtAPerUs) }];
  });
  return (
    <Section title="Under the strongest point">
      <DepthStatus />
      {shown.length === 0 && idle && <p className="note">The curves come with the full solution.</p>}
      {shown.length > 0 && (
        <>
          <DepthPlot shown={shown} svgRef={svg} />
          <table className="focality-table">
            <thead>
              <tr>
                <td />
                <th scope="col">largest</th>
                <th scope="col">30 mm</th>
                <th scope="col">half, mm</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ side, curve, vPerM, source }) => {
                const half = halfDepthMm(curve);
                return (
                  <tr key={side} data-side={side}>
                    <th scope="row">{SIDE_TITLES[side]}, V/m</th>
                    <td>{formatField(Math.max(...vPerM), source)}</td>
                    <td>{at30(curve, vPerM, source)}</td>
                    <td>{half === null ? '> 60' : half.toFixed(1)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
          <p className="note">
            Mean |E| over grey and white matter in a column {2 * COLUMN_RADIUS_MM} mm wide, from the inner skull through
            the strongest point of the cortex towards the middle of the head. A single line would jump at every fold it
            crosses.
          </p>
          <FigureFiles name="depth" svg={svg} csv={() => depthCsv(shown)} />
        </>
      )}
    </Section>
  );
}

/** What is being solved for the depth figures. */
export function DepthStatus() {
  const running = useDepth((s) => s.running);
  const fault = useDepth((s) => s.fault);
  if (fault) return <p className="warning">{fault}</p>;
  if (!running) return null;
  const { title, progress } = running;
  return (
    <p className="note" role="status">
      Solving {title}
      {progress && `: ${progress.iteration ? `step ${progress.iteration}` : progress.stage}`} …
    </p>
  );
}

function DepthPlot({ shown, svgRef }: { shown: Shown[]; svgRef: React.Ref<SVGSVGElement> }) {
  const bottom = bottomOf(HEIGHT);
  const x = linear(0, DEEPEST_MM, FIGURE.left, FIGURE.right);
  const y = linear(0, 1, bottom, FIGURE.top);
  const words = shown.map(({ side, curve, vPerM, source }) => {
    const half = halfDepthMm(curve);
    return `${SIDE_TITLES[side]}: largest ${formatField(Math.max(...vPerM), source)} V/m, half of it ${half === null ? 'deeper than 60 mm' : `at ${half.toFixed(1)} mm`}`;
  });
  return (
    <Plot
      svgRef={svgRef}
      label={`Mean |E| against depth under the inner skull. ${words.join('; ')}.`}
      height={HEIGHT}
      x={x}
      y={y}
      xTicks={[0, 10, 20, 30, 40, 50, 60]}
      yTicks={[0, 0.25, 0.5, 0.75, 1]}
      xTitle="depth under the inner skull, mm"
      yTitle="mean |E| as a share of its largest"
      yFormat={(t) => t.toFixed(2)}
    >
      {shown.map(({ side, vPerM, curve }) => {
        const largest = Math.max(...vPerM);
        return (
          <polyline
            key={side}
            className="figure-curve"
            data-side={side}
            points={pathThrough(curve.depthsMm, vPerM, x, (v) => y(v / largest))}
          />
        );
      })}
      {shown.map(({ side, vPerM, source }, k) => (
        <CurveName
          key={side}
          side={side}
          row={k}
          name={`${SIDE_TITLES[side]}, 1 = ${formatField(Math.max(...vPerM), source)} V/m`}
        />
      ))}
    </Plot>
  );
}

/** The curve's value 30 mm deep. */
function at30({ depthsMm }: DepthCurve, vPerM: number[], source: Shown['source']): string {
  const k = depthsMm.indexOf(30);
  return k < 0 ? '–' : formatField(vPerM[k], source);
}

const depthCsv = (shown: Shown[]): string =>
  [
    '# Coilscope: |E| against depth',
    `# e_v_per_m: mean |E| over grey and white matter at that depth in a column ${2 * COLUMN_RADIUS_MM} mm wide, through the strongest point of the cortex towards (0, -14, 12) mm, the middle of the head`,
    '# depth_mm: along that column, from the inner skull',
    ...shown.map(
      ({ side, curve }) => `# ${SIDE_TITLES[side]} starts at ${curve.fromMm.map((v) => v.toFixed(1)).join(' ')} mm`,
    ),
    'side,source,depth_mm,e_v_per_m',
    ...shown.flatMap(({ side, source, curve, vPerM }) =>
      curve.depthsMm.map((d, k) => `${SIDE_TITLES[side]},${source},${d},${vPerM[k].toPrecision(6)}`),
    ),
    '',
  ].join('\n');
