import fc from 'fast-check';
import { gunzipSync, zlibSync } from 'fflate';
import { describe, it } from 'vitest';
import { encodeBase64 } from '../../src/formats/base64';
import { readFieldCsv, writeFieldCsv } from '../../src/formats/field-csv';
import { FormatError } from '../../src/formats/format-error';
import { readFreeSurferCurvature } from '../../src/formats/freesurfer';
import { writeFreeSurferCurvature, writeFreeSurferSurface } from '../../src/formats/freesurfer-write';
import { readGifti } from '../../src/formats/gifti-read';
import { writeGiftiFunc, writeGiftiSurface } from '../../src/formats/gifti-write';
import { writeGlb } from '../../src/formats/glb';
import { readGlb } from '../../src/formats/glb-read';
import { writeGmsh } from '../../src/formats/gmsh-write';
import { writeGmsh41 } from '../../src/formats/gmsh41-write';
import { writeNifti } from '../../src/formats/nifti-write';
import { readNpy } from '../../src/formats/npy-read';
import { writeNpy } from '../../src/formats/npy-write';
import { writeObj } from '../../src/formats/obj';
import { writePly } from '../../src/formats/ply-write';
import { readPointsCsv } from '../../src/formats/points-csv';
import { writeBrainsight } from '../../src/formats/pose-brainsight';
import { writeLocalite } from '../../src/formats/pose-localite';
import { writePoseText } from '../../src/formats/pose-text';
import { prepareLayers } from '../../src/formats/prepare-head';
import { readCoils } from '../../src/formats/read-coil';
import { readLayers } from '../../src/formats/read-layers';
import { readPoses } from '../../src/formats/read-poses';
import { readSafetensors, writeSafetensors } from '../../src/formats/safetensors';
import { readSession, writeSession } from '../../src/formats/session-file';
import { writeStl } from '../../src/formats/stl';
import { readTable, writeTable } from '../../src/formats/table-csv';
import { readVtp } from '../../src/formats/vtp-read';
import { writeVtp } from '../../src/formats/vtp-write';
import { IDENTITY_POSE } from '../../src/model/pose';
import { icosphere } from '../helpers/icosphere';
import { sharedBytes, sharedPath } from '../helpers/reference';

const text = (s: string): Uint8Array => new TextEncoder().encode(s);
const sphere = icosphere(0, 90);
const poses = [
  { name: 'a', pose: IDENTITY_POSE },
  { name: 'b', pose: [0, 1, 0, 5, -1, 0, 0, 6, 0, 0, 1, 7, 0, 0, 0, 1] },
];
const ccd = '# x version 1;dIdtmax=100;\n2\n# c\n0 0 -0.01 0 0 1e-6\n0 0 -0.02 0 0 1e-6\n';
const tcd = JSON.stringify({
  coilElementList: [{ stimulator: 0, type: 1, points: [[0, 0, -5]], values: [[0, 0, 1]], deformations: [0] }],
  stimulatorList: [{ maxdIdt: 1e8 }],
  deformList: [{ type: 'x', deformRange: 0 }],
  deformRangeList: [{ initial: 2, range: [0, 4] }],
});
const SOFTAXIC =
  '<!DOCTYPE stmp>\n<stmp><fmp id="a"><fp m00="0" m01="1" m02="0" m10="1" m11="0" m12="0" m20="0" m21="0" m22="-1" x="1" y="2" z="90"/></fmp></stmp>';
const MSH41 = `$MeshFormat\n4.1 0 8\n$EndMeshFormat\n$Entities\n0 0 1 0\n3 0 0 0 1 1 1 1 1003 0\n$EndEntities
$Nodes\n1 3 1 3\n2 3 0 3\n1\n2\n3\n0 0 0\n1 0 0\n0 1 0\n$EndNodes\n$Elements\n1 1 1 1\n2 3 2 1\n1 1 2 3\n$EndElements\n`;

/** A .vtp with zlib-compressed arrays inline, as ParaView saves it. */
const inlineVtp = ((): string => {
  const block = (values: Float32Array | Int32Array): string => {
    const packed = zlibSync(new Uint8Array(values.buffer));
    const head = Uint32Array.of(1, values.byteLength, 0, packed.length);
    return encodeBase64(new Uint8Array(head.buffer)) + encodeBase64(packed);
  };
  const array = (type: string, name: string, values: Float32Array | Int32Array): string =>
    `<DataArray type="${type}" Name="${name}" format="binary">${block(values)}</DataArray>`;
  const corners = Int32Array.of(0, 1, 2);
  const places = Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0);
  return `<VTKFile type="PolyData" byte_order="LittleEndian" header_type="UInt32" compressor="vtkZLibDataCompressor">
<PolyData><Piece NumberOfPoints="3" NumberOfPolys="1"><Points>${array('Float32', 'Points', places)}</Points><Polys>
${array('Int32', 'connectivity', corners)}${array('Int32', 'offsets', Int32Array.of(3))}</Polys></Piece></PolyData></VTKFile>`;
})();
const toBuffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
function field(): Float32Array {
  return Float32Array.from({ length: sphere.positionsMm.length }, (_, i) => i - 7.5);
}
const grid = writeNifti({
  dims: [2, 3, 2],
  affine: [10, 0, 0, -10, 0, 10, 0, -10, 0, 0, 10, -10, 0, 0, 0, 1],
  components: 3,
  values: field().slice(0, 36),
  description: 'dIdtmax=100.0;coilname=x',
  comment: 'a note',
});

