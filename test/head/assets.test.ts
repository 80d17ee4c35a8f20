import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { topologyReport } from '../../meshes/build/topology-report';
import { loadBundledImage } from '../../src/formats/bundled-image';
import type { FieldSurface, Head } from '../../src/model/head';
import { DEFAULT_CONDUCTIVITIES, NO_CORTEX } from '../../src/model/head';
import { crossingPairs } from '../../src/model/mesh/crossings';
import { SurfaceProbe } from '../../src/model/mesh/surface-probe';
import { triangleAreasMm2, triangleCount, vertexCount, volumeMm3 } from '../../src/model/surface';
import { at, distance, type Vec3 } from '../../src/model/vec3';
import { loadHead, readAsset } from './bundled';

const heads = { full: await loadHead('full'), light: await loadHead('light') };
const decode = (buffer: ArrayBuffer): unknown => JSON.parse(new TextDecoder().decode(buffer));

function cortexOf(head: Head): FieldSurface {
  const cortex = head.fieldSurfaces.find(({ id }) => id === 'cortex');
  if (!cortex) throw new Error('the head has no cortex');
  return cortex;
}

/** The vertex of a surface nearest to `p`. */
function nearestVertex({ positionsMm }: { positionsMm: Float32Array }, p: Vec3): number {
  let best = 0;
  for (let i = 1; i < positionsMm.length / 3; i++) {
    if (distance(at(positionsMm, i), p) < distance(at(positionsMm, best), p)) best = i;
  }
  return best;
}

describe.each(Object.entries(heads))('the bundled head, %s', (_, head) => {
  const probes = head.layers.map(({ surface }) => new SurfaceProbe(surface));

  it('has the five tissues, outermost first, with the default conductivities', () => {
    expect(Object.fromEntries(head.layers.map((layer) => [layer.name, layer.insideSPerM]))).toEqual(
      DEFAULT_CONDUCTIVITIES,
    );
    expect(head.layers.map(({ name }) => name)).toEqual(Object.keys(DEFAULT_CONDUCTIVITIES));
  });

  it.each(head.layers.map(({ name, surface }) => [name, surface] as const))(
    'closes %s as one sphere, outward',
    (_name, surface) => {
      expect(topologyReport(surface)).toEqual({
        unusedVertices: 0,
        badEdges: 0,
        pinchedVertices: 0,
        components: 1,
        eulerCharacteristic: 2,
      });
      expect(volumeMm3(surface)).toBeGreaterThan(0);
    },
  );

  it('has no triangles that pass through each other, within a layer or between two', () => {
    head.layers.forEach(({ name, surface }, i) => {
      expect(crossingPairs(surface, surface), name).toBe(0);
      if (i > 0) expect(crossingPairs(surface, head.layers[i - 1].surface), name).toBe(0);
    });
  });

  it('nests every vertex of a layer inside the layer round it, at a distance', () => {
    for (let i = 1; i < head.layers.length; i++) {
      const { positionsMm } = head.layers[i].surface;
      let nearest = Infinity;
      let outside = 0;
      for (let v = 0; v < positionsMm.length / 3; v++) {
        const p = at(positionsMm, v);
        if (!probes[i - 1].contains(p)) outside++;
        nearest = Math.min(nearest, probes[i - 1].distanceMm(p));
      }
      expect(outside, head.layers[i].name).toBe(0);
      expect(nearest, head.layers[i].name).toBeGreaterThan(0.45);
    }
  });

  it('puts every evaluation point strictly inside its tissue', () => {
    const [, , , pial, white] = probes;
    for (const { id, pointsMm } of head.fieldSurfaces) {
      const clearances: number[] = [];
      const elsewhere: number[] = [];
      for (let v = 0; v < pointsMm.length / 3; v++) {
        const p = at(pointsMm, v);
        const inside = id === 'white' ? white.contains(p) : pial.contains(p) && !white.contains(p);
        if (!inside) elsewhere.push(v);
        clearances.push(id === 'white' ? white.distanceMm(p) : Math.min(pial.distanceMm(p), white.distanceMm(p)));
      }
      expect(elsewhere, id).toEqual([]);
      expect(Math.min(...clearances), id).toBeGreaterThan(0.1);
      expect(clearances.filter((clearance) => clearance < 0.3).length, id).toBeLessThan(10);
    }
  });

  it('shows the field on the very surfaces that bound grey and white matter', () => {
    expect(head.fieldSurfaces.map(({ id }) => id)).toEqual(['cortex', 'white']);
    expect(head.fieldSurfaces[0].surface).toBe(head.layers[3].surface);
    expect(head.fieldSurfaces[1].surface).toBe(head.layers[4].surface);
  });

  it('labels most of the cortex, each code with a name', () => {
    for (const { surface, aal, brodmann } of head.fieldSurfaces) {
      expect(aal).toHaveLength(vertexCount(surface));
      expect(brodmann).toHaveLength(vertexCount(surface));
      const codes = new Set(aal);
      codes.delete(0);
      expect([...codes].filter((code) => !head.aalNames?.[code])).toEqual([]);
      expect(aal?.filter((code) => code === 0).length).toBeLessThan(0.05 * vertexCount(surface));
      expect(brodmann?.filter((code) => code === 0).length).toBeLessThan(0.1 * vertexCount(surface));
    }
  });

  it('knows how deep its folds lie, under hull and scalp', () => {
    for (const { surface, sulcalDepthMm, depthMm } of head.fieldSurfaces) {
      expect(sulcalDepthMm).toHaveLength(vertexCount(surface));
      expect(depthMm).toHaveLength(vertexCount(surface));
      expect(Math.min(...(sulcalDepthMm ?? []))).toBe(0);
      // Insula and callosum lie deepest.
      expect(Math.max(...(sulcalDepthMm ?? []))).toBeLessThan(45);
      for (const v of [0, 1234, 9876]) {
        expect(depthMm?.[v]).toBeCloseTo(probes[0].distanceMm(at(surface.positionsMm, v)), 1);
      }
    }
  });

  it('opens its folds at the area of the white surface, each vertex beside the cortex over it', () => {
    const [cortex, { surface, inflatedMm, cortexVertex }] = head.fieldSurfaces;
    const area = (positionsMm: Float32Array): number =>
      triangleAreasMm2({ positionsMm, triangles: surface.triangles }).reduce((sum, mm2) => sum + mm2, 0);
    expect(inflatedMm).toHaveLength(surface.positionsMm.length);
    expect(area(inflatedMm ?? surface.positionsMm) / area(surface.positionsMm)).toBeCloseTo(1, 1);
    expect(volumeMm3({ ...surface, positionsMm: inflatedMm ?? surface.positionsMm })).toBeGreaterThan(
      1.4 * volumeMm3(surface),
    );
    const near = [...(cortexVertex ?? [])].flatMap((c, v) =>
      c === NO_CORTEX ? [] : [distance(at(cortex.pointsMm, c), at(surface.positionsMm, v))],
    );
    expect(near.length).toBeGreaterThan(0.95 * vertexCount(surface));
    expect(Math.max(...near)).toBeLessThan(6);
    expect(near.filter((mm) => mm < 4).length).toBeGreaterThan(0.8 * near.length);
  });

  it('has the middle frontal gyrus under F3 and F4, and left on the left', () => {
    const cortex = cortexOf(head);
    const regionUnder = (p: Vec3): string | undefined =>
      head.aalNames?.[cortex.aal?.[nearestVertex(cortex.surface, p)] ?? 0];
    // F3 and F4 of standard_1005 on this scalp.
    expect(regionUnder([-51.2, 53.9, 42.8])).toBe('Frontal_Mid_L');
    expect(regionUnder([52.8, 55.1, 41.4])).toBe('Frontal_Mid_R');
  });

  it('has its landmarks on the scalp', () => {
    for (const [name, p] of Object.entries(heads.full.landmarks ?? {})) {
      expect(probes[0].distanceMm(p), name).toBeLessThan(0.001);
    }
    expect(head.landmarks?.nasion[1]).toBeGreaterThan(80);
    expect(head.landmarks?.lpa[0]).toBeLessThan(-80);
  });
});

