import { ClipboardCopy, Download } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useField } from '../app/field-store';
import {
  areaRatio,
  FRACTION_LIMITS,
  focalityCsv,
  focalityStore,
  followField,
  formatArea,
  formatCrossing,
  formatRatio,
  NOMINAL_MM2,
  referenceVPerM,
  SOURCE_TITLES,
  SOURCES,
  SURFACE_TITLES,
  SURFACES,
  setFraction,
  stateInWords,
  TABLE_FRACTIONS,
  useFocality,
} from '../app/focality-view';
import { formatField } from '../app/readout';
import { announce, appStore, useApp } from '../app/store';
import { FocalityPlot, svgFile } from './FocalityPlot';
import { Section, SliderField } from './fields';

/** How widely the solved field spreads, for TMS and tDCS by one definition: A(f), the area with |E| >= f x reference. */
export function FocalityPanel() {
  useEffect(followField, []);
  const kept = useFocality((s) => s.kept);
  const readings = useFocality((s) => s.readings);
  const fraction = useFocality((s) => s.fraction);
  const frame = useField((s) => s.frame);
  const plot = useRef<SVGSVGElement>(null);
  const seen = SOURCES.filter((source) => kept[source]);

  if (seen.length === 0) {
    return (
      <Section title="Focality">
        <p className="note">
          Solve a field to see its focality.
          {frame && frame.kind !== 'solved' && ' The approximate field shown now is not measured.'}
        </p>
      </Section>
    );
  }
  return (
    <Section title="Focality">
      <p className="note focality-state">{stateInWords(frame, kept)}</p>
      <FocalityPlot kept={kept} readings={readings} fraction={fraction} svgRef={plot} />
      <SliderField
        label="Threshold f"
        unit="of ref."
        digits={2}
        limits={FRACTION_LIMITS}
        value={fraction}
        onInput={setFraction}
        onCommit={setFraction}
        hint="Share of the 99.9th percentile of |E|; the same for TMS and tDCS"
      />
      <Threshold />
      <Areas />
      <Crossings />
      <References />
      <div className="chips focality-files">
        <button type="button" className="chip" onClick={() => void copyCsv()}>
          <ClipboardCopy size={14} aria-hidden="true" />
          Copy CSV
        </button>
        <button type="button" className="chip" onClick={() => save('coilscope-focality.csv', 'text/csv', csv())}>
          <Download size={14} aria-hidden="true" />
          CSV
        </button>
        <button
          type="button"
          className="chip"
          onClick={() => plot.current && save('coilscope-focality.svg', 'image/svg+xml', svgFile(plot.current))}
        >
          <Download size={14} aria-hidden="true" />
          Plot, SVG
        </button>
      </div>
      <Definition />
    </Section>
  );
}

/** What lies above the slider's f. */
function Threshold() {
  const kept = useFocality((s) => s.kept);
  const readings = useFocality((s) => s.readings);
  const fraction = useFocality((s) => s.fraction);
  const ratio = areaRatio(readings.tdcs?.areaMm2.cortex, readings.tms?.areaMm2.cortex);
  return (
    <dl className="focality-reading">
      {SOURCES.map((source) => {
        const reading = readings[source];
        if (!reading) return null;
        const { areaMm2, patches, largest } = reading;
        return (
          <div key={source} data-source={source}>
            <dt>
              {SOURCE_TITLES[source]}, cortex at or above {fraction.toFixed(2)}
            </dt>
            <dd className="focality-area">
              {formatArea(areaMm2.cortex)} <small>mm²</small>
            </dd>
            <dd className="focality-patches">
              {patches === 1 ? '1 patch' : `${patches} patches`}
              {largest && `; largest ${formatArea(largest.areaMm2)} mm², strongest in ${largest.region}`}
            </dd>
            <dd className="focality-cm2">{(areaMm2.cortex / 100).toFixed(1)} cm²</dd>
          </div>
        );
      })}
      {kept.tms && kept.tdcs && (
        <div>
          <dt>tDCS / TMS at the same f</dt>
          <dd className="focality-area">
            {formatRatio(ratio)} <small>times the area</small>
          </dd>
        </div>
      )}
    </dl>
  );
}

