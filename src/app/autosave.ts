import { database, type StoredSession } from './database';
import { continueSession, keepSession } from './session-history';
import { noteStorage } from './storage-state';
import { announce, appStore } from './store';
import { fromHash, toHash } from './url-hash';
import { DEFAULT_VIEW } from './view';

const SETTLE_MS = 400;

/**
 * What the page opens with: a link's state if the address carries one, else the last session, else the defaults. Storage
 * that is missing, full or forbidden costs only the saving.
 */
export async function restoreState(): Promise<{ dropped: string[]; firstVisit: boolean }> {
  const saved = await readSaved();
  const linked = location.hash.length > 1;
  const { plan, view, dropped } = fromHash(linked ? location.hash : (saved?.hash ?? ''));
  appStore.setState({ plan, view: { ...view, theme: saved?.theme ?? DEFAULT_VIEW.theme } });
  appStore.temporal.getState().clear();
  // Told by what it says: the browser writes an address in its own way.
  if (saved?.id && (!linked || toHash(plan, view) === saved.hash)) continueSession(saved.id);
  return { dropped: linked ? dropped : [], firstVisit: saved === undefined };
}

/** Names the entries of a link that were left out. */
export function tellDropped(dropped: readonly string[]): void {
  if (dropped.length > 0) announce(`Left out of the link, not understood: ${dropped.join(', ')}`);
}

async function readSaved(): Promise<StoredSession | undefined> {
  try {
    return await (await database()).get('session', 'last');
  } catch {
    return undefined;
  }
}

/** A page that was reloaded may not have come to keep its last change, which its address has. */
const isReloaded = (): boolean =>
  performance.getEntriesByType('navigation').some((entry) => (entry as PerformanceNavigationTiming).type === 'reload');

/** Keeps the address and the stored session in step with the state, a moment after it rests. Returns its end. */
export function keepState(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = async (): Promise<void> => {
    timer = undefined;
    const { plan, view } = appStore.getState();
    const hash = toHash(plan, view);
    if (hash !== location.hash) history.replaceState(null, '', hash || location.pathname + location.search);
    await keepSession(hash, { plan, view }).then(() => noteStorage(), noteStorage);
  };
  if (isReloaded()) timer = setTimeout(() => void save(), SETTLE_MS);
  const stop = appStore.subscribe((now, before) => {
    if (now.plan === before.plan && now.view === before.view) return;
    clearTimeout(timer);
    timer = setTimeout(() => void save(), SETTLE_MS);
  });
  const onLeave = (): void => {
    if (timer === undefined) return;
    clearTimeout(timer);
    void save();
  };
  const onHash = (): void => {
    const { plan, view, dropped } = fromHash(location.hash);
    tellDropped(dropped);
    continueSession();
    appStore.setState((s) => {
      const { patient } = s.plan.targeting;
      return {
        plan: { ...plan, targeting: { ...plan.targeting, patient } },
        view: { ...view, theme: s.view.theme },
      };
    });
  };
  addEventListener('hashchange', onHash);
  addEventListener('pagehide', onLeave);
  document.addEventListener('visibilitychange', onLeave);
  return () => {
    clearTimeout(timer);
    stop();
    removeEventListener('hashchange', onHash);
    removeEventListener('pagehide', onLeave);
    document.removeEventListener('visibilitychange', onLeave);
  };
}