/** All that a head's file goes through before it is solved: read, mended, checked. */
const readHead = (data: Uint8Array, file: string): unknown => {
  const parts = readLayers(data, file).map(({ name, surface, tissue }) => ({
    name,
    tissue,
    parts: [surface],
    insideSPerM: 1,
  }));
  return prepareLayers(parts, { repair: true, detail: 'given' });
};

const ASCII_STL = `solid a\n${Array.from(
  { length: sphere.triangles.length / 3 },
  (_, t) =>
    `facet normal 0 0 0\nouter loop\n${[0, 1, 2]
      .map((k) => `vertex ${[...sphere.positionsMm.subarray(3 * sphere.triangles[3 * t + k]).slice(0, 3)].join(' ')}`)
      .join('\n')}\nendloop\nendfacet\n`,
).join('')}endsolid a\n`;
const ASCII_PLY = `ply\nformat ascii 1.0\nelement vertex 12\nproperty float x\nproperty float y\nproperty float z
element face 20\nproperty list uchar int vertex_indices\nend_header\n${writeObj(sphere)
  .split('\n')
  .filter((line) => /^v /.test(line))
  .map((line) => line.slice(2))
  .join(
    '\n',
  )}\n${Array.from({ length: 20 }, (_, t) => `3 ${[...sphere.triangles.subarray(3 * t, 3 * t + 3)].join(' ')}`).join('\n')}\n`;
/** Two tetrahedra of tissues 1 and 2, as text of format 2.2. */
const TETRAHEDRA = `$MeshFormat\n2.2 0 8\n$EndMeshFormat\n$Nodes\n5\n1 0 0 0\n2 90 0 0\n3 0 90 0\n4 0 0 90\n5 60 60 60\n$EndNodes
$Elements\n2\n1 4 2 1 1 1 2 3 4\n2 4 2 2 2 2 3 4 5\n$EndElements\n`;

/** Formats a head is read from. */
const heads: [string, Uint8Array, (data: Uint8Array) => unknown][] = [
  ['PLY', writePly(sphere), (d) => readHead(d, 'a.ply')],
  ['PLY ASCII', text(ASCII_PLY), (d) => readHead(d, 'a.ply')],
  ['STL', writeStl(sphere), (d) => readHead(d, 'a.stl')],
  ['STL ASCII', text(ASCII_STL), (d) => readHead(d, 'a.stl')],
  ['OBJ', text(writeObj(sphere)), (d) => readHead(d, 'a.obj')],
  ['GIFTI', text(writeGiftiSurface(sphere)), (d) => readHead(d, 'a.gii')],
  ['GIFTI ASCII', text(writeGiftiSurface(sphere, { encoding: 'ASCII' })), (d) => readHead(d, 'a.gii')],
  ['FreeSurfer surface', writeFreeSurferSurface(sphere), (d) => readHead(d, 'lh.pial')],
  ['VTP', writeVtp(sphere, [{ name: 'E', components: 3, values: field() }]), (d) => readHead(d, 'a.vtp')],
  ['Gmsh 2.2', writeGmsh(sphere), (d) => readHead(d, 'a.msh')],
  ['Gmsh 2.2 tetrahedra', text(TETRAHEDRA), (d) => readHead(d, 'a.msh')],
  ['Gmsh 4.1', text(MSH41), (d) => readHead(d, 'a.msh')],
  ['Gmsh 4.1 binary', writeGmsh41(sphere), (d) => readHead(d, 'a.msh')],
];

