import { beforeAll, describe, expect, it } from 'vitest';
import type { FieldEngine } from '../../src/engine/protocol';
import { boundaryOfTetrahedra, type GmshMesh } from '../../src/formats/gmsh-mesh';
import { readGmsh } from '../../src/formats/gmsh-read';
import type { Coil } from '../../src/model/coil';
import type { Layer } from '../../src/model/head';
import { IDENTITY_POSE } from '../../src/model/pose';
import type { Vec3 } from '../../src/model/vec3';
import { rdm, relativeL2, testEngine } from '../helpers/engine';
import { sharedBytes, sharedPath } from '../helpers/reference';
import { sphereField } from '../helpers/sphere-tms';

// so far off the coil's field is almost uniform and the head takes nearly all of it back: an error counts twentyfold
const file = 'peer-data/meshes/sphere3.msh';
const coil: Coil = {
  id: 'far dipole',
  title: 'far dipole',
  dipoles: { positionsMm: Float64Array.of(0, 0, 300), momentsAm2PerA: Float64Array.of(1, 0, 0) },
};

/** Tags of the three shells, innermost first. */
const TAGS = [3, 4, 5];

function layersOf(mesh: GmshMesh, insideSPerM: number[]): Layer[] {
  return [...TAGS].reverse().map((tag) => ({
    name: `tag ${tag}`,
    surface: boundaryOfTetrahedra(
      mesh,
      TAGS.filter((t) => t <= tag),
    ),
    insideSPerM: insideSPerM[TAGS.indexOf(tag)],
  }));
}

function barycentres({ nodesMm, tetrahedra }: GmshMesh): Float32Array {
  return Float32Array.from({ length: (3 * tetrahedra.length) / 4 }, (_, i) =>
    [0, 1, 2, 3].reduce((s, k) => s + nodesMm[3 * tetrahedra[4 * Math.floor(i / 3) + k] + (i % 3)] / 4, 0),
  );
}

describe.skipIf(!sharedPath(file))('the sphere3 mesh in the field of a dipole 300 mm off (peer data present)', () => {
  const mesh = sharedPath(file) ? readGmsh(sharedBytes(file), file) : null;
  const points = mesh ? barycentres(mesh) : new Float32Array();
  const exact = sphereField(
    [{ position: [0, 0, 0.3], moment: [1e6, 0, 0] }],
    Float64Array.from(points, (v) => 1e-3 * v),
  );

  const solve = async (insideSPerM: number[], at: Float32Array): Promise<Float32Array> => {
    const engine: FieldEngine = await testEngine();
    if (mesh) await engine.prepare(layersOf(mesh, insideSPerM), undefined, undefined, { maxEdgeMm: 6, degree: 9 });
    return (await engine.solve({ kind: 'tms', coil, pose: IDENTITY_POSE, didtAPerS: 1e6 }, [at])).eVPerM[0];
  };
  let even: Float32Array;

  beforeAll(async () => {
    even = await solve([1, 1, 1], points);
  });

  it('agrees at every barycentre: RDM and MAG to 0.03', () => {
    const length = (v: ArrayLike<number>): number => Math.sqrt(Array.from(v).reduce((s, x) => s + x * x, 0));
    expect(rdm(even, exact)).toBeLessThan(0.03);
    expect(Math.abs(Math.log(length(even) / length(exact)))).toBeLessThan(0.03);
  });

  it('has the known values at two points', async () => {
    const places: [Vec3, Vec3][] = [
      [
        [0, 50, 50],
        [0, -0.129462, 0.129462],
      ],
      [
        [30, 20, -40],
        [-0.004563, 0.064033, 0.028592],
      ],
    ];
    const e = await solve([1, 1, 1], Float32Array.from(places.flatMap(([p]) => p)));
    for (const [i, [, want]] of places.entries()) {
      const got = e.subarray(3 * i, 3 * i + 3);
      expect(relativeL2(got, want)).toBeLessThan(0.02);
    }
  });

  it('does not change with the conductivities of the shells', async () => {
    const layered = await solve([0.33, 0.01, 0.465], points);
    expect(relativeL2(layered, even)).toBeLessThan(0.01);
  });
});
