import { createStore } from 'zustand';
import { database, type KeptSession } from './database';
import { DEFAULT_PLAN } from './plan';
import { scenarioName } from './scenario-title';
import { type AppState, announce, appStore } from './store';
import { fromHash } from './url-hash';
import { DEFAULT_VIEW } from './view';

/** Sessions that are listed; older ones are forgotten. */
const LISTED = 12;

let current = newId();

/** Counts the sessions kept since the page was opened, for who lists them. */
export const keptStore = createStore<{ count: number }>(() => ({ count: 0 }));

function newId(): string {
  return `${Date.now().toString(36)}-${Math.floor(Math.random() * 1e6).toString(36)}`;
}

/** The session that is being saved now. */
export const sessionId = (): string => current;

/** Goes on with an earlier session, or with a new one beside it. */
export const continueSession = (id = newId()): void => {
  current = id;
};

/** What a session is listed as. */
function titleOf({ plan, view }: Pick<AppState, 'plan' | 'view'>): string {
  const own = scenarioName(plan);
  return view.task === 'compare' ? `${own}, beside ${scenarioName(plan.other)}` : own;
}

/** Keeps the state, as the last session and in the list. Rejects where the browser does not let it. */
export async function keepSession(hash: string, state: Pick<AppState, 'plan' | 'view'>): Promise<void> {
  const db = await database();
  const all = db.transaction(['session', 'recent'], 'readwrite');
  const recent = all.objectStore('recent');
  await Promise.all([
    all.objectStore('session').put({ hash, theme: state.view.theme, id: current }, 'last'),
    recent.put({ hash, title: titleOf(state), savedAt: Date.now() }, current),
    all.done,
  ]);
  const kept = await recentSessions();
  await Promise.all(kept.slice(LISTED).map(({ id }) => db.delete('recent', id)));
  keptStore.setState((s) => ({ count: s.count + 1 }));
}

/** The sessions of this browser, newest first. */
export async function recentSessions(): Promise<(KeptSession & { id: string })[]> {
  const db = await database();
  const [ids, sessions] = await Promise.all([db.getAllKeys('recent'), db.getAll('recent')]);
  return sessions.map((s, i) => ({ ...s, id: ids[i] })).sort((a, b) => b.savedAt - a.savedAt);
}

export const forgetSession = async (id: string): Promise<void> => (await database()).delete('recent', id);

/** Opens a session of the list where it was left: one step of undo. What was read on a patient is in no such session. */
export function openRecent({ id, hash, title }: KeptSession & { id: string }): void {
  const { plan, view } = fromHash(hash);
  continueSession(id);
  appStore.setState((s) => ({ plan, view: { ...view, theme: s.view.theme } }));
  announce(`Opened: ${title}`);
}

/** Starts anew from the defaults, on the head as fine as it is: one step of undo. */
export function startAnew(): void {
  continueSession();
  appStore.setState((s) => ({
    plan: { ...DEFAULT_PLAN, detail: s.plan.detail },
    view: { ...DEFAULT_VIEW, theme: s.view.theme },
  }));
  announce('New session');
}
