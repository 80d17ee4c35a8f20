import { Check, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { putAwayOutcomes, useOpened } from '../app/opened';
import { Notice } from './Notice';

/** How long it says that all went well, ms. */
const GOOD_NEWS_MS = 7000;

/** What came of the files opened last. */
export function OpenedNotice() {
  const outcomes = useOpened((s) => s.outcomes);
  const failed = outcomes.filter((o) => !o.ok).length;
  useEffect(() => {
    if (outcomes.length === 0 || failed > 0) return;
    const timer = setTimeout(putAwayOutcomes, GOOD_NEWS_MS);
    return () => clearTimeout(timer);
  }, [outcomes, failed]);
  if (outcomes.length === 0) return null;
  return (
    <Notice tone={failed > 0 ? 'bad' : 'good'} title={titleOf(outcomes.length, failed)} onPutAway={putAwayOutcomes}>
      <ul>
        {outcomes.map(({ file, ok, text }) => (
          <li key={`${file} ${text}`} data-ok={ok}>
            {ok ? <Check size={15} aria-label="Opened" /> : <TriangleAlert size={15} aria-label="Not opened" />}
            <p>
              {ok && <strong>{file}: </strong>}
              {text}
            </p>
          </li>
        ))}
      </ul>
      {failed > 0 && <p className="card-aside">Nothing else has changed.</p>}
    </Notice>
  );
}

function titleOf(count: number, failed: number): string {
  if (failed === 0) return count === 1 ? 'Opened' : `${count} files opened`;
  if (count === 1) return 'This file could not be opened';
  return failed === count ? 'These files could not be opened' : `${failed} of ${count} files could not be opened`;
}
