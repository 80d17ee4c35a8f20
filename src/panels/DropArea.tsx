import { FileInput } from 'lucide-react';
import { useEffect, useState } from 'react';
import { OPENERS, openFiles } from '../app/open-files';

/** Files dragged over the page: what can be let go of here, and its opening. */
export function DropArea() {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const holdsFiles = (e: DragEvent): boolean => e.dataTransfer?.types.includes('Files') ?? false;
    const onOver = (e: DragEvent): void => {
      if (!holdsFiles(e)) return;
      // Without this the browser leaves the page for the file.
      e.preventDefault();
      if (e.dataTransfer) e.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    const onLeave = (e: DragEvent): void => {
      if (e.relatedTarget === null) setOver(false);
    };
    const onDrop = (e: DragEvent): void => {
      if (!holdsFiles(e)) return;
      e.preventDefault();
      setOver(false);
      void openFiles([...(e.dataTransfer?.files ?? [])]);
    };
    const aborted = new AbortController();
    const { signal } = aborted;
    addEventListener('dragenter', onOver, { signal });
    addEventListener('dragover', onOver, { signal });
    addEventListener('dragleave', onLeave, { signal });
    addEventListener('drop', onDrop, { signal });
    return () => aborted.abort();
  }, []);
  if (!over) return null;
  return (
    <div className="drop-area" aria-hidden="true">
      <div className="drop-card">
        <FileInput size={34} strokeWidth={1.4} />
        <h2>Let go to open</h2>
        <dl>
          {OPENERS.map(({ title, endings }) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>{endings}</dd>
            </div>
          ))}
        </dl>
        <p>Files stay in this browser.</p>
      </div>
    </div>
  );
}
