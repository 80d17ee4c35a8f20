import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine } from '../../src/engine/engine';
import type { PrepareOptions, Source } from '../../src/engine/protocol';
import type { Head } from '../../src/model/head';
import { headHash } from '../../src/model/head-hash';

const ROOT = new URL('../..', import.meta.url).pathname;
const TOLERANCE = 3e-5;
/** Sources solved at once: they share what is read of the near field. */
const AT_ONCE = 4;
/** Solutions of another formulation are others: change this with it. */
const FORMULATION = 'linear density';

/** Full solutions wanted of one head. */
export interface Study {
  name: string;
  head: Head;
  prepare: PrepareOptions;
  sources: Source[];
}

function solutionFile(study: Study, source: number): string {
  const { name, head, prepare, sources } = study;
  const hash = createHash('sha256').update(
    JSON.stringify([FORMULATION, headHash(head), prepare, TOLERANCE, sources[source]]),
  );
  return join(ROOT, '.cache/modes', name, `${hash.digest('hex').slice(0, 20)}.f32`);
}

/**
 * Solves for every source whose file is missing, every `parts`-th from `part`: E (V/m) at the points of all field surfaces,
 * f32, one file each under .cache/modes. What is there is not computed again, so a stopped run goes on where it was.
 */
export async function solveStudy(study: Study, part = 0, parts = 1): Promise<void> {
  const { name, head, sources } = study;
  mkdirSync(join(ROOT, '.cache/modes', name), { recursive: true });
  const todo = sources.map((_, i) => i).filter((i) => i % parts === part && !existsSync(solutionFile(study, i)));
  console.error(`${name}: ${sources.length} solutions, ${todo.length} to compute`);
  if (todo.length === 0) return;
  const engine = await createEngine(readFileSync(join(ROOT, 'build/core.wasm')));
  await engine.prepare(head.layers, undefined, undefined, study.prepare);
  const points = head.fieldSurfaces.map((s) => s.pointsMm);
  const began = performance.now();
  for (let done = 0; done < todo.length; ) {
    const block = todo.slice(done, done + AT_ONCE);
    const asked = block.map((i) => ({ source: sources[i], pointsMm: points }));
    const solutions = await engine.solveAll(asked, { tolerance: TOLERANCE });
    for (const [k, { eVPerM }] of solutions.entries()) {
      const file = solutionFile(study, block[k]);
      writeFileSync(`${file}.tmp`, Buffer.concat(eVPerM.map((e) => Buffer.from(e.buffer, e.byteOffset, e.byteLength))));
      renameSync(`${file}.tmp`, file);
    }
    done += block.length;
    const each = (performance.now() - began) / 1000 / done;
    const minutes = ((todo.length - done) * each) / 60;
    console.error(`${name}: ${done}/${todo.length}, ${each.toFixed(1)} s each, ${minutes.toFixed(0)} min left`);
  }
}

/** The solutions of a study, packed xyz E of all field surfaces one after another. */
export function readSolutions(study: Study): Float32Array[] {
  return study.sources.map((_, i) => {
    const bytes = readFileSync(solutionFile(study, i));
    return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  });
}