describe('the T1 image of the bundled head', async () => {
  const { dims, affineMm, values } = await loadBundledImage(readAsset);
  const valueAt = (p: Vec3): number => {
    const [i, j, k] = p.map((value, d) => Math.round((value - affineMm[4 * d + 3]) / affineMm[5 * d]));
    return values[i + dims[0] * (j + dims[1] * k)];
  };
  const meanAt = (points: Float32Array): number => {
    let sum = 0;
    for (let v = 0; v < points.length / 3; v++) sum += valueAt(at(points, v));
    return sum / (points.length / 3);
  };

  it('is the one head.json was written with, and small', async () => {
    const { image } = decode(await readAsset('head.json')) as { image: { sha256: string; bytes: number } };
    const bytes = new Uint8Array(await readAsset('t1.nii.gz'));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(image.sha256);
    expect(image.bytes).toBe(bytes.length);
    expect(bytes.length).toBeLessThan(1.5e6);
  });

  it('lies in the frame of the surfaces: grey and white where their points are, black air', () => {
    const [cortex, white] = heads.full.fieldSurfaces;
    expect(meanAt(cortex.pointsMm)).toBeGreaterThan(75);
    expect(meanAt(cortex.pointsMm)).toBeLessThan(100);
    expect(meanAt(white.pointsMm)).toBeGreaterThan(105);
    expect(valueAt([-85, 85, 80])).toBe(0);
    expect(new Set(values).size).toBeLessThanOrEqual(64);
  });
});

describe('the files of the bundled head', () => {
  it.each(['full', 'light'] as const)('%s.glb is the one head.json was written with', async (resolution) => {
    const { resolutions } = decode(await readAsset('head.json')) as {
      resolutions: Record<string, { sha256: string; triangles: Record<string, number> }>;
    };
    const bytes = new Uint8Array(await readAsset(`${resolution}.glb`));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(resolutions[resolution].sha256);
    expect(Object.values(resolutions[resolution].triangles)).toEqual(
      heads[resolution].layers.map(({ surface }) => triangleCount(surface)),
    );
    expect(bytes.length).toBeLessThan(4e6);
  });
});
