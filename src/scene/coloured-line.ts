import { Color, DynamicDrawUsage, InstancedInterleavedBuffer, InterleavedBufferAttribute, SRGBColorSpace } from 'three';
import { LineMaterial } from 'three/examples/jsm/lines/LineMaterial.js';
import { LineSegments2 } from 'three/examples/jsm/lines/LineSegments2.js';
import { LineSegmentsGeometry } from 'three/examples/jsm/lines/LineSegmentsGeometry.js';

/** Segments of one colour each, written again as often as a frame is drawn; arrays are made when there is more than ever before. */
export class ColouredLine {
  readonly object: LineSegments2;
  private room = 0;
  private ends = buffer(0);
  private colours = buffer(0);
  private count = 0;

  constructor(widthPx: number, renderOrder: number) {
    const material = new LineMaterial({ linewidth: widthPx, vertexColors: true, polygonOffset: true });
    // Towards the eye by some tenths of a millimetre, out of the face the line lies in.
    material.polygonOffsetFactor = -2;
    material.polygonOffsetUnits = -160;
    // Drawn with what is see-through, as the face is.
    material.transparent = true;
    this.object = new LineSegments2(new LineSegmentsGeometry(), material);
    this.object.renderOrder = renderOrder;
    this.object.frustumCulled = false;
    this.object.raycast = () => {};
  }

  /** Begins anew, with room for so many segments. */
  begin(segments: number): void {
    this.count = 0;
    if (segments <= this.room) return;
    this.room = Math.ceil(1.5 * segments);
    this.ends = buffer(this.room);
    this.colours = buffer(this.room);
    this.object.geometry.dispose();
    const geometry = new LineSegmentsGeometry();
    geometry.setAttribute('instanceStart', new InterleavedBufferAttribute(this.ends, 3, 0));
    geometry.setAttribute('instanceEnd', new InterleavedBufferAttribute(this.ends, 3, 3));
    geometry.setAttribute('instanceColorStart', new InterleavedBufferAttribute(this.colours, 3, 0));
    geometry.setAttribute('instanceColorEnd', new InterleavedBufferAttribute(this.colours, 3, 3));
    this.object.geometry = geometry;
  }

  /** Adds segment `s` of the ends (two points a segment, packed xyz) in an entry of the table. */
  add(pointsMm: Float32Array, s: number, table: Uint8Array, entry: number): void {
    const to = 6 * this.count++;
    const light = linear(table);
    for (let k = 0; k < 6; k++) {
      this.ends.array[to + k] = pointsMm[6 * s + k];
      this.colours.array[to + k] = light[3 * entry + (k % 3)];
    }
  }

  /** Shows what was added. */
  end(): void {
    this.ends.needsUpdate = true;
    this.colours.needsUpdate = true;
    this.object.geometry.instanceCount = this.count;
    this.object.visible = this.count > 0;
  }

  dispose(): void {
    this.object.geometry.dispose();
    this.object.material.dispose();
  }
}

function buffer(segments: number): InstancedInterleavedBuffer {
  const made = new InstancedInterleavedBuffer(new Float32Array(6 * segments), 6, 1);
  made.setUsage(DynamicDrawUsage);
  return made;
}

const tables = new WeakMap<Uint8Array, Float32Array>();

/** A table as light, which shaders work on; the screen shows the table's bytes again. */
function linear(table: Uint8Array): Float32Array {
  let light = tables.get(table);
  if (!light) {
    light = new Float32Array(table.length);
    const colour = new Color();
    for (let k = 0; k < table.length; k += 3) {
      colour.setRGB(table[k] / 255, table[k + 1] / 255, table[k + 2] / 255, SRGBColorSpace).toArray(light, k);
    }
    tables.set(table, light);
  }
  return light;
}
