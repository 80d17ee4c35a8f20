import { Columns2 } from 'lucide-react';
import { useRef } from 'react';
import { focalityCsv, referenceTitle } from '../app/focality-text';
import { focalityStore, setFocality, setFraction, useFocality, useMeasuredSides } from '../app/focality-view';
import { isTwin, SIDES } from '../app/sides';
import { appStore, setView, useApp } from '../app/store';
import { FRACTION_LIMITS, REFERENCE_VOLTS_LIMITS, type ReferenceKind } from '../app/view';
import { FigureFiles } from './FigureFiles';
import { FocalityPlot } from './FocalityPlot';
import { Areas, Crossings, References, Regions, Threshold } from './FocalityTables';
import { Choice, Section, SliderField } from './fields';

const REFERENCES: readonly { id: ReferenceKind; title: string }[] = [
  { id: 'p999', title: '99.9th percentile by area' },
  { id: 'peak', title: 'Largest value' },
  { id: 'volts', title: 'A set field, V/m' },
];

/** How widely a field spreads, by one definition for all: A(f), the area with |E| >= f x reference. */
export function FocalityPanel() {
  const shown = useMeasuredSides();
  const approximate = useFocality(({ sides }) => SIDES.some((side) => sides[side]?.approximate));
  const focality = useApp((s) => s.view.focality);
  const twin = useApp((s) => isTwin(s.view));
  const plot = useRef<SVGSVGElement>(null);
  const compare = !twin && (
    <button type="button" className="text-button" onClick={() => setView({ task: 'compare' })}>
      <Columns2 size={14} aria-hidden="true" />
      Compare
    </button>
  );

  if (shown.length === 0) {
    return (
      <Section title="Focality" aside={compare}>
        <p className="note">There is no field on the head yet.</p>
      </Section>
    );
  }
  return (
    <Section title="Focality" aside={compare}>
      {approximate && (
        <p className="note">Approximate: measured on the coil’s primary field until the solution is there.</p>
      )}
      <FocalityPlot svgRef={plot} />
      <SliderField
        label="Threshold f"
        unit="of ref."
        digits={2}
        limits={FRACTION_LIMITS}
        value={focality.fraction}
        onInput={setFraction}
        onCommit={setFraction}
        hint={`Share of ${referenceTitle(focality)}; the same for every source`}
      />
      <Choice
        label="Reference"
        value={focality.reference}
        options={REFERENCES}
        onChange={(reference) => setFocality({ reference })}
      />
      {focality.reference === 'volts' && (
        <SliderField
          label="Field"
          unit="V/m"
          digits={2}
          limits={REFERENCE_VOLTS_LIMITS}
          value={focality.voltsPerM}
          onInput={(voltsPerM) => setFocality({ voltsPerM })}
          onCommit={(voltsPerM) => setFocality({ voltsPerM })}
          hint="f is a share of this field, for every source"
        />
      )}
      <Threshold />
      <Areas />
      <Crossings />
      <Regions />
      <References />
      <FigureFiles
        name="focality"
        svg={plot}
        csv={() => focalityCsv(focalityStore.getState().sides, appStore.getState().view.focality.fraction)}
      />
      <Definition />
    </Section>
  );
}

function Definition() {
  return (
    <details className="disclosure focality-definition">
      <summary>What is measured</summary>
      <p>
        A(f) is the area where |E| is at least f times the reference. The definition and f are the same for every
        source. The usual reference is the 99.9th percentile of |E| by area on the same surface: the field reached on
        one thousandth of it. It is not the maximum, so f may exceed 1; at f = 1 every curve of a surface has the same
        area, a thousandth of it, so fields are told apart at lower f. With a set field in V/m the strengths count too.
      </p>
      <p>
        Cortex is the pial surface with the field half-way through the grey matter; white matter is the grey-white
        interface with the field just inside. Triangles are cut at the level. A triangle belongs to the region of most
        of its corners.
      </p>
      <p>
        The review by Peng et al. prints about 25 mm² for rTMS and 2,500 mm² for tDCS, and calls the first one “without
        direct precise measurements”. They are nominal scales, not areas of a field at one threshold: most likely the
        resolution of mapping with TMS (5 mm × 5 mm) and the footprint of a pad (5 cm × 5 cm). Their quotient, 100, is
        not a ratio of focality. That is read off at the same f.
      </p>
      <p>A(f) compares shapes, not strengths: see the references in V/m.</p>
    </details>
  );
}
