import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nestingFaults } from '../../src/formats/check-nesting';
import { type Fault, surfaceFaults } from '../../src/formats/check-surface';
import type { Layer } from '../../src/model/head';
import { rowCrossings } from '../../src/model/mesh/row-crossings';
import { SurfaceProbe } from '../../src/model/mesh/surface-probe';
import type { Surface } from '../../src/model/surface';
import { icosphere } from '../helpers/icosphere';

const sphere = icosphere(2, 80);
const withTriangles = (s: Surface, triangles: number[]): Surface => ({ ...s, triangles: Uint32Array.from(triangles) });
const lines = (faults: Fault[]): string => faults.map(({ text }) => text).join('\n');
const layer = (name: string, surface: Surface): Layer => ({ name, surface, insideSPerM: 1 });

describe('surfaceFaults', () => {
  it('finds none in a sphere', () => expect(surfaceFaults(sphere, 'scalp')).toEqual([]));

  it.each<[string, Surface, RegExp]>([
    [
      'a hole',
      withTriangles(sphere, [...sphere.triangles].slice(3)),
      /^scalp: 3 edges belong to one triangle only \(first: \d+-\d+, near \(.*\) mm\); close the surface$/,
    ],
    [
      'a third triangle',
      withTriangles(sphere, [...sphere.triangles, ...sphere.triangles.subarray(0, 2), 100]),
      /1 edge is shared by 3 or more triangles/,
    ],
    [
      'one triangle turned',
      withTriangles(sphere, [
        sphere.triangles[1],
        sphere.triangles[0],
        sphere.triangles[2],
        ...sphere.triangles.subarray(3),
      ]),
      /3 edges lie between triangles of opposite orientation/,
    ],
    [
      'all triangles turned',
      withTriangles(sphere, [...sphere.triangles].reverse()),
      /face inward \(volume -\S+ mL\); flip them/,
    ],
    [
      'a copy',
      withTriangles(sphere, [...sphere.triangles, ...sphere.triangles.subarray(0, 3)]),
      /1 triangle is listed twice \(first: 320, near .* mm\)/,
    ],
    ['metres read as mm', icosphere(1, 0.08), /is 0\.1\d+ mm wide along x; the file seems to be in metres/],
    ['centimetres read as mm', icosphere(1, 8), /is 1\d\.\d mm wide along x; the file seems to be in centimetres/],
    [
      'two spheres apart',
      merged(icosphere(1, 40), icosphere(1, 30, [100, 0, 0])),
      /is in 2 pieces \(of 80, 80 triangles; the next near \([\d.]+, .*\) mm\); keep the one/,
    ],
    [
      'a surface that passes through itself',
      { ...sphere, positionsMm: spiked(sphere) },
      /\d+ pairs of its triangles cross \(first: near \(.*\) mm\)/,
    ],
    [
      'no number',
      { ...sphere, positionsMm: sphere.positionsMm.map((v, i) => (i === 7 ? Number.NaN : v)) },
      /vertex 2 is not finite/,
    ],
    ['a stray index', withTriangles(sphere, [0, 1, 999]), /triangle 0 names vertex 999, there are 162/],
    ['a point for a triangle', { ...sphere, positionsMm: collapsed(sphere) }, /triangles? ha(s|ve) no area/],
  ])('names %s', (_, surface, message) => {
    expect(lines(surfaceFaults(surface, 'scalp'))).toMatch(message);
  });
});

function merged(a: Surface, b: Surface): Surface {
  const shift = a.positionsMm.length / 3;
  return {
    positionsMm: Float32Array.of(...a.positionsMm, ...b.positionsMm),
    triangles: Uint32Array.of(...a.triangles, ...b.triangles.map((v) => v + shift)),
  };
}

/** One corner pushed through the far side. */
function spiked(s: Surface): Float32Array {
  const positions = s.positionsMm.slice();
  for (let d = 0; d < 3; d++) positions[d] *= -1.5;
  return positions;
}

/** The second corner of the first triangle moved onto the first. */
function collapsed(s: Surface): Float32Array {
  const positions = s.positionsMm.slice();
  const [a, b] = s.triangles;
  positions.set(positions.slice(3 * a, 3 * a + 3), 3 * b);
  return positions;
}

