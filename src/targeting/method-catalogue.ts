import type { Side } from './marks-on-scalp';
import { MOTOR_RULES_CM } from './motor-offset';
import type { HeuristicSite } from './scalp-heuristics';

/** What a method asks for besides the head; the three measures are asked by all, but only some cannot do without. */
export type Asked = 'measures' | 'side' | 'hotspot' | 'name' | 'target' | 'point' | 'region';

export interface MethodInfo {
  id: string;
  title: string;
  group: 'Tape measures' | 'Motor hotspot' | 'Named positions' | 'Points in the brain';
  asks: readonly Asked[];
  /** The side of methods that know it. */
  side?: Side;
  source: string;
  /** True where the method's own numbers are general knowledge that was not checked against a source. */
  unconfirmed?: boolean;
}

const BEAM = 'Beam et al. 2009, as the web program computes it';

const HEURISTICS: readonly HeuristicSite[] = ['left-anterior', 'left-posterior', 'right-anterior', 'right-posterior'];

/** Every way to a scalp site, by the name that the command, the app and a saved session use. */
export const SITE_METHODS: readonly MethodInfo[] = [
  {
    id: 'beam-f3',
    title: 'Beam F3, left',
    group: 'Tape measures',
    asks: ['measures'],
    side: 'left',
    source: BEAM,
  },
  {
    id: 'beam-f4',
    title: 'Beam F4, right',
    group: 'Tape measures',
    asks: ['measures'],
    side: 'right',
    source: BEAM,
  },
  ...HEURISTICS.map((site): MethodInfo => {
    const side = site.startsWith('left') ? 'left' : 'right';
    return {
      id: `dlpfc-${site}`,
      title: `${site.endsWith('anterior') ? 'Anterior' : 'Posterior'} DLPFC, ${side} (2022 heuristic)`,
      group: 'Tape measures',
      asks: ['measures'],
      side,
      source: 'Mir-Moghtadaei et al. 2022, abstract',
    };
  }),
  ...MOTOR_RULES_CM.map(
    (cm): MethodInfo => ({
      id: `motor-${cm}cm`,
      title: `${cm} cm in front of the hand’s hotspot`,
      group: 'Motor hotspot',
      asks: ['side', 'hotspot'],
      source: 'custom; the rule of 5 cm and its later forms',
    }),
  ),
  {
    id: 'ten-ten',
    title: '10-10 position',
    group: 'Named positions',
    asks: ['name'],
    source: 'Oostenveld and Praamstra 2001, Jurcak et al. 2007; the rule in full in the documentation',
  },
  {
    id: 'f3-af3',
    title: 'Half-way between F3 and AF3',
    group: 'Named positions',
    asks: ['side'],
    source: 'Fitzgerald’s group, best DLPFC point of 12 subjects (pubmed 20633422)',
  },
  {
    id: 'dmpfc',
    title: 'DMPFC, on the midline',
    group: 'Named positions',
    asks: [],
    source: 'general knowledge: 26 % of nasion to inion',
    unconfirmed: true,
  },
  {
    id: 'target',
    title: 'Published target (MNI)',
    group: 'Points in the brain',
    asks: ['target', 'side'],
    source: 'see the target',
  },
  {
    id: 'point',
    title: 'A point of your own (MNI)',
    group: 'Points in the brain',
    asks: ['point'],
    source: 'your point',
  },
  {
    id: 'region',
    title: 'Middle of a region (AAL)',
    group: 'Points in the brain',
    asks: ['region'],
    source: 'AAL labels of the bundled head',
  },
];

/** The method of that id; RangeError when there is none. */
export function methodById(id: string): MethodInfo {
  const method = SITE_METHODS.find((m) => m.id === id);
  if (!method) throw new RangeError(`no method "${id}"; there are ${SITE_METHODS.map((m) => m.id).join(', ')}`);
  return method;
}
