/**
 * `npm run modes:solve`: the full solution for every dipole of the shell, one file each under
 * .cache/modes. A file that is there is not computed again, so a stopped run goes on where it was; the argument `i/n` takes every
 * n-th dipole, for running several at once.
 */

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledHead } from '../../src/cli/engine';
import { createEngine } from '../../src/engine/engine';
import type { Head } from '../../src/model/head';
import { IDENTITY_POSE } from '../../src/model/pose';
import { dipoleShell, type ShellDipole } from './dipole-shell';

const ROOT = new URL('../..', import.meta.url).pathname;
const TOLERANCE = 3e-5;

/** Where the solutions of this head and shell are kept. */
export function shellCache(head: Head, shell: ShellDipole[]): string {
  const hash = createHash('sha256');
  for (const layer of head.layers) hash.update(layer.surface.positionsMm).update(String(layer.insideSPerM));
  for (const surface of head.fieldSurfaces) hash.update(surface.pointsMm);
  hash.update(JSON.stringify(shell)).update(String(TOLERANCE));
  return join(ROOT, '.cache/modes', hash.digest('hex').slice(0, 16));
}

export const solutionFile = (folder: string, dipole: number): string =>
  join(folder, `${String(dipole).padStart(4, '0')}.f32`);

/** Solves for every dipole whose file is missing: E (V/m at 1 A/s) at the points of all field surfaces, f32. */
export async function solveShell(part = 0, parts = 1): Promise<void> {
  const head = await bundledHead('full');
  const shell = dipoleShell(head.layers[0].surface);
  const folder = shellCache(head, shell);
  mkdirSync(folder, { recursive: true });
  const todo = shell.map((_, i) => i).filter((i) => i % parts === part && !existsSync(solutionFile(folder, i)));
  console.error(`${shell.length} dipoles, ${todo.length} to solve here`);
  const engine = await createEngine(readFileSync(join(ROOT, 'build/core.wasm')));
  await engine.prepare(head.layers);
  const began = performance.now();
  for (const [done, i] of todo.entries()) {
    const { positionMm, direction } = shell[i];
    const coil = {
      id: 'dipole',
      title: 'magnetic dipole',
      dipoles: { positionsMm: Float64Array.from(positionMm), momentsAm2PerA: Float64Array.from(direction) },
    };
    const { eVPerM } = await engine.solve(
      { kind: 'tms', coil, pose: IDENTITY_POSE, didtAPerS: 1 },
      head.fieldSurfaces.map((s) => s.pointsMm),
      { tolerance: TOLERANCE },
    );
    const file = solutionFile(folder, i);
    writeFileSync(`${file}.tmp`, Buffer.concat(eVPerM.map((e) => Buffer.from(e.buffer, e.byteOffset, e.byteLength))));
    renameSync(`${file}.tmp`, file);
    const each = (performance.now() - began) / 1000 / (done + 1);
    if (done % 10 === 9 || done === todo.length - 1) {
      console.error(
        `${done + 1}/${todo.length}  ${each.toFixed(1)} s each, ${(((todo.length - done - 1) * each) / 60).toFixed(0)} min left`,
      );
    }
  }
}
