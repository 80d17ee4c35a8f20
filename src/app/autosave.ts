import { database, type StoredSession } from './database';
import { continueSession, keepSession } from './session-history';
import { noteStorage } from './storage-state';
import { appStore } from './store';
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
  if (saved?.id && (!linked || location.hash === saved.hash)) continueSession(saved.id);
  return { dropped: linked ? dropped : [], firstVisit: saved === undefined };
}

async function readSaved(): Promise<StoredSession | undefined> {
  try {
    return await (await database()).get('session', 'last');
  } catch {
    return undefined;
  }
}

function address(hash: string): void {
  if (hash !== location.hash) history.replaceState(null, '', hash || location.pathname + location.search);
}

/**
 * Keeps the stored session and the address in step with the state, a moment after it rests. Returns its end. The address
 * comes second: what it says is kept, so that a page left at once opens again where it was, with its link or without.
 */
export function keepState(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = async (leaving = false): Promise<void> => {
    timer = undefined;
    const { plan, view } = appStore.getState();
    const hash = toHash(plan, view);
    if (leaving) address(hash);
    await keepSession(hash, { plan, view }).then(() => noteStorage(), noteStorage);
    const now = appStore.getState();
    if (now.plan === plan && now.view === view) address(hash);
  };
  const stop = appStore.subscribe((now, before) => {
    if (now.plan === before.plan && now.view === before.view) return;
    clearTimeout(timer);
    timer = setTimeout(() => void save(), SETTLE_MS);
  });
  const onLeave = (): void => {
    if (timer === undefined) return;
    clearTimeout(timer);
    void save(true);
  };
  const onHash = (): void => {
    const { plan, view } = fromHash(location.hash);
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
