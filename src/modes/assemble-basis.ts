import { Matrix } from 'ml-matrix';
import { DONORS, type LiveBasis, type ModeSet } from '../formats/live-basis';
import type { Head, Layer } from '../model/head';
import { headHash } from '../model/head-hash';
import { type Surface, vertexCount } from '../model/surface';
import { fitCarryMaps } from './carry-fit';
import { leadingModes, quantizeModes } from './compress';
import { dipoleFlux, type ShellDipole } from './dipole-shell';
import type { ElectrodeLead } from './electrode-leads';
import { chooseModePoints, type ModePoints } from './mode-points';
import { amplitudeMatrix, type SignaturePoint, signaturePoints } from './projection';

/** Points a block of the matrix; each of its columns has a scale of its own. */
const BLOCK_POINTS = 64;
/** The widest spacing of the points a coil's field is sampled at, mm; closer where that gives too few of them. */
const SIGNATURE_SPACING_MM = 14;
/** Modes kept: enough that what is left out stays below the int8 steps; see docs/accuracy.md. */
const COIL_MODES = 288;
const ELECTRODE_MODES = 96;

/** Sources and the full solution for each: E (V/m) at the points of all field surfaces, packed xyz, one surface after another. */
export interface Solved<T> {
  sources: readonly T[];
  fields: Float32Array[];
}

/**
 * The live basis of a head from full solutions: its strongest modes at the mode points, how sources become their
 * coefficients, and how the other vertices follow from the mode points. The same solutions give the same basis.
 *
 * @param electrodes null for a basis that serves coils alone
 * @param signaturePerSource least number of signature points to a coil source; on a smooth brain 1.5 leaves errors of 20 %, 2 none
 */
export function assembleBasis(
  head: Head,
  coils: Solved<ShellDipole>,
  electrodes: Solved<ElectrodeLead> | null,
  signaturePerSource: number,
  say: (line: string) => void = () => {},
): LiveBasis {
  const points = chooseModePoints(head.fieldSurfaces, BLOCK_POINTS, DONORS);
  say(`${points.vertices.length} mode points, ${points.donors.size} vertices carried`);
  const signature = enoughSignature(signatureLayer(head).surface, signaturePerSource * coils.sources.length);
  const amplitudes = amplitudeMatrix(coils.sources.map((dipole) => dipoleFlux(dipole, signature)));
  const carried = fitCarryMaps(points, ...[coils.fields, ...(electrodes ? [electrodes.fields] : [])]);
  const modes = (name: string, fields: Float32Array[], most: number, inputs: Matrix): ModeSet =>
    modeSet(name, atModePoints(points, fields), Math.min(most, fields.length), inputs, say);
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
      ...modes('coils', coils.fields, COIL_MODES, amplitudes),
    },
    electrodes: electrodes && {
      leads: electrodes.sources.map(({ at, radiusMm }) => ({ at, radiusMm })),
      ...modes('electrodes', electrodes.fields, ELECTRODE_MODES, Matrix.eye(electrodes.sources.length)),
    },
  };
}

function enoughSignature(surface: Surface, least: number): SignaturePoint[] {
  for (let spacingMm = SIGNATURE_SPACING_MM; ; spacingMm *= 0.85) {
    const points = signaturePoints(surface, spacingMm);
    if (points.length >= Math.min(least, vertexCount(surface))) return points;
  }
}

/** The surface a coil's field is sampled on: that of the outermost layer with a field surface, which bounds the brain. */
function signatureLayer(head: Head): Layer {
  const shown = new Set(head.fieldSurfaces.map((f) => f.surface));
  const layer = head.layers.find(({ surface }) => shown.has(surface));
  if (!layer) throw new Error(`${head.title} has no layer on which a field is shown`);
  return layer;
}

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
function modeSet(
  name: string,
  fields: Float32Array[],
  count: number,
  amplitudes: Matrix,
  say: (line: string) => void,
): ModeSet {
  const { vectors, shares, singularValues } = leadingModes(fields, count);
  say(
    `${name}: ${count} modes of ${fields.length}, down to ${(singularValues[count - 1] / singularValues[0]).toExponential(1)}`,
  );
  return {
    projection: Float32Array.from(shares.transpose().mmul(amplitudes).to1DArray()),
    ...quantizeModes(vectors, count, 3 * BLOCK_POINTS),
  };
}
