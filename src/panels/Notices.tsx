import { Download, RefreshCw, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { liveStore } from '../app/live-engine';
import { saveSession } from '../app/session';
import { storageStore, useStorageState } from '../app/storage-state';
import { offlineStore, takeNewer, useOffline } from '../offline/offline';
import { Notice } from './Notice';
import { OpenedNotice } from './OpenedNotice';

/** What the page has to say beyond the field, one card under another. */
export function Notices({ reload }: { reload: () => void }) {
  return (
    <div className="card-notices">
      <OpenedNotice />
      <StorageNotice />
      <LiveNotice reload={reload} />
      <NewerNotice />
    </div>
  );
}

const STORAGE = {
  full: {
    title: 'This browser’s storage is full',
    text: 'What you do now is not kept for the next visit. Free some space, or save the session as a file; the address of the page holds the plan too.',
  },
  refused: {
    title: 'This browser keeps nothing for this page',
    text: 'As in a private window: what you do is gone when the page is closed. Save the session as a file, or keep the address of the page, which holds the plan.',
  },
} as const;

/** The session is not being kept. */
function StorageNotice() {
  const state = useStorageState((s) => (s.putOff ? 'kept' : s.state));
  if (state === 'kept') return null;
  return (
    <Notice
      tone="bad"
      title={STORAGE[state].title}
      onPutAway={() => storageStore.setState({ putOff: true })}
      actions={
        <button type="button" className="chip" onClick={saveSession}>
          <Download size={14} aria-hidden="true" />
          Save session
        </button>
      }
    >
      <p>{STORAGE[state].text}</p>
    </Notice>
  );
}

/** The live field did not come, or broke down. */
function LiveNotice({ reload }: { reload: () => void }) {
  const live = useStore(liveStore);
  const [putOff, setPutOff] = useState('');
  if (live.kind !== 'failed' || live.message === putOff) return null;
  return (
    <Notice
      tone="bad"
      title="The live field is not there"
      onPutAway={() => setPutOff(live.message)}
      actions={
        <button type="button" className="chip" onClick={reload}>
          <RotateCcw size={14} aria-hidden="true" />
          Try again
        </button>
      }
    >
      <p>Fields are solved in full when the coil rests; while it moves you see the coil’s own field.</p>
      <p className="card-aside">{live.message}</p>
    </Notice>
  );
}

/** A newer version of the page; nobody is made to take it. */
function NewerNotice() {
  const offered = useOffline((s) => s.kind === 'newer' && !s.putOff);
  if (!offered) return null;
  return (
    <Notice
      tone="news"
      title="A newer Coilscope is here"
      onPutAway={() => offlineStore.setState({ putOff: true })}
      actions={
        <button type="button" className="chip" onClick={takeNewer}>
          <RefreshCw size={14} aria-hidden="true" />
          Open it
        </button>
      }
    >
      <p>Your plan is kept.</p>
    </Notice>
  );
}
