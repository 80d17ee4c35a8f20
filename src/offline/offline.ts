import { createStore, useStore } from 'zustand';

/** 'kept': all files are in this browser; 'newer': a newer version is, and waits to be taken. */
type Offline = 'no' | 'kept' | 'newer';

export const offlineStore = createStore<{ kind: Offline; putOff: boolean }>(() => ({ kind: 'no', putOff: false }));

export const useOffline = <T>(select: (state: { kind: Offline; putOff: boolean }) => T): T =>
  useStore(offlineStore, select);

/** How often a page that is left open looks for a newer version, ms. */
const LOOK_AGAIN_MS = 3_600_000;

let registering = false;
let waiting: ServiceWorker | null = null;

/** Has the browser keep the page's files; a browser that cannot or may not leaves the page as it is. */
export async function keepOffline(): Promise<void> {
  if (registering || !import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  registering = true;
  const { serviceWorker } = navigator;
  try {
    const registration = await serviceWorker.register('./service-worker.js', { updateViaCache: 'none' });
    const follow = (worker: ServiceWorker | null): void => {
      const look = (): void => {
        if (worker?.state === 'activated') offlineStore.setState({ kind: 'kept' });
        // The first worker of all waits for nobody.
        if (worker?.state === 'installed' && registration.active) {
          waiting = worker;
          offlineStore.setState({ kind: 'newer', putOff: false });
        }
      };
      worker?.addEventListener('statechange', look);
      look();
    };
    follow(registration.active);
    follow(registration.waiting);
    registration.addEventListener('updatefound', () => follow(registration.installing));
    follow(registration.installing);
    setInterval(() => void registration.update().catch(() => undefined), LOOK_AGAIN_MS);
  } catch {
    // Refused, as in some private windows: the page works while it is open.
  }
}

/** Opens the page anew with the newer version; the session is kept. */
export function takeNewer(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
  waiting?.postMessage('take over');
}
