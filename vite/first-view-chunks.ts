import type { Rolldown } from 'vite';

/**
 * The first view in a few files: one that draws the first picture, and what it then imports, which changes at different times. Left to
 * the bundler they were ninety. What is opened later has files of its own.
 */
export const firstViewChunks: Rolldown.RolldownOptions = {
  // The page itself too, so that what it imports counts as the first view though it is imported later.
  input: ['index.html', 'src/main.tsx'],
  output: {
    codeSplitting: {
      groups: [
        { name: 'first', test: /src[\\/]first[\\/]|vite[\\/]preload-helper/, priority: 1 },
        { name: 'three', tags: ['$initial'], test: /node_modules[\\/]three[\\/]/ },
        { name: 'libraries', tags: ['$initial'], test: /node_modules/ },
        { name: 'page', tags: ['$initial'], test: /src[\\/].+\.tsx?$/ },
      ],
    },
  },
};
