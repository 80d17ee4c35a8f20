import type { Surface } from '../model/surface';
import { FormatError } from './format-error';

/**
 * Vertices and polygons as a file gives them, made a surface: indices are checked, polygons fanned from their first
 * corner (right for the convex ones that mesh tools write), coordinates kept in the file's unit.
 */
export class SurfaceParts {
  private readonly triangles: number[] = [];

  constructor(
    private readonly file: string,
    readonly positions: Float32Array,
  ) {}

  polygon(indices: readonly number[]): void {
    const face = this.triangles.length / 3;
    if (indices.length < 3) throw new FormatError(this.file, `face ${face} has ${indices.length} corners; remove it`);
    const vertices = this.positions.length / 3;
    for (const index of indices) {
      if (!(Number.isInteger(index) && index >= 0 && index < vertices)) {
        throw new FormatError(this.file, `face ${face} names vertex ${index}, there are ${vertices}; re-export it`);
      }
    }
    for (let k = 1; k + 1 < indices.length; k++) this.triangles.push(indices[0], indices[k], indices[k + 1]);
  }

  finish(): Surface {
    const bad = this.positions.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) {
      const [axis, vertex] = ['xyz'[bad % 3], Math.floor(bad / 3)];
      throw new FormatError(this.file, `vertex ${vertex} has ${axis} = ${this.positions[bad]}; re-export the surface`);
    }
    if (this.triangles.length === 0) throw new FormatError(this.file, 'holds no triangles; export a surface mesh');
    return { positionsMm: this.positions, triangles: Uint32Array.from(this.triangles) };
  }
}
