import { coilControl } from '../app/coil-control';
import { useField } from '../app/field-store';
import { useSite } from '../app/site-finder';
import { announce, setPatient, setTargeting, setView, useApp } from '../app/store';
import { useSites } from '../app/use-sites';
import type { Head } from '../model/head';
import { showSite } from '../scene/camera-moves';
import { methodById, SITE_METHODS } from '../targeting/method-catalogue';
import { cortexRegions } from '../targeting/region-middle';
import { TARGETS } from '../targeting/targets';
import { CapMap } from './CapMap';
import { Choice, Section, Segmented, Switch } from './fields';
import { PointFields } from './PointFields';
import { SiteAnswerView } from './SiteAnswerView';
import { SiteCoordinates } from './SiteCoordinates';
import { TapeReadings } from './TapeReadings';
import { pointText, sentence } from './words';

const METHODS = SITE_METHODS.map(({ id, title, group }) => ({ id, title, group }));
const targetOptions = TARGETS.map(({ id, title, unconfirmed }) => ({
  id,
  title: unconfirmed ? `${title} – unconfirmed` : title,
}));

/** Where the coil should go: a method, what it asks for, and what it answers. */
export function SitePanel() {
  const head = useField((s) => s.head);
  const targeting = useApp((s) => s.plan.targeting);
  const tapes = useApp((s) => s.view.tapes);
  const marks = useApp((s) => s.view.marks);
  const answer = useSite((s) => s.answer);
  const fault = useSite((s) => s.fault);
  const off = useSite((s) => s.coilOffMm);
  const method = methodById(targeting.methodId);
  const { asks } = method;

  const place = (): void => {
    if (!answer) return;
    coilControl.goTo(answer.siteMm, method.id === 'ten-ten' ? answer.title : '');
    showSite(answer.siteMm);
    announce(`Coil placed: ${answer.title}`);
  };

  return (
    <Section title="Site" aside={<SiteCoordinates />}>
      <Choice
        label="Method"
        value={method.id}
        options={METHODS}
        onChange={(id) => {
          setTargeting({ methodId: id });
          setView({ tapes: id !== 'ten-ten' });
        }}
      />
      {asks.includes('name') && <NamedPosition head={head} />}
      {asks.includes('target') && (
        <Choice
          label="Target"
          value={targeting.targetId}
          options={targetOptions}
          onChange={(targetId) => setTargeting({ targetId })}
        />
      )}
      {asks.includes('region') && head && <RegionChoice head={head} code={targeting.regionCode} />}
      {asks.includes('point') && <PointFields pointMm={targeting.pointMm} />}
      {asks.includes('side') && (
        <Segmented
          label="Side"
          value={targeting.side}
          options={[
            { id: 'left', title: 'Left' },
            { id: 'right', title: 'Right' },
          ]}
          onChange={(side) => setTargeting({ side })}
        />
      )}
      {asks.includes('hotspot') && <Hotspot />}
      {head?.landmarks &&
        (asks.includes('measures') ? (
          <TapeReadings head={head} />
        ) : (
          <details className="disclosure">
            <summary>Size of the head, by tape</summary>
            <TapeReadings head={head} />
          </details>
        ))}
      <div className="row">
        {method.id === 'ten-ten' ? (
          <Switch label="All names on head" checked={marks} onChange={(on) => setView({ marks: on })} />
        ) : (
          <span />
        )}
        <Switch label="Tapes on head" checked={tapes} onChange={(on) => setView({ tapes: on })} />
      </div>
      {fault && (
        <p className="warning" role="alert">
          {sentence(fault)}.
        </p>
      )}
      {answer && (
        <>
          {off !== null && off > 1 && (
            <button type="button" className="primary-button site-go" onClick={place}>
              Put the coil there
            </button>
          )}
          <SiteAnswerView answer={answer} coilOffMm={off} />
        </>
      )}
    </Section>
  );
}

function NamedPosition({ head }: { head: Head | null }) {
  const sites = useSites(head);
  const siteName = useApp((s) => s.plan.siteName);
  const goTo = (name: string): void => {
    const site = sites.get(name);
    if (!site) return;
    coilControl.goTo(site, name);
    showSite(site);
  };
  return (
    <>
      <CapMap
        head={sites.size > 0 ? head : null}
        label="Put the coil on a 10-10 position"
        roles={new Map(siteName ? [[siteName, 'coil']] : [])}
        onChoose={goTo}
      />
      <Choice
        label="Position"
        value={siteName}
        options={[
          { id: '', title: 'Placed by hand' },
          ...(sites.size === 0 && siteName ? [{ id: siteName, title: siteName }] : []),
          ...[...sites.keys()].map((name) => ({ id: name, title: name })),
        ]}
        onChange={goTo}
      />
    </>
  );
}

function RegionChoice({ head, code }: { head: Head; code: number }) {
  const cortex = head.fieldSurfaces.find((s) => s.id === 'cortex');
  const regions = cortex ? cortexRegions(cortex, head.aalNames ?? {}) : [];
  return (
    <Choice
      label="Region"
      value={String(code)}
      options={regions.map((r) => ({ id: String(r.code), title: r.name.replaceAll('_', ' ') }))}
      onChange={(id) => setTargeting({ regionCode: Number(id) })}
    />
  );
}

/** Where the hand's motor hotspot is: over the hand area until it has been marked. */
export function Hotspot() {
  const hotspot = useApp((s) => s.plan.targeting.patient.hotspotMm);
  const site = useApp((s) => s.plan.placement.siteMm);
  return (
    <div className="hotspot">
      <p className="note">
        {hotspot
          ? `Hotspot at ${pointText(hotspot)} mm, as marked.`
          : 'Hotspot taken over the hand area (−37, −21, 58; unconfirmed) until you mark it.'}
      </p>
      <div className="chips">
        <button type="button" className="chip" onClick={() => setPatient({ hotspotMm: site })}>
          Hotspot is under the coil
        </button>
        {hotspot && (
          <>
            <button
              type="button"
              className="chip"
              onClick={() => {
                coilControl.goTo(hotspot);
                showSite(hotspot);
              }}
            >
              Coil to the hotspot
            </button>
            <button type="button" className="chip" onClick={() => setPatient({ hotspotMm: null })}>
              Forget it
            </button>
          </>
        )}
      </div>
    </div>
  );
}
