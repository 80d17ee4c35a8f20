import type { Surface } from '../model/surface';
import { type Chunk, joinChunks } from './join-chunks';
import { escapeXml } from './xml';

export interface VtpArray {
  name: string;
  components: 1 | 3;
  values: Float32Array;
}

/** Texts as VTK keeps them: their characters as numbers, zero at the end. */
function fieldData(notes: Record<string, string>): string {
  const arrays = Object.entries(notes).map(([name, text]) => {
    const codes = [...new TextEncoder().encode(text), 0].join(' ');
    return `<Array type="String" Name="${escapeXml(name)}" NumberOfTuples="1" format="ascii">${codes}</Array>`;
  });
  return arrays.length > 0 ? `<FieldData>${arrays.join('')}</FieldData>` : '';
}

/**
 * VTK PolyData (`.vtp`, appended raw data) for ParaView: a surface, or without triangles a cloud of points, mm, with
 * arrays on its points and its triangles; `notes` are texts in its field data. Specification: VTK file formats (XML).
 */
export function writeVtp(
  surface: Surface,
  arrays: readonly VtpArray[] = [],
  { cells: cellArrays = [], notes = {} }: { cells?: readonly VtpArray[]; notes?: Record<string, string> } = {},
): Uint8Array {
  const points = surface.positionsMm.length / 3;
  const faces = surface.triangles.length / 3;
  const blocks: Chunk[] = [];
  let offset = 0;
  const append = (values: Float32Array | Int32Array): number => {
    const start = offset;
    // Each block is its size as UInt64, then its bytes.
    blocks.push(BigUint64Array.of(BigInt(values.byteLength)), values);
    offset += 8 + values.byteLength;
    return start;
  };
  const tag = (type: string, name: string, components: number, at: number): string =>
    `<DataArray type="${type}" Name="${escapeXml(name)}" NumberOfComponents="${components}" format="appended" offset="${at}"/>`;
  const cells = (perCell: number, count: number, corner: ArrayLike<number>): string =>
    tag('Int32', 'connectivity', 1, append(Int32Array.from(corner))) +
    tag('Int32', 'offsets', 1, append(Int32Array.from({ length: count }, (_, i) => perCell * (i + 1))));

  const dataOf = (list: readonly VtpArray[]): string =>
    list.map(({ name, components, values }) => tag('Float32', name, components, append(values))).join('');
  const data = dataOf(arrays);
  const cellData = dataOf(cellArrays);
  const positions = tag('Float32', 'Points', 3, append(surface.positionsMm));
  const verts =
    faces === 0
      ? cells(
          1,
          points,
          Array.from({ length: points }, (_, i) => i),
        )
      : '';
  const polys = faces > 0 ? cells(3, faces, surface.triangles) : '';
  const head =
    '<?xml version="1.0"?>\n<VTKFile type="PolyData" version="1.0" byte_order="LittleEndian" header_type="UInt64">' +
    `<PolyData>${fieldData(notes)}<Piece NumberOfPoints="${points}" NumberOfVerts="${faces ? 0 : points}" NumberOfLines="0" NumberOfStrips="0" NumberOfPolys="${faces}">` +
    `<PointData>${data}</PointData><CellData>${cellData}</CellData><Points>${positions}</Points>` +
    `${verts && `<Verts>${verts}</Verts>`}${polys && `<Polys>${polys}</Polys>`}</Piece></PolyData>` +
    '<AppendedData encoding="raw">_';
  return joinChunks([head, ...blocks, '</AppendedData></VTKFile>\n']);
}
