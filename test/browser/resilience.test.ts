import type { Browser, Page, Worker } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser, SIZES, waitForHead, waitForSolved } from './browser';
import { blank, ENGINE_FILES, LIGHT, UNSOLVED, visit } from './page';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});

/** The engines' workers, without their helper threads, which never answer. */
const engines = (page: Page): Worker[] => page.workers().filter((worker) => !worker.url().includes('crew-member'));

describe('when something fails', () => {
  test('a worker that dies during a solve is replaced, nothing lost; one gone without a word is missed and replaced', async () => {
    const { page, close } = await visit(browser, inject('url'), `${LIGHT}&p.placement.angleDeg=20`);
    const turn = page.getByRole('textbox', { name: 'Turn' });
    await page.locator('.status[data-phase="solving"]').waitFor({ timeout: 120_000 });
    // Both of them: the one that solves and the one that makes the live primary field.
    expect(engines(page).length).toBe(2);
    for (const worker of engines(page)) {
      await worker.evaluate(() => {
        setTimeout(() => {
          throw new Error('out of memory');
        });
      });
    }
    await page.locator('.status[data-phase="starting"]').waitFor({ timeout: 60_000 });
    await waitForSolved(page);
    expect(await turn.inputValue()).toBe('20');

    await turn.fill('10');
    await turn.press('Enter');
    await page.locator('.status[data-phase="solving"]').waitFor({ timeout: 120_000 });
    for (const worker of engines(page)) await worker.evaluate(() => self.close()).catch(() => undefined);
    await page.locator('.status[data-phase="starting"]').waitFor({ timeout: 60_000 });
    await waitForSolved(page);
    expect(await turn.inputValue()).toBe('10');
    await close();
  });

  test('when memory is short the lighter head is offered, and solved', async () => {
    const { page, close } = await blank(browser);
    let short = true;
    await page.route(/field\.worker-.*\.js/, async (route) => {
      const response = await route.fetch();
      const refuse = 'WebAssembly.Memory.prototype.grow = () => { throw new RangeError("no more"); };\n';
      await route.fulfill({ response, body: (short ? refuse : '') + (await response.text()) });
    });
    await page.goto(inject('url'));
    await page.getByText('Not enough memory for this head').waitFor({ timeout: 120_000 });
    short = false;
    // The worker that was refused memory goes on with the refusal; a new one starts with the page.
    await page.getByRole('button', { name: 'Use the light head' }).click();
    await page.waitForFunction(() => location.hash.includes('detail='));
    await page.reload();
    await waitForSolved(page);
    await close();
  });

  test('a full storage and a refused one are told, with a way to keep the session', async () => {
    const faults = {
      full: () => {
        IDBObjectStore.prototype.put = () => {
          throw new DOMException('no room', 'QuotaExceededError');
        };
      },
      refused: () => {
        IDBFactory.prototype.open = () => {
          throw new DOMException('not here', 'SecurityError');
        };
      },
    };
    const titles = { full: 'This browser’s storage is full', refused: 'This browser keeps nothing for this page' };
    for (const kind of ['full', 'refused'] as const) {
      const { page, close } = await blank(browser, { viewport: SIZES.desktop, init: faults[kind] });
      await page.goto(`${inject('url')}#${UNSOLVED}`);
      await waitForHead(page);
      await page.getByRole('switch', { name: 'All names on head' }).check();
      const notice = page.getByRole('alert', { name: titles[kind] });
      await notice.waitFor();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        notice.getByRole('button', { name: 'Save session' }).click(),
      ]);
      expect(download.suggestedFilename()).toBe('coilscope-session.json');
      expect(page.url()).toContain('v.marks=true');
      await notice.getByRole('button', { name: 'Put away' }).click();
      await notice.waitFor({ state: 'detached' });
      await close();
    }
  });

  test('a field engine that cannot be fetched, a live field that cannot: each says so and comes when asked again', async () => {
    const { page, close } = await blank(browser);
    let broken = true;
    await page.context().route(ENGINE_FILES, (route) => (broken ? route.fulfill({ status: 404 }) : route.continue()));
    await page.goto(inject('url'));
    await page.getByText('core.wasm, the field engine: the server answered 404').waitFor({ timeout: 120_000 });
    const live = page.getByRole('alert', { name: 'The live field is not there' });
    await live.waitFor();
    broken = false;
    await page.evaluate(() => {
      location.hash = 'p.detail="light"';
    });
    await live.waitFor({ state: 'detached' });
    await waitForSolved(page);
    await close();
  });

  test('a dialogue whose code does not come says so, and the page goes on', async () => {
    const { page, close } = await visit(browser, inject('url'), UNSOLVED);
    await page.route(/AboutDialog-.*\.js/, (route) => route.fulfill({ status: 404 }));
    await page.getByRole('button', { name: 'About' }).click();
    const dialog = page.getByRole('dialog', { name: 'This part of the page did not load' });
    await dialog.getByRole('button', { name: 'Close' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Turn the coil/ }).waitFor();
    await close();
  });

  test('a head that cannot be fetched is named, and tried again when asked', async () => {
    const { page, close } = await blank(browser);
    let broken = true;
    await page.route(/light.*\.glb/, (route) => (broken ? route.fulfill({ status: 404 }) : route.continue()));
    await page.goto(`${inject('url')}#${UNSOLVED}`);
    const notice = page.getByRole('alert');
    await notice.waitFor();
    expect(await notice.textContent()).toContain('light.glb: the server answered 404');
    broken = false;
    await notice.getByRole('button', { name: 'Try again' }).click();
    await waitForHead(page);
    await close();
  });

  test('without WebGL the page says what to do', async () => {
    const { page, close } = await blank(browser, {
      init: () => {
        HTMLCanvasElement.prototype.getContext = () => null;
      },
    });
    await page.goto(inject('url'));
    expect(await page.getByRole('alert').textContent()).toContain('hardware acceleration');
    await close();
  });

  test('a lost graphics context is given back with the picture', async () => {
    const { page, close } = await visit(browser, inject('url'), UNSOLVED);
    await page.evaluate(() => {
      const context = document.querySelector('.stage canvas') as HTMLCanvasElement;
      context.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
    });
    const notice = page.getByRole('alert');
    await notice.getByRole('button', { name: 'Draw again' }).click();
    await notice.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Turn the coil/ }).waitFor();
    await close();
  });

  test('a damaged link opens at its good parts and says which it left out', async () => {
    const { page, close } = await visit(
      browser,
      inject('url'),
      `${UNSOLVED}&p.placement.angleDeg=99999&p.placement.rollDeg=7&v.colourMap="pink"`,
    );
    expect(await page.getByRole('textbox', { name: 'Turn' }).inputValue()).toBe('45');
    expect(await page.getByRole('textbox', { name: 'Tilt side' }).inputValue()).toBe('7');
    expect(await page.locator('.toast').textContent()).toContain('p.placement.angleDeg, v.colourMap');
    // A link laid into the address of a page that is open.
    await page.evaluate((hash) => {
      location.hash = hash;
    }, `${UNSOLVED}&v.cut.kind="oblique"`);
    await expect.poll(() => page.locator('.toast').textContent()).toContain('v.cut.kind');
    await close();
  });
});

