import { DEFAULT_CONDUCTIVITIES, type Tissue } from './head';

/** Tissues from the outside in, as a head's layers are listed. */
export const TISSUES = Object.keys(DEFAULT_CONDUCTIVITIES) as Tissue[];

export const TISSUE_TITLES: Record<Tissue, string> = {
  scalp: 'Scalp',
  skull: 'Skull',
  csf: 'CSF',
  grey_matter: 'Grey matter',
  white_matter: 'White matter',
};

/** A layer's name as it is shown: its tissue's where it is one of these. */
export const layerTitle = (name: string): string =>
  Object.hasOwn(TISSUE_TITLES, name) ? TISSUE_TITLES[name as Tissue] : name.replaceAll('_', ' ');

/** SimNIBS's numbers of tissues; 1000 more for the triangles of their outer borders. */
const SIMNIBS: Record<number, Tissue> = {
  1: 'white_matter',
  2: 'grey_matter',
  3: 'csf',
  4: 'skull',
  5: 'scalp',
  6: 'scalp',
  7: 'skull',
  8: 'skull',
  9: 'csf',
  10: 'scalp',
};

export const tissueOfTag = (tag: number): Tissue | null => SIMNIBS[tag > 1000 ? tag - 1000 : tag] ?? null;

/** What surfaces are called, by what lies just inside them: the inner skull bounds the CSF. The first that fits counts. */
const NAMES: [RegExp, Tissue][] = [
  [/inner.?skull|\bcsf\b|cerebro.?spinal|\bdura\b/, 'csf'],
  [/outer.?skull|skull|bone/, 'skull'],
  [/scalp|skin|\bhead\b|outside/, 'scalp'],
  [/white|\bwm\b|smoothwm/, 'white_matter'],
  [/pial|gr[ea]y|\bgm\b|cortex|brain|cerebrum/, 'grey_matter'],
];

/** The tissue a surface of that name (a file's, a layer's) bounds, or null where the name does not say. */
export function tissueOfName(name: string): Tissue | null {
  const words = name.toLowerCase().replaceAll(/[_.-]+/g, ' ');
  return NAMES.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}

/** Tissues for `count` nested surfaces of which nothing else is known, outermost first. */
export const tissuesByOrder = (count: number): Tissue[] => {
  if (count >= TISSUES.length) return TISSUES.slice(0, count);
  const inner: Tissue[] = ['grey_matter'];
  return [...TISSUES.slice(0, Math.max(0, count - 1)), ...inner].slice(0, count);
};
