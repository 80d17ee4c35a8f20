/**
 * Keeps every file of this version of the page, so that it opens and computes without a network. A newer version is fetched in the
 * background beside the one in use and takes its place when the page says so, or once no tab uses the old one.
 */

import type { KeptFile } from '../../vite/kept-files';

declare const self: ServiceWorkerGlobalScope;
/** Put in by the build; see kept-files.ts. */
declare const FILES: readonly KeptFile[];
declare const VERSION: string;

const PREFIX = 'coilscope-';
const CACHE = PREFIX + VERSION;

self.addEventListener('install', (event) => {
  event.waitUntil(fill());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(takeOver());
});

self.addEventListener('message', (event) => {
  if (event.data === 'take over') void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method === 'GET' && new URL(request.url).origin === self.location.origin) {
    event.respondWith(answer(request));
  }
});

async function fill(): Promise<void> {
  const cache = await caches.open(CACHE);
  await Promise.all(
    FILES.map(async ({ url, named }) => {
      // A file named by its content is the same in every version.
      const known = named ? await caches.match(url) : undefined;
      const response = known ?? (await fetch(url, { cache: named ? 'default' : 'no-cache' }));
      if (!response.ok) throw new Error(`${url}: the server answered ${response.status}`);
      await cache.put(url, response);
    }),
  );
}

async function takeOver(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const page =
    request.mode === 'navigate' && new URL(request.url).pathname === new URL('./', self.location.href).pathname;
  const kept = await cache.match(page ? './' : request, { ignoreSearch: page, ignoreVary: true });
  return kept ?? fetch(request);
}
