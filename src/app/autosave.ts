import { database, type StoredSession } from './database';
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
  return { dropped: linked ? dropped : [], firstVisit: saved === undefined };
}

async function readSaved(): Promise<StoredSession | undefined> {
  try {
    return await (await database()).get('session', 'last');
  } catch {
    return undefined;
  }
}

/** Keeps the address and the stored session in step with the state, a moment after it rests. Returns its end. */
export function keepState(onStorageFault: (message: string) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told = false;
  const save = async (): Promise<void> => {
    const { plan, view } = appStore.getState();
    const hash = toHash(plan, view);
    if (hash !== location.hash) history.replaceState(null, '', hash || location.pathname + location.search);
    try {
      await (await database()).put('session', { hash, theme: view.theme }, 'last');
    } catch {
      if (!told) onStorageFault('This browser does not let the page save its session; the link still holds it');
      told = true;
    }
  };
  const stop = appStore.subscribe((now, before) => {
    if (now.plan === before.plan && now.view === before.view) return;
    clearTimeout(timer);
    timer = setTimeout(() => void save(), SETTLE_MS);
  });
  const onHash = (): void => {
    const { plan, view } = fromHash(location.hash);
    appStore.setState((s) => {
      const { patient } = s.plan.targeting;
      return {
        plan: { ...plan, targeting: { ...plan.targeting, patient } },
        view: { ...view, theme: s.view.theme },
      };
    });
  };
  addEventListener('hashchange', onHash);
  return () => {
    clearTimeout(timer);
    stop();
    removeEventListener('hashchange', onHash);
  };
}
