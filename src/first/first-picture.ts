/**
 * The page's first script. What index.html shows is drawn before the page itself is read and run, which keeps a browser from
 * drawing for a second or two.
 */

import { themeAtFirst } from './shown-theme';

/** A browser that does not say that it has drawn is waited for no longer. */
const LONGEST_MS = 1000;

const drawn = new Promise<void>((done) => {
  new PerformanceObserver(() => done()).observe({ type: 'paint', buffered: true });
  setTimeout(done, document.hidden ? 0 : LONGEST_MS);
});

/** What stands in place of the page when it cannot be fetched or started. */
function sayWhy(error: unknown): void {
  const notice = document.querySelector('.notice');
  if (!notice) return;
  const title = document.createElement('h1');
  title.className = 'notice-title';
  title.textContent = 'The page could not be loaded';
  const text = document.createElement('p');
  text.textContent =
    'Your work is kept in this browser. Check that the page’s files are all served, then load it again.';
  const detail = document.createElement('p');
  detail.className = 'notice-detail';
  detail.textContent = error instanceof Error ? error.message : String(error);
  const again = document.createElement('button');
  again.type = 'button';
  again.className = 'primary-button';
  again.textContent = 'Load again';
  again.addEventListener('click', () => location.reload());
  notice.setAttribute('role', 'alert');
  notice.replaceChildren(title, text, detail, again);
}

document.documentElement.dataset.theme = themeAtFirst();
drawn
  .then(() => import('../main'))
  .then(({ start }) => start())
  .catch(sayWhy);
