import { useRef } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { type FieldFrame, useField } from '../app/field-store';
import { meshOf } from '../app/focality-measure';
import { formatArea } from '../app/focality-text';
import type { Scenario, Side } from '../app/plan';
import { motorJob } from '../app/side-poses';
import { cortexField, type SideJob, solveSideJobs, useSide } from '../app/side-solve';
import { frameOfSide, SIDE_TITLES, SIDES, scenarioOf, sidesShown } from '../app/sides';
import { useApp } from '../app/store';
import { suprathresholdAreasMm2 } from '../measures/summary';
import type { Head } from '../model/head';
import { SideProgress } from './DoseSection';
import { FigureFiles } from './FigureFiles';
import { Section } from './fields';
import { bottomOf, FIGURE, linear, Plot, pathThrough } from './Plot';

const HEIGHT = 200;
/** Intensities, % of the resting motor threshold. */
const PERCENTS = Array.from({ length: 66 }, (_, k) => 85 + k);
const TABLE_PERCENTS = [100, 110, 120];

interface Curve {
  side: Side;
  scenario: Scenario;
  /** Field that is just enough, V/m per A/us: the strongest at the hotspot, at any output. */
  hotspotVPerM: number;
  areasMm2: number[];
}

/** The area in which a coil's field is strong enough to make neurons fire, against its intensity. tDCS has none. */
export function ThresholdSection() {
  const plan = useApp((s) => s.plan);
  const view = useApp((s) => s.view);
  const head = useField((s) => s.head);
  const solved = useField(({ phase }) => phase.kind === 'solved');
  const [a, b] = useField(useShallow((field) => SIDES.map((side) => solvedOf(frameOfSide(field, plan, side)))));
  const fields = useSide((s) => s.fields);
  const running = useSide((s) => s.running);
  const fault = useSide((s) => s.fault);
  const svg = useRef<SVGSVGElement>(null);
  if (!head) return null;
  const sides = sidesShown(plan, view);
  const coils = sides.filter((side) => scenarioOf(plan, side).source === 'tms');
  const curves: Curve[] = [];
  const open: SideJob[] = [];
  for (const side of coils) {
    const scenario = scenarioOf(plan, side);
    const frame = side === 'a' ? a : b;
    const job = motorJob({ ...plan, ...scenario }, head);
    const hotspot = job && fields.get(job.key);
    const cortex = head.fieldSurfaces.find((s) => s.id === 'cortex');
    if (job && hotspot?.head !== head) open.push(job);
    if (!frame || !cortex || !hotspot || hotspot.head !== head) continue;
    const { peakVPerM } = cortexField(cortex, hotspot.e, [0, 0, 0]);
    curves.push({ side, scenario, hotspotVPerM: peakVPerM, areasMm2: areasOf(head, frame, peakVPerM) });
  }
  const at = (curve: Curve, percent: number): number => curve.areasMm2[PERCENTS.indexOf(percent)];
  const jobs = open.filter((job, k) => open.findIndex((o) => o.key === job.key) === k);
  return (
    <Section title="Above threshold">
      {curves.length > 0 && (
        <>
          <ThresholdPlot curves={curves} svgRef={svg} />
          <table className="focality-table">
            <caption>Area above threshold on the cortex, mm²</caption>
            <thead>
              <tr>
                <td />
                {TABLE_PERCENTS.map((p) => (
                  <th key={p} scope="col">
                    {p} %
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {curves.map((curve) => (
                <tr key={curve.side}>
                  <th scope="row">{SIDE_TITLES[curve.side]}, of rMT</th>
                  {TABLE_PERCENTS.map((p) => (
                    <td key={p}>{formatArea(at(curve, p))}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          <FigureFiles name="above-threshold" svg={svg} csv={() => thresholdCsv(curves)} />
        </>
      )}
      {running && <SideProgress />}
      {!running && jobs.length > 0 && (
        <button type="button" className="text-button" disabled={!solved} onClick={() => void solveSideJobs(jobs)}>
          {solved ? 'Solve the coil at the motor hotspot' : 'Waits for the full solution'}
        </button>
      )}
      {fault && <p className="warning">{fault}</p>}
      <p className="note">
        {coils.length > 0 &&
          'The field that is just enough at the resting motor threshold (rMT) is taken from the same coil over the hand’s motor hotspot: its 99.9th percentile on the cortex. The same field is taken to be enough all over the cortex, which is an assumption. '}
        {coils.length < sides.length &&
          'tDCS has no such area: its field is weaker than a coil’s by the factor given under Strength, far too weak to make a neuron fire. It shifts the potential of the membrane a little, and with it how readily neurons fire, at every strength and without a threshold.'}
      </p>
    </Section>
  );
}

const solvedOf = (frame: FieldFrame | null): FieldFrame | null => (frame?.kind === 'solved' ? frame : null);

const measured = new WeakMap<FieldFrame, { hotspotVPerM: number; areasMm2: number[] }>();

/** The curve of a frame, measured once: progress of a solve renders often. */
function areasOf(head: Head, frame: FieldFrame, hotspotVPerM: number): number[] {
  const known = measured.get(frame);
  if (known?.hotspotVPerM === hotspotVPerM) return known.areasMm2;
  const { magnitude } = frame.surfaces.cortex;
  const areasMm2 = suprathresholdAreasMm2(meshOf(head, 'cortex'), magnitude, hotspotVPerM, PERCENTS);
  measured.set(frame, { hotspotVPerM, areasMm2 });
  return areasMm2;
}

function ThresholdPlot({ curves, svgRef }: { curves: Curve[]; svgRef: React.Ref<SVGSVGElement> }) {
  const bottom = bottomOf(HEIGHT);
  const most = Math.max(1000, ...curves.flatMap((c) => c.areasMm2));
  const step = 10 ** Math.floor(Math.log10(most));
  const top = Math.ceil(most / step) * step;
  const x = linear(PERCENTS[0], PERCENTS[PERCENTS.length - 1], FIGURE.left, FIGURE.right);
  const y = linear(0, top, bottom, FIGURE.top);
  const words = curves.map(
    (c) =>
      `${SIDE_TITLES[c.side]}: ${TABLE_PERCENTS.map((p) => `${formatArea(c.areasMm2[PERCENTS.indexOf(p)])} mm² at ${p} %`).join(', ')}`,
  );
  return (
    <Plot
      svgRef={svgRef}
      label={`Area above threshold against intensity. ${words.join('; ')}`}
      height={HEIGHT}
      x={x}
      y={y}
      xTicks={[90, 100, 110, 120, 130, 140, 150]}
      yTicks={[0, top / 4, top / 2, (3 * top) / 4, top]}
      xTitle="intensity, % of resting motor threshold"
      yTitle="area above threshold, mm²"
      yFormat={formatArea}
    >
      {curves.map(({ side, areasMm2 }) => (
        <polyline key={side} className="figure-curve" data-side={side} points={pathThrough(PERCENTS, areasMm2, x, y)} />
      ))}
      {curves.map(({ side }, k) => (
        <g key={side} transform={`translate(${FIGURE.left + 30}, ${FIGURE.top + 8 + 13 * k})`}>
          <text className="figure-text figure-halo figure-name" x={4} y={3}>
            {SIDE_TITLES[side]}
          </text>
          <line className="figure-curve" data-side={side} x1={-20} x2={0} />
        </g>
      ))}
    </Plot>
  );
}

const thresholdCsv = (curves: Curve[]): string =>
  [
    '# Coilscope: area of the cortex above threshold against intensity',
    '# percent_rmt: output as a share of the resting motor threshold',
    '# area_mm2: area on which |E| at that output is at least the threshold field, assumed alike all over the cortex',
    '# threshold field: 99.9th percentile of |E| on the cortex with the same coil over the motor hotspot at 100 % rMT; per A/us:',
    ...curves.map((c) => `# ${SIDE_TITLES[c.side]}: ${c.hotspotVPerM.toPrecision(5)} V/m per A/us`),
    'side,percent_rmt,area_mm2',
    ...curves.flatMap((c) => PERCENTS.map((p, k) => `${SIDE_TITLES[c.side]},${p},${c.areasMm2[k].toFixed(2)}`)),
    '',
  ].join('\n');