/** Whether the browser keeps what the address says as its last session. Runs in the page. */
const isKept = (): Promise<boolean> =>
  new Promise((resolve) => {
    const opening = indexedDB.open('coilscope');
    opening.onsuccess = () => {
      const db = opening.result;
      const reading = db.transaction('session').objectStore('session').get('last');
      reading.onsuccess = () => {
        db.close();
        resolve(decodeURIComponent(reading.result?.hash) === decodeURIComponent(location.hash));
      };
    };
  });

describe('coming back', () => {
  test('the last session opens again, from its link and without it', async () => {
    const { page, close } = await visit(browser, inject('url'), UNSOLVED);
    const turn = page.getByRole('textbox', { name: 'Turn' });
    await turn.fill('-15');
    await turn.press('Enter');
    await page.getByRole('switch', { name: 'All names on head' }).check();
    await page.waitForFunction(() => location.hash.includes('angleDeg=-15') && location.hash.includes('v.marks=true'));
    await page.reload();
    await waitForHead(page);
    expect(await turn.inputValue()).toBe('-15');
    // Left as soon as it is kept, though it may have been reloaded before that.
    await expect.poll(() => page.evaluate(isKept), { timeout: 30_000 }).toBe(true);
    await page.goto('about:blank');
    await page.goto(inject('url'));
    await waitForHead(page);
    expect(await turn.inputValue()).toBe('-15');
    expect(await page.getByRole('switch', { name: 'All names on head' }).isChecked()).toBe(true);
    await close();
  });

  test('a recent session is listed, left for a new one, and returned to', async () => {
    const { page, close } = await visit(browser, inject('url'), UNSOLVED, { viewport: SIZES.desktop });
    const turn = page.getByRole('textbox', { name: 'Turn' });
    await turn.fill('-25');
    await turn.press('Enter');
    await page.waitForFunction(() => location.hash.includes('angleDeg=-25'));
    const sessions = page.getByRole('button', { name: 'Sessions' });
    await sessions.click();
    const dialog = page.getByRole('dialog', { name: 'Sessions' });
    await dialog.getByText(/open now/).waitFor();
    await dialog.getByRole('button', { name: 'New session' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await turn.inputValue()).toBe('45');
    await sessions.click();
    await dialog.getByRole('listitem').last().getByRole('button').first().click();
    await dialog.waitFor({ state: 'detached' });
    expect(await turn.inputValue()).toBe('-25');
    await close();
  });
});
