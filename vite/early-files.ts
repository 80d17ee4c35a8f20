import type { Plugin } from 'vite';

/** What the page asks for first once its script runs: the head as it is shown unless a session says otherwise. */
const EARLY = [/^assets\/head-.+\.json$/, /^assets\/full-.+\.glb$/];

/** Has the browser fetch these while it still fetches and reads the script. */
export const earlyFiles = (): Plugin => ({
  name: 'early-files',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle = {} }) =>
      Object.keys(bundle)
        .filter((path) => EARLY.some((early) => early.test(path)))
        .map((path) => ({
          tag: 'link',
          attrs: { rel: 'preload', as: 'fetch', crossorigin: true, href: `./${path}` },
          injectTo: 'head',
        })),
  },
});
