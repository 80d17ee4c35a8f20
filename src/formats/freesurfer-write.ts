import { type Surface, triangleCount, vertexCount } from '../model/surface';

/** Big-endian, as FreeSurfer keeps its files whatever the machine. */
class BigEndian {
  private readonly view: DataView;
  private offset: number;

  constructor(
    readonly bytes: Uint8Array,
    start: number,
  ) {
    this.view = new DataView(bytes.buffer);
    this.offset = start;
  }

  int32(value: number): void {
    this.view.setInt32(this.offset, value);
    this.offset += 4;
  }

  float32(value: number): void {
    this.view.setFloat32(this.offset, value);
    this.offset += 4;
  }
}

/**
 * A FreeSurfer triangle surface (`lh.pial`), scanner RAS mm. Its tail says that the volume's centre is at the origin, so
 * that FreeSurfer's own coordinates and scanner RAS are the same. Specification: surfer.nmr.mgh.harvard.edu, the
 * "triangle file format"; tags of mris_convert.
 */
export function writeFreeSurferSurface(surface: Surface): Uint8Array {
  const magic = [0xff, 0xff, 0xfe, ...new TextEncoder().encode('created by coilscope\n\n')];
  const tail = new TextEncoder().encode(
    'valid = 1  # volume info valid\nfilename = none\nvolume = 256 256 256\nvoxelsize = 1 1 1\n' +
      'xras   = -1 0 0\nyras   = 0 0 -1\nzras   = 0 1 0\ncras   = 0 0 0\n',
  );
  const body = 8 + 12 * vertexCount(surface) + 12 * triangleCount(surface);
  const bytes = new Uint8Array(magic.length + body + 12 + tail.length);
  bytes.set(magic);
  const out = new BigEndian(bytes, magic.length);
  out.int32(vertexCount(surface));
  out.int32(triangleCount(surface));
  surface.positionsMm.forEach((value) => {
    out.float32(value);
  });
  surface.triangles.forEach((vertex) => {
    out.int32(vertex);
  });
  // TAG_OLD_USEREALRAS (2) with the value 0, then TAG_OLD_SURF_GEOM (20) before the text.
  for (const value of [2, 0, 20]) out.int32(value);
  bytes.set(tail, magic.length + body + 12);
  return bytes;
}

/** One number a vertex as a FreeSurfer curvature file (`lh.curv`, new kind); `triangles` is how many its surface has. */
export function writeFreeSurferCurvature(values: Float32Array, triangles: number): Uint8Array {
  const bytes = new Uint8Array(15 + values.byteLength);
  bytes.set([0xff, 0xff, 0xff]);
  const out = new BigEndian(bytes, 3);
  out.int32(values.length);
  out.int32(triangles);
  out.int32(1);
  values.forEach((value) => {
    out.float32(value);
  });
  return bytes;
}
