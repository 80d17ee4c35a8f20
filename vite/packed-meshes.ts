import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const PACKED = /\.(glb|safetensors)$/;

/**
 * Packs the heads and the live field's basis in a build, for src/app/fetch-bytes.ts to unpack: servers send files of types
 * they do not know as they are, and browsers keep them so.
 */
export const packedMeshes = (): Plugin => ({
  name: 'packed-meshes',
  apply: 'build',
  generateBundle(_, bundle) {
    for (const item of Object.values(bundle)) {
      if (item.type === 'asset' && PACKED.test(item.fileName)) item.source = gzipSync(item.source, { level: 9 });
    }
  },
});