const readers: [string, Uint8Array, (data: Uint8Array) => unknown][] = [
  ['GIFTI base64', text(writeGiftiFunc({ e: field() }, { encoding: 'Base64Binary' })), (d) => readGifti(d, 'a.gii')],
  ['FreeSurfer curvature', writeFreeSurferCurvature(field(), 20), (d) => readFreeSurferCurvature(d, 'lh.curv')],
  ['VTP inline', text(inlineVtp), (d) => readVtp(d, 'a.vtp')],
  ['NIfTI packed', grid, (d) => readCoils(d, 'a.nii.gz')],
  ['NIfTI', gunzipSync(grid), (d) => readCoils(d, 'a.nii')],
  ['NPY', writeNpy(field(), [field().length / 3, 3]), (d) => readNpy(d, 'a.npy')],
  ['NPY text', writeNpy(['a', 'bc'], [2]), (d) => readNpy(d, 'a.npy')],
  ['field.csv', text(writeFieldCsv(field(), field())), (d) => readFieldCsv(d, 'field.csv')],
  [
    'GLB',
    writeGlb({ meshes: [{ name: 'a', positions: sphere.positionsMm, triangles: sphere.triangles, attributes: {} }] }),
    (d) => readGlb(toBuffer(d), 'a.glb'),
  ],
  ['ccd', text(ccd), (d) => readCoils(d, 'a.ccd')],
  ['tcd', text(tcd), (d) => readCoils(d, 'a.tcd')],
  ['points', text('x,y,z\n1,2,3\n4,5,6\n'), (d) => readPointsCsv(d, 'a.csv')],
  ['Brainsight', text(writeBrainsight(poses)), (d) => readPoses(d, 'a.txt')],
  ['Localite', text(writeLocalite(poses)), (d) => readPoses(d, 'a.xml')],
  ['SofTaxic', text(SOFTAXIC), (d) => readPoses(d, 'a.stmpx')],
  ['4x4 text', text(writePoseText(poses)), (d) => readPoses(d, 'a.txt')],
  ['table', text(writeTable({ columns: ['id', 'tms.didt'], rows: [['a', '1e6']] })), (d) => readTable(d, 'jobs.csv')],
  ['session', text(writeSession({ plan: { coilId: 'x' }, view: {} })), (d) => readSession(d, 'a.json')],
  [
    'safetensors',
    writeSafetensors({ arrays: { E: { shape: [field().length], values: field() } }, metadata: { headHash: 'x' } }),
    (d) => readSafetensors(toBuffer(d), 'a.safetensors'),
  ],
];

/** Overwritten bytes, a cut, and a piece written twice: what damage to a file looks like. */
const damage = fc.record({
  writes: fc.array(fc.tuple(fc.nat(), fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(0, 255, 0x7f, 57, 45))), {
    maxLength: 6,
  }),
  cut: fc.option(fc.nat(), { freq: 3 }),
  repeat: fc.option(fc.tuple(fc.nat(), fc.nat({ max: 40 })), { freq: 3 }),
});

function damaged(
  data: Uint8Array,
  { writes, cut, repeat }: typeof damage extends fc.Arbitrary<infer T> ? T : never,
): Uint8Array {
  let bytes = [...data];
  for (const [at, value] of writes) bytes[at % bytes.length] = value;
  if (repeat !== null)
    bytes.splice(repeat[0] % bytes.length, 0, ...bytes.slice(repeat[0] % bytes.length).slice(0, repeat[1]));
  if (cut !== null) bytes = bytes.slice(0, cut % bytes.length);
  return Uint8Array.from(bytes);
}

const readable = (read: (data: Uint8Array) => unknown, data: Uint8Array): void => {
  try {
    read(data);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    if (error.message.includes('\n')) throw new Error(`two lines: ${error.message}`);
  }
};

describe('damaged files of a head are refused in a line, or read, mended and checked', () => {
  it.each(heads)('%s', (_, original, read) => {
    read(original);
    fc.assert(
      fc.property(damage, (how) => readable(read, damaged(original, how))),
      { numRuns: 1000 },
    );
  });
});

describe('damaged files are read or refused with a FormatError, never anything else', () => {
  it.each(readers)('%s', (_, original, read) => {
    read(original);
    fc.assert(
      fc.property(damage, (how) => readable(read, damaged(original, how))),
      { numRuns: 600 },
    );
  });

  it.each([...heads, ...readers])('%s: arbitrary bytes', (_, __, read) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (data) => readable(read, data)),
      { numRuns: 150 },
    );
  });
});

const PEERS = [
  'meshes/sphere3.msh',
  'meshes/sphere3_v4_1_binary.msh',
  'coils/two_stimulator_example_coil.tcd',
  'coils/MagStim_D70.stl',
];

describe.skipIf(!sharedPath('peer-data/meshes'))('damaged peer files (skipped: peer data not present)', () => {
  it.each(PEERS)('%s', (name) => {
    const original = sharedBytes(`peer-data/${name}`);
    const read = (d: Uint8Array): unknown => (name.endsWith('.tcd') ? readCoils(d, name) : readHead(d, name));
    fc.assert(
      // The start of a file holds its counts; most damage goes there.
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: 400 }), fc.nat({ max: 255 })), { maxLength: 3 }),
        fc.option(fc.nat()),
        (writes, cut) => {
          const bytes = original.slice(0, cut === null ? original.length : cut % original.length);
          for (const [at, value] of writes) if (at < bytes.length) bytes[at] = value;
          readable(read, bytes);
        },
      ),
      { numRuns: 25 },
    );
  });
});
