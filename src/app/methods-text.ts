import type { Head } from '../model/head';
import { CHARGE_BEM, COILS, COLIN27, CONDUCTIVITIES, citation, GMRES, MULTIPOLES, type Reference } from './references';

/** What a methods paragraph states. */
export interface MethodsFacts {
  version: string;
  head: Head;
  triangles: number;
  source:
    | { kind: 'tms'; title: string; coilSource: string; pose: readonly number[]; didtAPerUs: number; site: string }
    | { kind: 'tdcs'; electrodes: { at: string; currentMa: number }[]; padRadiusMm: number };
  /** Mean edge to which layers were subdivided, mm. */
  maxEdgeMm: number | null;
  iterations: number;
  residual: number;
  /** Share of a uniform field left in the cortex: median and 95th percentile. */
  error: { median: number; p95: number } | null;
  /** V/m. */
  surfaces: { title: string; p999: number; areaHalfMm2: number; areaMm2: number }[];
  volume: string | null;
}

const percent = (x: number): string => `${(100 * x).toPrecision(2)} %`;

function sourceText({ source }: MethodsFacts): string {
  if (source.kind === 'tdcs') {
    const list = source.electrodes.map((e) => `${e.at} (${e.currentMa > 0 ? '+' : '−'}${Math.abs(e.currentMa)} mA)`);
    return `Direct current was injected through discs of ${source.padRadiusMm} mm radius at ${list.join(', ')}, uniformly over each.`;
  }
  const matrix = [0, 4, 8].map(
    (r) =>
      `[${source.pose
        .slice(r, r + 4)
        .map((x) => Number(x.toFixed(4)))
        .join(', ')}]`,
  );
  return (
    `The coil was a ${source.title}${source.site ? `, placed at ${source.site}` : ''}, with the pose ${matrix.join(' ')} ` +
    `(coil to head, mm; +z into the head, +y away from the handle) and dI/dt = ${source.didtAPerUs} A/µs.`
  );
}

/** Numbers references in the order in which they are cited. */
class Citations {
  readonly all: Reference[] = [];

  /** "[2] [3]" for what is cited here. */
  cite(...references: readonly Reference[]): string {
    return references
      .map((reference) => {
        if (!this.all.includes(reference)) this.all.push(reference);
        return `[${this.all.indexOf(reference) + 1}]`;
      })
      .join(' ');
  }
}

/** A paragraph for the methods of a paper, with the numbers of this result, and the references it needs. */
export function methodsText(facts: MethodsFacts): string {
  const { head, surfaces } = facts;
  const layers = head.layers.map((l) => `${l.name.replaceAll('_', ' ')} ${l.insideSPerM}`).join(', ');
  const found = surfaces.map(
    ({ title, p999, areaHalfMm2, areaMm2 }) =>
      `On the ${title} (${(areaMm2 / 100).toFixed(0)} cm²) the 99.9th percentile of |E| by area was ${p999.toPrecision(3)} V/m; ` +
      `|E| reached half of it on ${areaHalfMm2.toFixed(0)} mm².`,
  );
  const error = facts.error
    ? `On this head a uniform primary field, whose total must vanish inside, left ${percent(facts.error.median)} (median) and ` +
      `${percent(facts.error.p95)} (95th percentile) of itself in the cortex.`
    : '';
  const citations = new Citations();
  const cite = citations.cite.bind(citations);
  const { source } = facts;
  // The publications a built-in coil was made from.
  const coil = source.kind === 'tms' ? COILS.filter(({ doi }) => source.coilSource.includes(doi)) : [];
  const paragraph = [
    `Electric fields were computed with Coilscope ${facts.version} in the head model ${head.title}, made from the Colin27 image ${cite(COLIN27)} ` +
      `(SHA-256 of its surfaces ${head.sha256?.slice(0, 16) ?? 'unknown'}…; nested surfaces of ${facts.triangles.toLocaleString('en')} triangles${
        facts.maxEdgeMm === null ? '' : `, subdivided where their mean edge exceeded ${facts.maxEdgeMm} mm`
      }).`,
    `Tissues were homogeneous and isotropic, with conductivities of ${layers} S/m ${cite(CONDUCTIVITIES)}.`,
    sourceText(facts),
    coil.length > 0 ? `Its winding and maximum dI/dt are published ${cite(...coil)}.` : '',
    'The quasi-static field was found from the charge on all tissue boundaries by a boundary element method in its adjoint double-layer form ' +
      `${cite(CHARGE_BEM)} with a fast multipole method ${cite(MULTIPOLES)} and GMRES ${cite(GMRES)}, to a relative residual of ${facts.residual.toExponential(1)} in ${facts.iterations} iterations.`,
    error,
    'The field of the cortex was evaluated half-way through the grey matter, that of the white matter just inside its surface.',
    ...(facts.volume ? [`Volumes hold the field in the brain on ${facts.volume}.`] : []),
    ...found,
  ].filter((sentence) => sentence !== '');
  const list = [
    ...citations.all.map((reference, i) => `[${i + 1}] ${citation(reference)}`),
    ...(source.kind === 'tms' ? [`Coil: ${source.coilSource}.`] : []),
  ];
  return `${paragraph.join(' ')}\n\n${list.join('\n')}\n\nResearch and education software, not a medical device.\n`;
}
