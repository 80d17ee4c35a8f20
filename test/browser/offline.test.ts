import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { openBrowser, waitForHead, waitForSolved } from './browser';
import { LIGHT, UNSOLVED, visit } from './page';

const dist = `${inject('dist')}/`;
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
};

let browser: Browser;
let server: Server;
let url: string;
/** Served with the worker of a later version, as after a new deployment. */
let newer: boolean;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});
beforeEach(async () => {
  newer = false;
  server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname.slice(1) || 'index.html';
    if (!existsSync(dist + path)) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('Content-Type', TYPES[extname(path)] ?? 'application/octet-stream');
    if (path === 'service-worker.js' && newer) {
      const text = readFileSync(dist + path, 'utf8');
      response.end(text.replace(/VERSION = "\w+"/, 'VERSION = "later"'));
    } else createReadStream(dist + path).pipe(response);
  });
  await new Promise<void>((done) => server.listen(0, 'localhost', done));
  url = `http://localhost:${(server.address() as AddressInfo).port}/`;
});
afterEach(() => stop());

function stop(): void {
  server.closeAllConnections();
  server.close();
}

const kept = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    await new Promise<void>((done) => {
      const look = (): void => {
        if (active?.state === 'activated') done();
      };
      active?.addEventListener('statechange', look);
      look();
    });
    const [name] = await caches.keys();
    return (await (await caches.open(name)).keys()).map((request) => request.url);
  });

describe('without a network', () => {
  test('after one visit the page opens and solves with the server gone, and holds all it can need', async () => {
    // Nothing is solved before the server is gone.
    const { page, close, errors } = await visit(browser, url, UNSOLVED, { serviceWorkers: 'allow' });
    const files = await kept(page);
    for (const part of ['light-', 'full-', 'live-', 'core-', 'ComparePanel-', 'SheetDialog-', 'field.worker-']) {
      expect(
        files.some((f) => f.includes(`/assets/${part}`)),
        part,
      ).toBe(true);
    }
    expect(errors).toEqual([]);
    stop();
    await page.evaluate((hash) => {
      location.hash = hash;
    }, LIGHT);
    await page.reload();
    await waitForSolved(page);
    await page.getByRole('button', { name: 'About' }).click();
    await page.getByRole('dialog').getByText('not a medical device').waitFor();
    await close();
  });

  test('a newer version is offered, not forced, and taking it keeps the plan', async () => {
    const { page, close } = await visit(browser, url, `${UNSOLVED}&p.placement.angleDeg=20`, {
      serviceWorkers: 'allow',
    });
    await kept(page);
    newer = true;
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    const offer = page.getByRole('heading', { name: 'A newer Coilscope is here' });
    await offer.waitFor();
    const names = (): Promise<string[]> => page.evaluate(() => caches.keys());
    expect((await names()).length).toBe(2);
    await page.getByRole('button', { name: 'Open it' }).click();
    await page.waitForFunction(async () => (await caches.keys()).join() === 'coilscope-later');
    await offer.waitFor({ state: 'detached' });
    await waitForHead(page);
    expect(await page.getByRole('textbox', { name: 'Turn' }).inputValue()).toBe('20');
    await close();
  });
});
