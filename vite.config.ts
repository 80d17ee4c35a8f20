import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';
import { contentPolicy } from './vite/content-policy.ts';
import { earlyFiles } from './vite/early-files.ts';
import { firstViewChunks } from './vite/first-view-chunks.ts';
import { keptFiles } from './vite/kept-files.ts';
import { leanThree } from './vite/lean-three.ts';
import { licences } from './vite/licences.ts';
import { packedMeshes } from './vite/packed-meshes.ts';

/** Lets the page share memory between workers (two-threaded solves); the app also runs without it. */
const crossOriginIsolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  base: './',
  plugins: [react(), contentPolicy(), earlyFiles(), licences(), packedMeshes(), keptFiles()],
  server: { headers: crossOriginIsolation },
  preview: { headers: crossOriginIsolation },
  worker: { format: 'es', plugins: () => [leanThree()] },
  assetsInclude: ['**/*.glb', '**/*.safetensors'],
  build: {
    target: 'esnext',
    assetsInlineLimit: 0,
    rolldownOptions: firstViewChunks,
    // The budget holds the sizes: `npm run budget`.
    chunkSizeWarningLimit: 1000,
  },
  test: {
    // One a core: most files compute on one.
    maxWorkers: '100%',
    pool: 'threads',
    sequence: { sequencer: LongestFirst },
    projects: [
      // The page's state is in its modules: each file has its own.
      { extends: true, test: { name: 'page', include: ['test/app/**/*.test.ts'] } },
      // Elsewhere a worker keeps its modules for the next file: to load them for each took a third of all.
      {
        extends: true,
        test: {
          name: 'engine',
          include: ['test/**/*.test.ts'],
          exclude: ['test/app/**', 'test/browser/**', 'node_modules/**'],
          isolate: false,
        },
      },
    ],
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
