import type { Vec3 } from '../model/vec3';

/** A published point in the brain, MNI mm. */
export interface Target {
  id: string;
  title: string;
  mniMm: Vec3;
  source: string;
  /** True where the figure is general knowledge that was not checked against its source: show it so, never cite it. */
  unconfirmed: boolean;
}

export const TARGETS: readonly Target[] = [
  {
    id: 'dlpfc-mir-moghtadaei',
    title: 'Left DLPFC (Mir-Moghtadaei, after Fox)',
    mniMm: [-38, 44, 26],
    source: 'Mir-Moghtadaei et al. 2015, abstract',
    unconfirmed: false,
  },
  {
    id: 'dlpfc-sgacc',
    title: 'Left DLPFC, peak of anticorrelation with subgenual cingulate',
    mniMm: [-42, 44, 30],
    source: 'as given in a summary (boardor.com) of a 2025 study of ten printed heads, Beijing',
    unconfirmed: false,
  },
  {
    id: 'ba9',
    title: 'Left BA 9 (Rajkowska)',
    mniMm: [-36, 39, 43],
    source: 'contarg README, after Cash and Fox',
    unconfirmed: false,
  },
  { id: 'ba46', title: 'Left BA 46', mniMm: [-44, 40, 29], source: 'general knowledge', unconfirmed: true },
  {
    id: 'ba46-9-fitzgerald',
    title: 'Left BA 46/9 junction (Fitzgerald)',
    mniMm: [-46, 45, 38],
    source: 'general knowledge',
    unconfirmed: true,
  },
  {
    id: 'f3-cortex',
    title: 'Cortex under F3 (Okamoto)',
    mniMm: [-35.5, 49.4, 32.4],
    source: 'Okamoto et al. 2004, figure not checked',
    unconfirmed: true,
  },
  {
    id: 'five-cm-average',
    title: 'Mean site of the 5 cm rule',
    mniMm: [-41, 16, 54],
    source: 'review of Fox et al. 2012, figure not checked',
    unconfirmed: true,
  },
  {
    id: 'm1-hand',
    title: 'Left motor cortex, hand',
    mniMm: [-37, -21, 58],
    source: 'Mayka et al. 2006, figure not checked',
    unconfirmed: true,
  },
  { id: 'dmpfc', title: 'DMPFC', mniMm: [0, 30, 30], source: 'general knowledge', unconfirmed: true },
];

/** The target distances are given to unless another is chosen. */
export const REFERENCE_TARGET_ID = 'dlpfc-sgacc';

/** The target of that id; RangeError when there is none. */
export function targetById(id: string): Target {
  const target = TARGETS.find((t) => t.id === id);
  if (!target) throw new RangeError(`no target "${id}"; there are ${TARGETS.map((t) => t.id).join(', ')}`);
  return target;
}

/** The same point of the other hemisphere. The scalp heuristics of 2022 are not mirror images of each other. */
export const mirrored = (mniMm: Vec3): Vec3 => [-mniMm[0], mniMm[1], mniMm[2]];
