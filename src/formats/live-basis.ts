import * as v from 'valibot';
import { FormatError } from './format-error';
import { readSafetensors, type Tensors, type TensorValues, writeSafetensors } from './safetensors';

/** Mode points that a carried vertex leans on. */
export const DONORS = 6;

/** Modes of E at the mode points, and how the numbers that describe a source become their coefficients. */
export interface ModeSet {
  /** Source -> coefficients, modes x inputs. */
  projection: Float32Array;
  /** The modes, int8, rows x modes in blocks; row 3i + d is component d of mode point i. */
  matrix: Int8Array;
  /** Value of one step of each column in each block, blocks x modes. */
  steps: Float32Array;
}

/** An electrode solved for: a disc at a 10-10 position. */
export interface Lead {
  at: string;
  radiusMm: number;
}

/**
 * What turns a source into E at every vertex of a head's field surfaces; see docs/physics.md, "Live field". Vertices of all
 * field surfaces are counted through, in their order.
 */
export interface LiveBasis {
  /** Hash of the head the basis belongs to. */
  headHash: string;
  /** Vertex of each mode point. */
  modeVertices: Uint32Array;
  /** Rows of a block of the matrices. */
  blockRows: number;
  /** Vertices that are no mode points: six donors each, and 18 columns of three weights each, times `carriedSteps`. */
  carriedVertices: Uint32Array;
  carriedDonors: Uint16Array;
  carriedWeights: Int16Array;
  carriedSteps: Float32Array;
  /** A coil is described by the normal component of its B at points, m, packed xyz: E is V/m for 1 A/s. */
  coils: ModeSet & { pointsM: Float32Array; normals: Float32Array };
  /** A montage is described by the current into each lead, mA: E is V/m. Null where electrodes were not solved for. */
  electrodes: (ModeSet & { leads: Lead[] }) | null;
}

/** Numbers that describe a source to a set of modes. */
const inputsOfCoils = (basis: LiveBasis): number => basis.coils.pointsM.length / 3;
export const modesOf = ({ steps }: ModeSet, basis: LiveBasis): number => steps.length / blocksOf(basis);
export const blocksOf = ({ modeVertices, blockRows }: LiveBasis): number =>
  Math.ceil((3 * modeVertices.length) / blockRows);
export const vertexTotal = (basis: LiveBasis): number => basis.modeVertices.length + basis.carriedVertices.length;

const leadsSchema = v.array(v.strictObject({ at: v.string(), radiusMm: v.pipe(v.number(), v.minValue(0)) }));

/** The file of a basis. */
export function writeLiveBasis(basis: LiveBasis): Uint8Array {
  const arrays: Tensors['arrays'] = {};
  const put = (name: string, values: TensorValues, ...width: number[]): void => {
    const row = width.reduce((a, b) => a * b, 1);
    arrays[name] = { shape: [values.length / row, ...width], values };
  };
  const putSet = (name: string, set: ModeSet): void => {
    const modes = modesOf(set, basis);
    put(`${name}.projection`, set.projection, set.projection.length / modes);
    put(`${name}.matrix`, set.matrix, modes);
    put(`${name}.steps`, set.steps, modes);
  };
  put('modeVertices', basis.modeVertices);
  put('carriedVertices', basis.carriedVertices);
  put('carriedDonors', basis.carriedDonors, DONORS);
  put('carriedWeights', basis.carriedWeights, 3 * DONORS, 3);
  put('carriedSteps', basis.carriedSteps);
  put('coils.pointsM', basis.coils.pointsM, 3);
  put('coils.normals', basis.coils.normals, 3);
  putSet('coils', basis.coils);
  const metadata: Tensors['metadata'] = { headHash: basis.headHash, blockRows: String(basis.blockRows) };
  if (basis.electrodes) {
    putSet('electrodes', basis.electrodes);
    metadata.leads = JSON.stringify(basis.electrodes.leads);
  }
  return writeSafetensors({ arrays, metadata });
}

