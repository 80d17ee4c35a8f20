import { Download, Plus, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { saveSession } from '../app/session';
import { forgetSession, keptStore, openRecent, recentSessions, sessionId, startAnew } from '../app/session-history';
import { setSession } from '../app/store';
import { OpenFile } from './OpenFile';
import { Sheet } from './Sheet';

type Recent = Awaited<ReturnType<typeof recentSessions>>;

const close = (): void => setSession({ dialog: 'none' });
const WHEN = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** The sessions this browser has kept, to go back to. */
export function SessionsDialog() {
  const [recent, setRecent] = useState<Recent | null>(null);
  const [refused, setRefused] = useState(false);
  const look = (): void => {
    recentSessions().then(setRecent, () => setRefused(true));
  };
  const count = useStore(keptStore, (s) => s.count);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another session kept is another list
  useEffect(look, [count]);
  return (
    <Sheet name="sessions" title="Sessions">
      <p className="dialog-lead">
        What you do is kept in this browser as you go. A session file holds the whole plan, readings on a patient
        included; the list and a link leave those out.
      </p>
      <div className="chips">
        <button
          type="button"
          className="chip"
          onClick={() => {
            startAnew();
            close();
          }}
        >
          <Plus size={14} aria-hidden="true" />
          New session
        </button>
        <OpenFile title="Open file" accept=".json,application/json" onOpened={close} />
        <button type="button" className="chip" onClick={saveSession}>
          <Download size={14} aria-hidden="true" />
          Save file
        </button>
      </div>
      <h3>Kept here</h3>
      {refused && <p className="note">This browser keeps nothing for this page, as in a private window.</p>}
      {recent?.length === 0 && <p className="note">None yet: move the coil, and this session is the first.</p>}
      <ul className="session-list">
        {recent?.map((session) => (
          <li key={session.id} aria-current={session.id === sessionId()}>
            <button
              type="button"
              className="session-open"
              onClick={() => {
                openRecent(session);
                close();
              }}
            >
              <strong>{session.title}</strong>
              <span>
                {WHEN.format(session.savedAt)}
                {session.id === sessionId() && ', open now'}
              </span>
            </button>
            <button
              type="button"
              className="icon-button"
              aria-label={`Forget ${session.title}`}
              title="Forget"
              onClick={() => void forgetSession(session.id).then(look)}
            >
              <Trash2 size={15} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