describe('SurfaceProbe', () => {
  it('agrees with the radius of a sphere', () => {
    const probe = new SurfaceProbe(icosphere(3, 80));
    const c = fc.double({ min: -100, max: 100, noNaN: true });
    fc.assert(
      fc.property(c, c, c, (x, y, z) => {
        const r = Math.hypot(x, y, z);
        // The facets lie up to 0.4 mm inside the sphere.
        fc.pre(Math.abs(r - 79.8) > 0.4);
        expect(probe.contains([x, y, z])).toBe(r < 79.8);
      }),
      { numRuns: 500 },
    );
  });
});

describe('rowCrossings', () => {
  it('brackets what lies inside, row by row', () => {
    const surface = icosphere(3, 80);
    const [crossings, probe] = [rowCrossings(surface), new SurfaceProbe(surface)];
    const c = fc.integer({ min: -90, max: 90 });
    fc.assert(
      fc.property(c, c, c, (x, y, z) => {
        const spans = crossings(y, z);
        expect(spans.length % 2).toBe(0);
        fc.pre(spans.every((crossing) => Math.abs(crossing - x) > 0.5));
        expect(spans.filter((crossing) => crossing < x).length % 2 === 1).toBe(probe.contains([x, y, z]));
      }),
    );
  });
});

describe('nestingFaults', () => {
  const outer = layer('scalp', icosphere(2, 90));
  it('finds none in nested spheres', () => expect(nestingFaults([outer, layer('skull', sphere)])).toEqual([]));
  it('names layers in the wrong order', () => {
    expect(lines(nestingFaults([layer('skull', sphere), outer]))).toMatch(
      /scalp: 162 of 162 vertices lie outside skull \(first: vertex 0 at \(-?[\d.]+, -?[\d.]+, -?[\d.]+\) mm\)/,
    );
  });
  it('names a layer that pokes through', () => {
    const faults = nestingFaults([outer, layer('skull', icosphere(2, 80, [15, 0, 0]))]);
    expect(lines(faults)).toMatch(/skull: \d+ of 162 vertices lie outside scalp/);
    expect(lines(faults)).toMatch(/scalp: \d+ of 162 vertices lie inside skull/);
  });

  it('names surfaces that cross although no vertex is on the wrong side', () => {
    // The valley V of the outer roof cuts through the inner box, whose corners all lie under the slopes.
    const faults = nestingFaults([layer('roof', VALLEY), layer('box', box(20))]);
    expect(faults).toHaveLength(1);
    expect(faults[0].text).toMatch(
      /^box: touches roof \(\d+ pairs of triangles, first near \(.*\) mm\); keep the layers apart$/,
    );
    expect(nestingFaults([layer('roof', VALLEY), layer('box', box(5))])).toEqual([]);
  });
});

/*   D     C     z
 *   |\   /|     |     a house with a valley roof, from -x (0 to 4) to +x (5 to 9)
 *   | \ / |     +-- y
 *   |  V  |
 *   A-----B
 */
const VALLEY: Surface = ((): Surface => {
  const outline = [
    [-60, -50],
    [60, -50],
    [60, 60],
    [0, 10],
    [-60, 60],
  ];
  const ends = [-50, 50].flatMap((x) => outline.flatMap(([y, z]) => [x, y, z]));
  const caps = [
    [5, 6, 8],
    [6, 7, 8],
    [9, 5, 8],
    [0, 3, 1],
    [1, 3, 2],
    [4, 3, 0],
  ];
  const sides = [0, 1, 2, 3, 4].flatMap((p) => {
    const q = (p + 1) % 5;
    return [
      [p, q, q + 5],
      [p, q + 5, p + 5],
    ];
  });
  return { positionsMm: Float32Array.from(ends), triangles: Uint32Array.from([...caps, ...sides].flat()) };
})();

/** A box of half-width `h` around the origin. */
function box(h: number): Surface {
  const corners = [-h, h].flatMap((z) => [
    [-h, -h, z],
    [h, -h, z],
    [h, h, z],
    [-h, h, z],
  ]);
  const faces = [
    [0, 2, 1],
    [0, 3, 2],
    [4, 5, 6],
    [4, 6, 7],
    [0, 1, 5],
    [0, 5, 4],
    [2, 3, 7],
    [2, 7, 6],
    [0, 4, 7],
    [0, 7, 3],
    [1, 2, 6],
    [1, 6, 5],
  ];
  return { positionsMm: Float32Array.from(corners.flat()), triangles: Uint32Array.from(faces.flat()) };
}
