import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileData } from '../../src/formats/byte-reader';
import { isFreeSurferSurface, readFreeSurferCurvature, readFreeSurferSurface } from '../../src/formats/freesurfer';
import { readGiftiSurface } from '../../src/formats/gifti-read';
import { writeGiftiSurface } from '../../src/formats/gifti-write';
import { trianglesTagged } from '../../src/formats/gmsh-mesh';
import { readGmsh } from '../../src/formats/gmsh-read';
import { writeGmsh } from '../../src/formats/gmsh-write';
import { readObj } from '../../src/formats/obj';
import { readPly } from '../../src/formats/ply-read';
import { writePly } from '../../src/formats/ply-write';
import { readSurface, scaleSurface } from '../../src/formats/read-surface';
import { readStl, writeStl } from '../../src/formats/stl';
import type { Surface } from '../../src/model/surface';
import { surfaces } from '../helpers/arbitraries';
import { icosphere } from '../helpers/icosphere';

const same = (got: Surface, want: Surface): void => {
  expect([...got.positionsMm]).toEqual([...want.positionsMm]);
  expect([...got.triangles]).toEqual([...want.triangles]);
};

/** Corner coordinates triangle by triangle: what STL keeps of a surface. */
const cornersOf = (s: Surface): number[] =>
  [...s.triangles].flatMap((v) => [...s.positionsMm.subarray(3 * v, 3 * v + 3)]);

describe('round trips', () => {
  const roundTrips: [string, (s: Surface) => Surface][] = [
    ['PLY', (s) => readPly(writePly(s), 'a.ply')],
    ['GIFTI', (s) => readGiftiSurface(writeGiftiSurface(s), 'a.surf.gii')],
    [
      'Gmsh 2.2',
      (s) => {
        const mesh = readGmsh(writeGmsh(s, [], 7), 'a.msh');
        expect(new Set(mesh.triangleTags)).toEqual(new Set([7]));
        return { positionsMm: Float32Array.from(mesh.nodesMm), triangles: mesh.triangles };
      },
    ],
  ];
  it.each(roundTrips)('%s keeps every vertex and triangle', (_, roundTrip) => {
    fc.assert(fc.property(surfaces, (s) => same(roundTrip(s), s)));
  });

  it('STL keeps every corner and joins equal ones', () => {
    fc.assert(
      fc.property(surfaces, (s) => {
        const back = readStl(writeStl(s), 'a.stl');
        expect(cornersOf(back)).toEqual(cornersOf(s));
        expect(back.positionsMm.length).toBe(s.positionsMm.length);
      }),
    );
  });

  it('PLY keeps scalars beside the geometry without disturbing it', () => {
    const sphere = icosphere(1, 90);
    const e = Float32Array.from({ length: sphere.positionsMm.length / 3 }, (_, i) => i);
    same(readPly(writePly(sphere, { magnE: e }), 'a.ply'), sphere);
  });
});

/*      3
 *     / \      a tetrahedron: four vertices, four triangles, outward
 *    0---2     (1 in front)
 *     \1/
 */
const TETRAHEDRON: Surface = {
  positionsMm: Float32Array.of(0, 0, 0, 10, 0, 0, 0, 10, 0, 0, 0, 10),
  triangles: Uint32Array.of(0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3),
};

const PLY_ASCII = `ply
format ascii 1.0
comment made by hand
element vertex 4
property float x
property float y
property float z
property uchar red
element face 4
property list uchar int vertex_index
end_header
0 0 0 255
10 0 0 255
0 10 0 255
0 0 10 255
3 0 2 1
3 0 1 3
3 0 3 2
3 1 2 3
`;

/** A big-endian binary PLY with double coordinates, a stray list and an extra element, as other tools may write. */
function plyBigEndian(): Uint8Array {
  const header = `ply\r\nformat binary_big_endian 1.0\r\nelement vertex 4\r\nproperty double x\r\nproperty double y\r
property double z\r\nproperty list uchar short neighbours\r\nelement edge 1\r\nproperty int vertex1\r\nelement face 4\r
property list uint uint vertex_indices\r\nproperty uchar flag\r\nend_header\r\n`;
  const bytes: number[] = [...new TextEncoder().encode(header)];
  const push = (size: number, put: (view: DataView) => void): void => {
    const view = new DataView(new ArrayBuffer(size));
    put(view);
    bytes.push(...new Uint8Array(view.buffer));
  };
  for (let v = 0; v < 4; v++) {
    for (let d = 0; d < 3; d++) push(8, (view) => view.setFloat64(0, TETRAHEDRON.positionsMm[3 * v + d]));
    bytes.push(1, 0, 9);
  }
  push(4, (view) => view.setInt32(0, 3));
  for (let t = 0; t < 4; t++) {
    push(4, (view) => view.setUint32(0, 3));
    for (let k = 0; k < 3; k++) push(4, (view) => view.setUint32(0, TETRAHEDRON.triangles[3 * t + k]));
    bytes.push(1);
  }
  return Uint8Array.from(bytes);
}

