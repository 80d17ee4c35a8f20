import { FileDown, History, Link, Printer } from 'lucide-react';
import { useState } from 'react';
import { copyPageLink } from '../app/copy-text';
import { setSession } from '../app/store';

/** The end of the controls, with what the header has no room for on a phone and a tablet. */
export function PanelFoot() {
  const [copied, setCopied] = useState(false);
  return (
    <footer className="panel-foot">
      <div className="chips panel-more">
        <button type="button" className="chip" data-room="phone" onClick={() => setSession({ dialog: 'sheet' })}>
          <Printer size={14} aria-hidden="true" />
          Placement sheet
        </button>
        <button type="button" className="chip" onClick={() => setSession({ dialog: 'export' })}>
          <FileDown size={14} aria-hidden="true" />
          Export the field
        </button>
        <button type="button" className="chip" onClick={() => setSession({ dialog: 'sessions' })}>
          <History size={14} aria-hidden="true" />
          Sessions
        </button>
        <button type="button" className="chip" onClick={async () => setCopied(await copyPageLink())}>
          <Link size={14} aria-hidden="true" />
          {copied ? 'Link copied' : 'Copy link'}
        </button>
      </div>
      Research and education software, not a medical device.
    </footer>
  );
}
