import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/**
 * For workers, which need a few of three's vectors and no renderer: takes three by its single modules instead of its one file, so that
 * what nobody uses is left out.
 */
export function leanThree(): Plugin {
  const core = fileURLToPath(new URL('../node_modules/three/src/Three.Core.js', import.meta.url));
  return { name: 'lean-three', enforce: 'pre', resolveId: (id) => (id === 'three' ? core : null) };
}
