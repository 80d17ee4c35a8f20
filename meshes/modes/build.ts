/**
 * `npm run modes:build`: the live field's basis of the bundled head, for coils and for electrodes. Solves for every
 * source (resumable, see solutions.ts; `i/n` solves every n-th and stops), keeps the strongest modes at the mode points, learns
 * how the other vertices follow from those, and writes meshes/colin27/live.safetensors. The same solutions give the same bytes.
 */

import { writeFileSync } from 'node:fs';
import { bundledHead } from '../../src/cli/engine';
import { writeLiveBasis } from '../../src/formats/live-basis';
import { assembleBasis } from '../../src/modes/assemble-basis';
import { dipoleShell, shellSources } from '../../src/modes/dipole-shell';
import { electrodeLeads, LEAD_MAX_EDGE_MM, leadSources } from '../../src/modes/electrode-leads';
import { readSolutions, type Study, solveStudy } from './solutions';

/** The folded cortex has points at many depths, which say more than those of a smooth one. */
const SIGNATURE_PER_SOURCE = 1.4;

const say = (line: string): void => console.error(line);

const head = await bundledHead('full');
const shell = dipoleShell(head);
const coils: Study = { name: 'coils', head, prepare: {}, sources: shellSources(shell) };
const leads = electrodeLeads(head);
const electrodes: Study = {
  name: 'electrodes',
  head,
  prepare: { maxEdgeMm: LEAD_MAX_EDGE_MM },
  sources: leadSources(head, leads),
};

function write(name: string, bytes: Uint8Array): void {
  writeFileSync(new URL(`../colin27/${name}`, import.meta.url), bytes);
  say(`${name}: ${(bytes.length / 1e6).toFixed(1)} MB`);
}

const part = process.argv.find((argument) => /^\d+\/\d+$/.test(argument));
const [first, step] = (part ?? '0/1').split('/').map(Number);
const only = process.argv.find((argument) => argument === 'coils' || argument === 'electrodes');
if (only !== 'electrodes') await solveStudy(coils, first, step);
if (only !== 'coils') await solveStudy(electrodes, first, step);
if (!part && !only) {
  const basis = assembleBasis(
    head,
    { sources: shell, fields: readSolutions(coils) },
    { sources: leads, fields: readSolutions(electrodes) },
    SIGNATURE_PER_SOURCE,
    say,
  );
  write('live.safetensors', writeLiveBasis(basis));
}
