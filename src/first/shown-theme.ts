type ShownTheme = 'dark' | 'light';

const KEY = 'coilscope-theme';

/** The theme the page had last, else the system's: the session, which keeps the reader's own, is read later. */
export function themeAtFirst(): ShownTheme {
  try {
    const kept = localStorage.getItem(KEY);
    if (kept === 'dark' || kept === 'light') return kept;
  } catch {
    // Where nothing can be kept the system says.
  }
  return matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
}

/** Shows the page in this theme; `chosen` when the reader did, whom the next visit's first picture then suits too. */
export function showTheme(theme: ShownTheme, chosen: boolean): void {
  document.documentElement.dataset.theme = theme;
  try {
    if (chosen) localStorage.setItem(KEY, theme);
    else localStorage.removeItem(KEY);
  } catch {
    // The first picture then goes by the system.
  }
}
