import { useEffect, useSyncExternalStore } from 'react';
import { showTheme } from '../first/shown-theme';
import { useApp } from './store';

const query = '(prefers-color-scheme: dark)';

const watchSystem = (onChange: () => void): (() => void) => {
  const media = matchMedia(query);
  media.addEventListener('change', onChange);
  return () => media.removeEventListener('change', onChange);
};

/** Whether the page is dark now; keeps the document's theme in step. */
export function useDark(): boolean {
  const theme = useApp((s) => s.view.theme);
  const systemDark = useSyncExternalStore(watchSystem, () => matchMedia(query).matches);
  const dark = theme === 'system' ? systemDark : theme === 'dark';
  useEffect(() => {
    showTheme(dark ? 'dark' : 'light', theme !== 'system');
  }, [dark, theme]);
  return dark;
}
