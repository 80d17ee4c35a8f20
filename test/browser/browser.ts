import { type Browser, chromium, type Page } from 'playwright-core';

/** Where Debian puts Chromium; another one by COILSCOPE_CHROMIUM. */
const EXECUTABLE = process.env.COILSCOPE_CHROMIUM ?? '/usr/bin/chromium';

export const SIZES = {
  desktop: { width: 1440, height: 900 },
  readme: { width: 1160, height: 680 },
  tablet: { width: 1024, height: 768 },
  phone: { width: 390, height: 844 },
  sideways: { width: 568, height: 320 },
  /** Few pixels: software WebGL pays for each. */
  small: { width: 800, height: 520 },
} as const;

export const HEAD_TIMEOUT_MS = 60_000;
export const SOLVE_TIMEOUT_MS = 180_000;

const FEATURES_OFF = [
  // The address bar's list and assistant are pages too, made anew beside each page of ours: a quarter of the work of opening one.
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'PreloadTopChromeWebUI',
  // Of Playwright's own list, which this one takes the place of, what bears on a page of this machine.
  'AimEnabled',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'OptimizationHints',
  'PaintHolding',
];

/** Chromium that draws WebGL in software, so that it runs on a machine without a GPU. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: EXECUTABLE,
    args: [
      '--no-sandbox',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--ignore-gpu-blocklist',
      '--disable-background-networking',
      // The page is put together without that software GPU, which draws WebGL alone: a quarter less work in all.
      '--disable-gpu-compositing',
      `--disable-features=${FEATURES_OFF}`,
    ],
  });

/** Until the head stands and its status is shown. */
export const waitForHead = (page: Page): Promise<unknown> =>
  page.locator('.status').waitFor({ timeout: HEAD_TIMEOUT_MS });

/** Until the label says that the picture is the full solution. */
export const waitForSolved = (page: Page): Promise<unknown> =>
  page.locator('.status[data-phase="solved"]').waitFor({ timeout: SOLVE_TIMEOUT_MS });