/** A(f) at three fixed thresholds. */
function Areas() {
  const kept = useFocality((s) => s.kept);
  return (
    <table className="focality-table">
      <caption>Area at or above f, mm²</caption>
      <thead>
        <tr>
          <td />
          {TABLE_FRACTIONS.map((f) => (
            <th key={f} scope="col">
              A({f})
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {SOURCES.flatMap((source) =>
          SURFACES.map((id) => {
            const focality = kept[source];
            return (
              focality && (
                <tr key={source + id}>
                  <th scope="row">
                    {SOURCE_TITLES[source]}, {SURFACE_TITLES[id]}
                  </th>
                  {focality.surfaces[id].tableMm2.map((mm2, k) => (
                    <td key={TABLE_FRACTIONS[k]}>{formatArea(mm2)}</td>
                  ))}
                </tr>
              )
            );
          }),
        )}
        {kept.tms &&
          kept.tdcs &&
          SURFACES.map((id) => (
            <tr key={id} className="focality-ratio">
              <th scope="row">tDCS / TMS, {id}</th>
              {TABLE_FRACTIONS.map((f, k) => (
                <td key={f}>
                  {formatRatio(areaRatio(kept.tdcs?.surfaces[id].tableMm2[k], kept.tms?.surfaces[id].tableMm2[k]))}
                </td>
              ))}
            </tr>
          ))}
      </tbody>
    </table>
  );
}

/** Where the curves of the cortex meet the two nominal lines. */
function Crossings() {
  const kept = useFocality((s) => s.kept);
  return (
    <dl className="focality-crossings">
      {SOURCES.flatMap((source) =>
        NOMINAL_MM2.map((mm2, k) => {
          const focality = kept[source];
          if (!focality) return null;
          const f = focality.surfaces.cortex.crossings[k];
          return (
            <div key={source + mm2}>
              <dt>
                {SOURCE_TITLES[source]} cortex is {formatArea(mm2)} mm² at f
              </dt>
              <dd>{formatCrossing(f)}</dd>
              {f === null && <dd className="note">the surface is smaller</dd>}
              {f !== null && f > 1 && <dd className="note">above the 99.9th percentile</dd>}
            </div>
          );
        }),
      )}
    </dl>
  );
}

/** What made each field, and the field f is a share of. */
function References() {
  const kept = useFocality((s) => s.kept);
  const didtAPerUs = useApp((s) => s.plan.didtAPerUs);
  return (
    <dl className="focality-sources">
      {SOURCES.map((source) => {
        const focality = kept[source];
        if (!focality) return null;
        const values = SURFACES.map((id) => formatField(referenceVPerM(focality, id, didtAPerUs), source));
        return (
          <div key={source} data-source={source}>
            <dt>{SOURCE_TITLES[source]}</dt>
            <dd>{focality.title}</dd>
            <dd>
              Reference: cortex {values[0]}&nbsp;V/m, white matter {values[1]}&nbsp;V/m
              {source === 'tms' && ` at ${didtAPerUs}\u00a0A/µs`}
            </dd>
          </div>
        );
      })}
      {kept.tms && kept.tdcs && (
        <div>
          <dt>Strength on the cortex, TMS / tDCS</dt>
          <dd>
            {(referenceVPerM(kept.tms, 'cortex', didtAPerUs) / referenceVPerM(kept.tdcs, 'cortex', didtAPerUs)).toFixed(
              0,
            )}{' '}
            times, reference to reference
          </dd>
        </div>
      )}
    </dl>
  );
}

function Definition() {
  return (
    <details className="disclosure focality-definition">
      <summary>What is measured</summary>
      <p>
        A(f) is the area where |E| is at least f times the reference, the 99.9th percentile of |E| by area on the same
        surface: the field reached on one thousandth of it. The definition and f are the same for both sources. The
        reference is not the maximum, so f may exceed 1; at f = 1 every curve of a surface has the same area, a
        thousandth of it, so fields are told apart at lower f.
      </p>
      <p>
        Cortex is the pial surface with the field half-way through the grey matter; white matter is the grey-white
        interface with the field just inside. Triangles are cut at the level.
      </p>
      <p>
        The review by Peng et al. prints about 25 mm² for rTMS and 2,500 mm² for tDCS, and calls the first one “without
        direct precise measurements”. They are nominal scales, not areas of a field at one threshold: most likely the
        resolution of mapping with TMS (5 mm × 5 mm) and the footprint of a pad (5 cm × 5 cm). Their quotient, 100, is
        not a ratio of focality. That is read off at the same f.
      </p>
      <p>
        A(f) compares shapes, not strengths: see the references in V/m. TMS also has an area where the field is strong
        enough to make neurons fire. tDCS does not make neurons fire and has no such area.
      </p>
    </details>
  );
}

const csv = (): string => focalityCsv(focalityStore.getState().kept, appStore.getState().plan.didtAPerUs);

async function copyCsv(): Promise<void> {
  try {
    await navigator.clipboard.writeText(csv());
    announce('Focality copied as CSV');
  } catch {
    announce('The browser did not allow copying: download the CSV instead');
  }
}

function save(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers read the address after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
