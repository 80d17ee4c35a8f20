import { describe, expect, it } from 'vitest';
import { surfaceFaults } from '../../src/formats/check-surface';
import { prepareLayers } from '../../src/formats/prepare-head';
import { repairSurface } from '../../src/model/mesh/repair';
import { type Surface, triangleCount, vertexCount, volumeMm3 } from '../../src/model/surface';
import { icosphere } from '../helpers/icosphere';

const sphere = icosphere(3, 80);
const faults = (s: Surface): string[] => surfaceFaults(s, 'scalp').map(({ kind }) => kind);

/** Three corners of its own for every triangle, a little off. */
function shattered(s: Surface, offMm: number): Surface {
  const positionsMm = Float32Array.from(
    [...s.triangles].flatMap((v) => [...s.positionsMm.subarray(3 * v, 3 * v + 3)]),
    (x, i) => x + offMm * Math.sin(7 * i),
  );
  return { positionsMm, triangles: Uint32Array.from({ length: s.triangles.length }, (_, i) => i) };
}

const turned = (s: Surface, which: (t: number) => boolean): Surface => ({
  ...s,
  triangles: s.triangles.map((v, i, all) => {
    if (!which(Math.floor(i / 3)) || i % 3 === 0) return v;
    return all[i % 3 === 1 ? i + 1 : i - 1];
  }),
});

const together = (a: Surface, b: Surface): Surface => ({
  positionsMm: Float32Array.of(...a.positionsMm, ...b.positionsMm),
  triangles: Uint32Array.of(...a.triangles, ...b.triangles.map((v) => v + vertexCount(a))),
});

describe('repairSurface', () => {
  it('leaves a sound surface as it is', () => expect(repairSurface(sphere)).toEqual({ surface: sphere, done: [] }));

  it.each<[string, Surface, RegExp[]]>([
    ['corners of every triangle apart', shattered(sphere, 0), [/^joined 3198 vertices that stood twice$/]],
    ['corners apart by rounding', shattered(sphere, 2e-4), [/^joined 3198 vertices that stood twice$/]],
    ['some triangles turned', turned(sphere, (t) => t % 5 === 0), [/^turned 256 triangles the way of the others$/]],
    ['all triangles turned', turned(sphere, () => true), [/^flipped it to face outward$/]],
    [
      'copies',
      { ...sphere, triangles: Uint32Array.of(...sphere.triangles, ...sphere.triangles.subarray(0, 6)) },
      [/^left out 2 triangles that stood twice$/],
    ],
    ['a missing triangle', { ...sphere, triangles: sphere.triangles.slice(3) }, [/^closed 1 hole of up to 3 edges$/]],
    ['a loose bit', together(sphere, icosphere(0, 5, [120, 0, 0])), [/^left out 1 small piece \(20 triangles\)/]],
  ])('mends %s', (_, surface, done) => {
    expect(faults(surface)).not.toEqual([]);
    const repaired = repairSurface(surface);
    expect(repaired.done).toHaveLength(done.length);
    for (const [k, line] of done.entries()) expect(repaired.done[k]).toMatch(line);
    expect(faults(repaired.surface)).toEqual([]);
    expect(triangleCount(repaired.surface)).toBe(triangleCount(sphere));
    expect(volumeMm3(repaired.surface) / volumeMm3(sphere)).toBeCloseTo(1, 5);
  });

  it('collapses a needle without opening the surface', () => {
    const positionsMm = sphere.positionsMm.slice();
    const [a, b] = sphere.triangles;
    for (let d = 0; d < 3; d++) positionsMm[3 * a + d] = positionsMm[3 * b + d] + (d === 0 ? 5e-8 : 0);
    const repaired = repairSurface({ ...sphere, positionsMm });
    expect(faults(repaired.surface)).toEqual([]);
    expect(triangleCount(repaired.surface)).toBe(triangleCount(sphere) - 2);
  });

  it('leaves a large hole to be named', () => {
    const open: Surface = { ...sphere, triangles: sphere.triangles.filter((_, i) => i >= 3 * 400) };
    expect(faults(repairSurface(open).surface)).toContain('open');
  });
});

describe('prepareLayers', () => {
  const layer = (name: string, tissue: 'scalp' | 'skull' | 'grey_matter', ...parts: Surface[]) => ({
    name,
    tissue,
    parts,
    insideSPerM: 1,
  });

  it('puts layers in order and says so', () => {
    const given = [layer('brain', 'grey_matter', icosphere(3, 70)), layer('skin', 'scalp', icosphere(3, 90))];
    expect(prepareLayers(given, { repair: false, detail: 'given' }).faults.map(({ kind }) => kind)).toContain(
      'nesting',
    );
    const { layers, done, faults: left } = prepareLayers(given, { repair: true, detail: 'given' });
    expect(layers.map(({ name }) => name)).toEqual(['skin', 'brain']);
    expect(done).toEqual(['listed the layers outermost first, by volume']);
    expect(left).toEqual([]);
  });

  it('takes two hemispheres as one cortex', () => {
    const halves = [icosphere(3, 30, [-35, 0, 0]), icosphere(3, 30, [35, 0, 0])];
    const { layers, faults: left } = prepareLayers(
      [layer('scalp', 'scalp', icosphere(3, 90)), layer('cortex', 'grey_matter', ...halves)],
      { repair: true, detail: 'given' },
    );
    expect(left).toEqual([]);
    expect(triangleCount(layers[1].surface)).toBe(2 * 1280);
  });

  it('does not take a shell within a shell for two parts of one tissue', () => {
    const { faults: left } = prepareLayers([layer('scalp', 'scalp', icosphere(2, 90), icosphere(2, 80))], {
      repair: true,
      detail: 'given',
    });
    expect(left.map(({ text }) => text)).toEqual([
      expect.stringMatching(
        /^scalp: one of its surfaces lies inside another \(near \(.*\) mm\); give each tissue its own$/,
      ),
    ]);
  });

  it('reduces triangles to those of a light head, and the layers stay nested and sound', () => {
    const { layers, faults: left } = prepareLayers(
      [layer('scalp', 'scalp', icosphere(5, 90)), layer('skull', 'skull', icosphere(5, 84))],
      { repair: true, detail: 'light' },
    );
    expect(layers.map((l) => triangleCount(l.surface))).toEqual([8000, 5000]);
    expect(layers[0].done).toEqual(['reduced 20,480 triangles to 8,000']);
    expect(left).toEqual([]);
  });
});
