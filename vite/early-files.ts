import type { HtmlTagDescriptor, Plugin } from 'vite';

/** What the page asks for first once its script runs: the head as it is shown unless a session says otherwise. */
const EARLY = [/^assets\/head-.+\.json$/, /^assets\/full-.+\.glb$/];

/** The page itself, which the first picture's script imports once that is drawn. */
const PAGE = /src\/main\.tsx$/;

const link = (attrs: Record<string, string>): HtmlTagDescriptor => ({
  tag: 'link',
  attrs: { ...attrs, crossorigin: true },
  injectTo: 'head',
});

/** The first picture waits for its script, a few kilobytes that put it in the reader's theme. */
const drawnAfter = (html: string): string =>
  html.replace('<script type="module"', '<script type="module" blocking="render"');

/** Has the browser fetch what the page needs while it still draws the first picture. */
export const earlyFiles = (): Plugin => ({
  name: 'early-files',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (html, { bundle = {} }) => {
      const scripts = new Set<string>();
      const add = (path: string): void => {
        const item = bundle[path];
        if (item?.type !== 'chunk' || scripts.has(path)) return;
        scripts.add(path);
        item.imports.forEach(add);
      };
      for (const item of Object.values(bundle)) {
        if (item.type === 'chunk' && PAGE.test(item.facadeModuleId ?? '')) add(item.fileName);
      }
      const files = Object.keys(bundle).filter((path) => EARLY.some((early) => early.test(path)));
      const tags = [
        ...[...scripts]
          .filter((path) => !html.includes(path))
          .map((path) => link({ rel: 'modulepreload', href: `./${path}` })),
        ...files.map((path) => link({ rel: 'preload', as: 'fetch', href: `./${path}` })),
      ];
      return { html: drawnAfter(html), tags };
    },
  },
});
