import { defineConfig } from 'vitest/config';

/** The built page in headless Chromium: `npm run test:browser`. Drawn in software, so time limits are wide. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    globalSetup: ['test/browser/serve.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    fileParallelism: false,
  },
});