const STL_ASCII = `solid t
${[...Array(4).keys()]
  .map((t) => {
    const corner = (k: number): string =>
      `vertex ${[...TETRAHEDRON.positionsMm.subarray(3 * TETRAHEDRON.triangles[3 * t + k]).slice(0, 3)].join(' ')}`;
    return `facet normal 0 0 0\n outer loop\n  ${corner(0)}\n  ${corner(1)}\n  ${corner(2)}\n endloop\nendfacet`;
  })
  .join('\n')}
endsolid t
`;

const GMSH_22 = `$MeshFormat
2.2 0 8
$EndMeshFormat
$PhysicalNames
1
3 1 "white"
$EndPhysicalNames
$Nodes
4
10 0 0 0
20 10 0 0
30 0 10 0
40 0 0 10
$EndNodes
$Elements
3
1 15 2 0 0 10
2 2 2 1005 1 10 30 20
3 4 2 5 5 10 20 30 40
$EndElements
$NodeData
1
"v"
1
0.0
3
0
1
1
10 3
$EndNodeData
`;

const giftiAscii = (order: string): string => `<?xml version="1.0"?>
<!DOCTYPE GIFTI SYSTEM "http://www.nitrc.org/frs/download.php/115/gifti.dtd">
<GIFTI Version="1.0" NumberOfDataArrays="2"><MetaData><MD><Name><![CDATA[a]]></Name><Value/></MD></MetaData>
<DataArray Intent="NIFTI_INTENT_POINTSET" DataType="NIFTI_TYPE_FLOAT32" ArrayIndexingOrder="${order}" Dimensionality="2"
 Dim0="4" Dim1="3" Encoding="ASCII" Endian="LittleEndian"><Data>${
   order === 'RowMajorOrder' ? '0 0 0 10 0 0 0 10 0 0 0 10' : '0 10 0 0 0 0 10 0 0 0 0 10'
 }</Data></DataArray>
<DataArray Intent="NIFTI_INTENT_TRIANGLE" DataType="NIFTI_TYPE_INT32" ArrayIndexingOrder="RowMajorOrder" Dimensionality="2"
 Dim0="4" Dim1="3" Encoding="ASCII" Endian="LittleEndian"><Data>0 2 1 0 1 3 0 3 2 1 2 3</Data></DataArray></GIFTI>`;

function freeSurferFile(tail = ''): Uint8Array {
  const head = [0xff, 0xff, 0xfe, ...new TextEncoder().encode('created by hand\n\n')];
  const numbers = new DataView(new ArrayBuffer(8 + 48 + 48));
  numbers.setInt32(0, 4);
  numbers.setInt32(4, 4);
  for (const [i, value] of TETRAHEDRON.positionsMm.entries()) numbers.setFloat32(8 + 4 * i, value);
  for (const [i, value] of TETRAHEDRON.triangles.entries()) numbers.setInt32(56 + 4 * i, value);
  return Uint8Array.from([...head, ...new Uint8Array(numbers.buffer), ...new TextEncoder().encode(tail)]);
}

