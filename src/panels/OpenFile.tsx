import { FolderOpen } from 'lucide-react';
import { useRef } from 'react';
import { openFiles } from '../app/open-files';

/** A button that asks for files and opens them. The same file can be chosen again. */
export function OpenFile({ title, accept, onOpened }: { title: string; accept: string; onOpened?: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className="chip" onClick={() => input.current?.click()}>
        <FolderOpen size={14} aria-hidden="true" />
        {title}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        className="visually-hidden"
        tabIndex={-1}
        aria-label={title}
        accept={accept}
        onChange={(e) => {
          const files = [...(e.target.files ?? [])];
          e.target.value = '';
          if (files.length > 0) void openFiles(files).then(onOpened);
        }}
      />
    </>
  );
}
