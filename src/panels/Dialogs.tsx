import { type ComponentType, lazy, Suspense } from 'react';
import { type DialogName, useApp } from '../app/store';
import { LoadBoundary } from './LoadBoundary';

/** Each with its own code, fetched when it is first opened. */
const DIALOGS: Record<Exclude<DialogName, 'none'>, ComponentType> = {
  help: lazy(async () => ({ default: (await import('./HelpDialog')).HelpDialog })),
  about: lazy(async () => ({ default: (await import('./AboutDialog')).AboutDialog })),
  review: lazy(async () => ({ default: (await import('./ReviewDialog')).ReviewDialog })),
  sheet: lazy(async () => ({ default: (await import('./SheetDialog')).SheetDialog })),
  sessions: lazy(async () => ({ default: (await import('./SessionsDialog')).SessionsDialog })),
  picture: lazy(async () => ({ default: (await import('./PictureDialog')).PictureDialog })),
  lessons: lazy(async () => ({ default: (await import('./LessonsDialog')).LessonsDialog })),
  export: lazy(async () => ({ default: (await import('./ExportDialog')).ExportDialog })),
  head: lazy(() => import('./HeadImportDialog')),
};

/** The dialogue that is open. */
export function Dialogs() {
  const name = useApp((s) => s.session.dialog);
  if (name === 'none') return null;
  const Dialog = DIALOGS[name];
  return (
    <LoadBoundary key={name} name={name}>
      <Suspense fallback={null}>
        <Dialog />
      </Suspense>
    </LoadBoundary>
  );
}
