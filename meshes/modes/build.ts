/**
 * `npm run modes:build`: the live field's basis of the bundled head, for coils and for electrodes. Solves for every
 * source (resumable, see solutions.ts; `i/n` solves every n-th and stops), keeps the strongest modes at the mode points, learns
 * how the other vertices follow from those, and writes meshes/colin27/live.safetensors. The same solutions give the same bytes.
 */

import { writeFileSync } from 'node:fs';
import { Matrix } from 'ml-matrix';
import { bundledHead } from '../../src/cli/engine';
import { DONORS, type LiveBasis, type ModeSet, writeLiveBasis } from '../../src/formats/live-basis';
import { headHash } from '../../src/model/head-hash';
import { fitCarryMaps } from './carry-fit';
import { leadingModes, quantizeModes } from './compress';
import { dipoleFlux, dipoleShell, shellSources } from './dipole-shell';
import { electrodeLeads, LEAD_MAX_EDGE_MM, leadSources } from './electrode-leads';
import { chooseModePoints, type ModePoints } from './mode-points';
import { amplitudeMatrix, signaturePoints } from './projection';
import { readSolutions, type Study, solveStudy } from './solutions';

/** Points a block of the matrix; each of its columns has a scale of its own. */
const BLOCK_POINTS = 64;
const SIGNATURE_SPACING_MM = 14;
/** Modes kept: enough that what is left out stays below the int8 steps; see docs/accuracy.md. */
const COIL_MODES = 288;
const ELECTRODE_MODES = 96;

const say = (line: string): void => console.error(line);

const head = await bundledHead('full');
const shell = dipoleShell(head.layers[0].surface);
const coils: Study = { name: 'coils', head, prepare: {}, sources: shellSources(shell) };
const leads = electrodeLeads(head);
const electrodes: Study = {
  name: 'electrodes',
  head,
  prepare: { maxEdgeMm: LEAD_MAX_EDGE_MM },
  sources: leadSources(head, leads),
};

function atModePoints(points: ModePoints, fields: Float32Array[]): Float32Array[] {
  return fields.map((field) => {
    const out = new Float32Array(3 * points.vertices.length);
    points.vertices.forEach((v, i) => {
      out.set(field.subarray(3 * v, 3 * v + 3), 3 * i);
    });
    return out;
  });
}

/** The `count` strongest modes of fields and what leads from inputs to their coefficients, given the inputs' amplitudes. */
function modeSet(name: string, fields: Float32Array[], count: number, amplitudes: Matrix): ModeSet {
  const { vectors, shares, singularValues } = leadingModes(fields, count);
  say(
    `${name}: ${count} modes of ${fields.length}, down to ${(singularValues[count - 1] / singularValues[0]).toExponential(1)}`,
  );
  return {
    projection: Float32Array.from(shares.transpose().mmul(amplitudes).to1DArray()),
    ...quantizeModes(vectors, count, 3 * BLOCK_POINTS),
  };
}

function liveBasis(): LiveBasis {
  const coilFields = readSolutions(coils);
  const electrodeFields = readSolutions(electrodes);
  const points = chooseModePoints(head.fieldSurfaces, BLOCK_POINTS, DONORS);
  say(`${points.vertices.length} mode points, ${points.donors.size} vertices carried`);
  const signature = signaturePoints(head.layers[3].surface, SIGNATURE_SPACING_MM);
  const amplitudes = amplitudeMatrix(shell.map((dipole) => dipoleFlux(dipole, signature)));
  const carried = fitCarryMaps(points, coilFields, electrodeFields);
  return {
    headHash: headHash(head),
    blockRows: 3 * BLOCK_POINTS,
    modeVertices: points.vertices,
    carriedVertices: carried.vertices,
    carriedDonors: carried.donors,
    carriedWeights: carried.weights,
    carriedSteps: carried.steps,
    coils: {
      pointsM: Float32Array.from(signature.flatMap(({ positionM }) => positionM)),
      normals: Float32Array.from(signature.flatMap(({ normal }) => normal)),
      ...modeSet('coils', atModePoints(points, coilFields), COIL_MODES, amplitudes),
    },
    electrodes: {
      leads: leads.map(({ at, radiusMm }) => ({ at, radiusMm })),
      ...modeSet('electrodes', atModePoints(points, electrodeFields), ELECTRODE_MODES, Matrix.eye(leads.length)),
    },
  };
}

function write(name: string, bytes: Uint8Array): void {
  writeFileSync(new URL(`../colin27/${name}`, import.meta.url), bytes);
  say(`${name}: ${(bytes.length / 1e6).toFixed(1)} MB`);
}

const part = process.argv.find((argument) => /^\d+\/\d+$/.test(argument));
const [first, step] = (part ?? '0/1').split('/').map(Number);
const only = process.argv.find((argument) => argument === 'coils' || argument === 'electrodes');
if (only !== 'electrodes') await solveStudy(coils, first, step);
if (only !== 'coils') await solveStudy(electrodes, first, step);
if (!part && !only) write('live.safetensors', writeLiveBasis(liveBasis()));