/** Reads the file of a basis. Throws FormatError where arrays are missing, of another kind or do not fit one another. */
export function readLiveBasis(buffer: ArrayBuffer, file: string): LiveBasis {
  const { arrays, metadata } = readSafetensors(buffer, file);
  const take = <T extends TensorValues>(name: string, kind: new (length: number) => T): T => {
    const values = arrays[name]?.values;
    if (!(values instanceof kind)) throw new FormatError(file, `${name} is missing or no ${kind.name}`);
    return values;
  };
  const takeSet = (name: string): ModeSet => ({
    projection: take(`${name}.projection`, Float32Array),
    matrix: take(`${name}.matrix`, Int8Array),
    steps: take(`${name}.steps`, Float32Array),
  });
  const basis: LiveBasis = {
    headHash: metadata.headHash ?? '',
    blockRows: Number(metadata.blockRows),
    modeVertices: take('modeVertices', Uint32Array),
    carriedVertices: take('carriedVertices', Uint32Array),
    carriedDonors: take('carriedDonors', Uint16Array),
    carriedWeights: take('carriedWeights', Int16Array),
    carriedSteps: take('carriedSteps', Float32Array),
    coils: {
      pointsM: take('coils.pointsM', Float32Array),
      normals: take('coils.normals', Float32Array),
      ...takeSet('coils'),
    },
    electrodes: metadata.leads ? { leads: parseLeads(metadata.leads, file), ...takeSet('electrodes') } : null,
  };
  const misfit = firstMisfit(basis);
  if (misfit) throw new FormatError(file, `${misfit}; build it again with npm run modes:build`);
  return basis;
}

function parseLeads(text: string, file: string): Lead[] {
  try {
    return v.parse(leadsSchema, JSON.parse(text));
  } catch {
    throw new FormatError(file, 'its list of leads is damaged');
  }
}

/** What keeps the arrays of a basis from being used together, or null. Indices are checked: they address raw memory. */
function firstMisfit(basis: LiveBasis): string | null {
  const { blockRows, coils, electrodes } = basis;
  const points = basis.modeVertices.length;
  const carried = basis.carriedVertices.length;
  if (!(Number.isInteger(blockRows) && blockRows > 0 && blockRows % 12 === 0)) return `has blocks of ${blockRows} rows`;
  if (coils.normals.length !== coils.pointsM.length) return 'signature points and normals differ in number';
  const misfit =
    setMisfit(basis, coils, inputsOfCoils(basis)) ??
    (electrodes && setMisfit(basis, electrodes, electrodes.leads.length));
  if (misfit) return misfit;
  if (basis.carriedDonors.length !== DONORS * carried) return 'the donors do not fit the carried vertices';
  if (basis.carriedWeights.length !== 9 * DONORS * carried) return 'the weights do not fit the carried vertices';
  if (basis.carriedSteps.length !== carried) return 'the weight steps do not fit the carried vertices';
  if (basis.carriedDonors.some((donor) => donor >= points)) return 'a donor is no mode point';
  const seen = new Uint8Array(points + carried);
  for (const list of [basis.modeVertices, basis.carriedVertices]) {
    for (const vertex of list) {
      if (vertex >= seen.length || seen[vertex] === 1) return `vertex ${vertex} is out of range or there twice`;
      seen[vertex] = 1;
    }
  }
  return null;
}

function setMisfit(basis: LiveBasis, set: ModeSet, inputs: number): string | null {
  const modes = modesOf(set, basis);
  // the product's integer sums hold 512 columns
  if (!(Number.isInteger(modes) && modes > 0 && modes <= 512)) return `has ${modes} modes`;
  if (set.matrix.length !== blocksOf(basis) * basis.blockRows * modes) return 'a matrix does not fit the mode points';
  if (set.projection.length !== modes * inputs) return 'a projection does not fit its modes';
  return null;
}
