import { FormatError } from './format-error';
import type { GmshMesh } from './gmsh-mesh';

const TRIANGLE = 2;
const TETRAHEDRON = 4;
/** Nodes of the first-order and common second-order element types, by Gmsh's number. */
const NODES_OF_TYPE: Record<number, number> = {
  1: 2,
  2: 3,
  3: 4,
  4: 4,
  5: 8,
  6: 6,
  7: 5,
  8: 3,
  9: 6,
  10: 9,
  11: 10,
  12: 27,
  13: 18,
  14: 14,
  15: 1,
  16: 8,
  17: 20,
  18: 15,
  19: 13,
};

/** Collects what a Gmsh file lists, in whichever order and numbering, and makes it a mesh. */
export class GmshParts {
  private nodesMm = new Float64Array(0);
  private nodeCount = 0;
  private readonly indexOfId = new Map<number, number>();
  private readonly groups = new Map<string, number>();
  private readonly triangles: number[] = [];
  private readonly triangleTags: number[] = [];
  private readonly tetrahedra: number[] = [];
  private readonly tetrahedronTags: number[] = [];

  constructor(private readonly file: string) {}

  /** `count` has been checked against the size of the file. */
  reserveNodes(count: number): void {
    this.nodesMm = new Float64Array(3 * count);
  }

  node(id: number, x: number, y: number, z: number): void {
    if (3 * this.nodeCount >= this.nodesMm.length)
      throw new FormatError(this.file, 'lists more nodes than it announces');
    if (!Number.isFinite(x + y + z)) throw new FormatError(this.file, `node ${id} is not finite; re-export the mesh`);
    this.nodesMm.set([x, y, z], 3 * this.nodeCount);
    this.indexOfId.set(id, this.nodeCount++);
  }

  physicalGroup(dim: number, entity: number, group: number): void {
    this.groups.set(`${dim} ${entity}`, group);
  }

  /** The physical group of an entity, or the entity's own tag when it is in none. */
  groupOf(dim: number, entity: number): number {
    return this.groups.get(`${dim} ${entity}`) ?? entity;
  }

  nodesOf(type: number): number {
    const nodes = NODES_OF_TYPE[type];
    if (!nodes) throw new FormatError(this.file, `element type ${type} is not known; save a first-order mesh`);
    return nodes;
  }

  element(type: number, tag: number, nodeIds: number[]): void {
    if (type === TRIANGLE) {
      this.triangles.push(...nodeIds);
      this.triangleTags.push(tag);
    } else if (type === TETRAHEDRON) {
      this.tetrahedra.push(...nodeIds);
      this.tetrahedronTags.push(tag);
    }
  }

  finish(): GmshMesh {
    const index = (id: number): number => {
      const found = this.indexOfId.get(id);
      if (found === undefined) throw new FormatError(this.file, `an element names node ${id}, which is not listed`);
      return found;
    };
    return {
      nodesMm: this.nodesMm.slice(0, 3 * this.nodeCount),
      triangles: Uint32Array.from(this.triangles, index),
      triangleTags: Int32Array.from(this.triangleTags),
      tetrahedra: Uint32Array.from(this.tetrahedra, index),
      tetrahedronTags: Int32Array.from(this.tetrahedronTags),
    };
  }
}
