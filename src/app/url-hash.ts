import { DEFAULT_PLAN, type Plan, PlanSchema } from './plan';
import { differences, restore } from './sparse';
import { DEFAULT_VIEW, type View, ViewSchema } from './view';

/** The theme is the reader's own, so a link never carries it. */
const shareable = (view: View): View => ({ ...view, theme: DEFAULT_VIEW.theme });

const readable = (text: string): string =>
  encodeURIComponent(text).replace(/%(2C|3A|5B|5D|7B|7D|22)/g, (code) => decodeURIComponent(code));

/** `#p.placement.handleDeg=30&v.threshold=0.2`: what differs from the defaults, empty when nothing does. */
export function toHash(plan: Plan, view: View): string {
  const entries = [
    ...Object.entries(differences(plan, DEFAULT_PLAN)).map(([k, x]) => `p.${k}=${readable(x)}`),
    ...Object.entries(differences(shareable(view), DEFAULT_VIEW)).map(([k, x]) => `v.${k}=${readable(x)}`),
  ];
  return entries.length > 0 ? `#${entries.join('&')}` : '';
}

/** The inverse of `toHash`, forgiving: what cannot be read is named in `dropped` and left at its default. */
export function fromHash(hash: string): { plan: Plan; view: View; dropped: string[] } {
  const params = [...new URLSearchParams(hash.replace(/^#/, ''))];
  const pick = (prefix: string) =>
    Object.fromEntries(params.filter(([k]) => k.startsWith(prefix)).map(([k, x]) => [k.slice(prefix.length), x]));
  const plan = restore(PlanSchema, DEFAULT_PLAN, pick('p.'));
  const view = restore(ViewSchema, DEFAULT_VIEW, pick('v.'));
  const unknown = params.map(([k]) => k).filter((k) => !/^[pv]\./.test(k));
  return {
    plan: plan.value,
    view: { ...view.value, theme: DEFAULT_VIEW.theme },
    dropped: [...plan.dropped.map((k) => `p.${k}`), ...view.dropped.map((k) => `v.${k}`), ...unknown],
  };
}
