import { withLesson } from './lessons';
import { DEFAULT_PLAN, type Plan, PlanSchema } from './plan';
import { differences, restore } from './sparse';
import { NO_READINGS } from './targeting-plan';
import { DEFAULT_VIEW, type View, ViewSchema } from './view';

/** The theme is the reader's own, so a link never carries it; nor what was read on a patient. */
const shareableView = (view: View): View => ({ ...view, theme: DEFAULT_VIEW.theme });
const shareablePlan = (plan: Plan): Plan => ({ ...plan, targeting: { ...plan.targeting, patient: NO_READINGS } });

const PATIENT = 'p.targeting.patient';

const readable = (text: string): string =>
  encodeURIComponent(text).replace(/%(2C|3A|5B|5D|7B|7D|22)/g, (code) => decodeURIComponent(code));

/** `#p.placement.handleDeg=30&v.threshold=0.2`: what differs from the defaults, empty when nothing does. */
export function toHash(plan: Plan, view: View): string {
  const entries = [
    ...Object.entries(differences(shareablePlan(plan), DEFAULT_PLAN)).map(([k, x]) => `p.${k}=${readable(x)}`),
    ...Object.entries(differences(shareableView(view), DEFAULT_VIEW)).map(([k, x]) => `v.${k}=${readable(x)}`),
  ];
  return entries.length > 0 ? `#${entries.join('&')}` : '';
}

/** The inverse of `toHash`, forgiving: what cannot be read is named in `dropped` and left at its default. */
export function fromHash(hash: string): { plan: Plan; view: View; dropped: string[] } {
  const all = [...new URLSearchParams(hash.replace(/^#/, ''))];
  const params = all.filter(([k]) => !k.startsWith(PATIENT));
  const pick = (prefix: string) =>
    Object.fromEntries(params.filter(([k]) => k.startsWith(prefix)).map(([k, x]) => [k.slice(prefix.length), x]));
  const plan = restore(PlanSchema, DEFAULT_PLAN, pick('p.'));
  const view = restore(ViewSchema, DEFAULT_VIEW, pick('v.'));
  const unknown = all.map(([k]) => k).filter((k) => !/^[pv]\./.test(k) || k.startsWith(PATIENT));
  // A link to a lesson alone brings the scene of its step; with more in it, it is the state of someone who has gone on.
  const bare = params.every(([k]) => /^(v\.(lesson|step)|p\.detail)$/.test(k));
  const state = { plan: plan.value, view: { ...view.value, theme: DEFAULT_VIEW.theme } };
  return {
    ...(bare ? withLesson(state.plan, state.view) : state),
    dropped: [...plan.dropped.map((k) => `p.${k}`), ...view.dropped.map((k) => `v.${k}`), ...unknown],
  };
}
