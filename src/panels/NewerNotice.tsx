import { RefreshCw } from 'lucide-react';
import { offlineStore, takeNewer, useOffline } from '../offline/offline';

/** Offers a newer version of the page; nobody is made to take it. */
export function NewerNotice() {
  const offered = useOffline((s) => s.kind === 'newer' && !s.putOff);
  if (!offered) return null;
  return (
    <section className="newer" role="status">
      <p>
        <strong>A newer Coilscope is here.</strong> Your plan is kept.
      </p>
      <button type="button" className="text-button" onClick={takeNewer}>
        <RefreshCw size={13} aria-hidden="true" />
        Open it
      </button>
      <button type="button" className="text-button" onClick={() => offlineStore.setState({ putOff: true })}>
        Later
      </button>
    </section>
  );
}