describe('files as other tools write them', () => {
  const files: [string, string, FileData][] = [
    ['ASCII PLY with colours', 'a.ply', PLY_ASCII],
    ['big-endian PLY with lists of other types', 'a.ply', plyBigEndian()],
    [
      'OBJ with normals and negative indices',
      'a.obj',
      'v 0 0 0\nv 10 0 0\nv 0 10 0\nv 0 0 10\nvn 0 0 1\nf 1/1/1 3/2/1 2/3/1\nf 1//1 2//1 4//1\nf -4 -1 -2\nf 2 3 4\n',
    ],
    ['ASCII GIFTI', 'a.gii', giftiAscii('RowMajorOrder')],
    ['column-major GIFTI', 'a.gii', giftiAscii('ColumnMajorOrder')],
    ['FreeSurfer, by its first bytes', 'lh.pial', freeSurferFile()],
  ];
  it.each(files)('%s', (_, name, data) => same(readSurface(data, name), TETRAHEDRON));

  it('ASCII STL', () => expect(cornersOf(readSurface(STL_ASCII, 'a.stl'))).toEqual(cornersOf(TETRAHEDRON)));

  it('binary STL whose header starts with "solid"', () => {
    const bytes = writeStl(TETRAHEDRON);
    bytes.set(new TextEncoder().encode('solid'));
    expect(cornersOf(readStl(bytes, 'a.stl'))).toEqual(cornersOf(TETRAHEDRON));
  });

  it('polygons are fanned', () => {
    const square = readObj('v 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\nf 1 2 3 4\n', 'a.obj');
    expect([...square.triangles]).toEqual([0, 1, 2, 0, 2, 3]);
  });

  it('Gmsh text with sparse node numbers, names and results; a tetrahedron has an outward skin', () => {
    const mesh = readGmsh(GMSH_22, 'a.msh');
    expect([...mesh.triangles]).toEqual([0, 2, 1]);
    expect([...mesh.tetrahedronTags]).toEqual([5]);
    expect(readSurface(GMSH_22, 'a.msh', '1005').triangles).toHaveLength(3);
    const skin = readSurface(GMSH_22, 'a.msh', '5');
    expect([...cornersOf(skin)].length).toBe(36);
    const volume = skin.triangles.length / 3;
    expect(volume).toBe(4);
    expect(trianglesTagged(mesh, [1]).triangles).toHaveLength(0);
  });

  it('FreeSurfer positions are moved by the centre the file tells', () => {
    const bytes = freeSurferFile('\nvalid = 1\ncras   = 5.5 -17.0 19\n');
    expect(isFreeSurferSurface(bytes)).toBe(true);
    expect([...readFreeSurferSurface(bytes, 'lh.white').positionsMm.subarray(3, 6)]).toEqual([15.5, -17, 19]);
    const unknown = freeSurferFile('\nvalid = 0  # volume info invalid\ncras   = 5.5 -17.0 19\n');
    expect([...readFreeSurferSurface(unknown, 'lh.white').positionsMm.subarray(3, 6)]).toEqual([10, 0, 0]);
  });

  it('FreeSurfer curvature', () => {
    const view = new DataView(new ArrayBuffer(15 + 8));
    new Uint8Array(view.buffer).fill(0xff, 0, 3);
    for (const [k, n] of [2, 1, 1].entries()) view.setInt32(3 + 4 * k, n);
    for (const [k, n] of [0.5, -2].entries()) view.setFloat32(15 + 4 * k, n);
    expect([...readFreeSurferCurvature(view.buffer, 'lh.curv')]).toEqual([0.5, -2]);
  });

  it('units are scaled', () => {
    expect([...scaleSurface(TETRAHEDRON, 1000).positionsMm.subarray(3, 6)]).toEqual([10000, 0, 0]);
  });
});

describe('refusals are one line: file, what, where, what to do', () => {
  const refused: [string, string, FileData, RegExp][] = [
    [
      'an index out of range',
      'a.ply',
      PLY_ASCII.replace('3 1 2 3', '3 1 2 9'),
      /^a\.ply: face 3 names vertex 9, there are 4; re-export it$/,
    ],
    [
      'a short file',
      'a.ply',
      writePly(TETRAHEDRON).slice(0, -5),
      /^a\.ply: ends early: 3 list entries announced, \d+ bytes left; get the whole file$/,
    ],
    ['a count beyond the file', 'a.ply', PLY_ASCII.replace('vertex 4', 'vertex 4000000000'), /ends early: 4000000000/],
    ['a word for a number', 'a.ply', PLY_ASCII.replace('10 0 0 255', 'ten 0 0 255'), /number expected, found "ten"/],
    [
      'a coordinate that is not finite',
      'a.ply',
      PLY_ASCII.replace('10 0 0 255', '1e99 0 0 255'),
      /vertex 1 has x = Infinity/,
    ],
    ['no triangles', 'a.obj', 'v 0 0 0\n', /holds no triangles/],
    ['no coordinates', 'a.obj', 'v 0 zero 0\n', /line 1: a vertex needs three finite coordinates/],
    ['HTML for GIFTI', 'a.gii', '<html></html>', /its root is <html>/],
    ['an unknown kind', 'a.vtk', 'x', /^a\.vtk: is no surface that is read here/],
    ['an old Gmsh', 'a.msh', '$MeshFormat\n1 0 8\n', /Gmsh format 1 is not read/],
    ['a cut Gmsh', 'a.msh', GMSH_22.slice(0, 200), /has no \$End/],
  ];
  it.each(refused)('%s', (_, name, data, message) => {
    expect(() => readSurface(data, name)).toThrow(message);
    expect(() => readSurface(data, name)).toThrow(expect.objectContaining({ name: 'FormatError', file: name }));
  });

  it('names the tags of a mesh when none is chosen or a wrong one', () => {
    const two = GMSH_22.replace('3\n1 15', '4\n4 2 2 1003 1 10 20 40\n1 15');
    expect(() => readSurface(two, 'a.msh')).toThrow(/several tags \(triangles 1003, 1005; tetrahedra 5\).*a\.msh#TAG/);
    expect(() => readSurface(two, 'a.msh', '9')).toThrow(/has no tag 9/);
  });
});
