import { beforeAll, describe, expect, it } from 'vitest';
import type { FieldEngine } from '../../src/engine/protocol';
import { runWhole } from '../../src/engine/sliced';
import { stackLayers } from '../../src/engine/triangles';
import { IDENTITY_POSE } from '../../src/model/pose';
import { normalize, scale, type Vec3 } from '../../src/model/vec3';
import { relativeL2, sphereLayers, testEngine } from '../helpers/engine';
import { shellField } from '../helpers/sphere-tdcs';
import { sphereField } from '../helpers/sphere-tms';

const radii = [92, 86, 78];
const sigma = [0.465, 0.01, 0.33];
const layers = sphereLayers(radii, sigma, [4, 4, 4]);
const set = runWhole(stackLayers(layers));

/** The directions of the centroids of one layer, as points at a radius, metres. */
const atRadius = (layer: number, radiusMm: number): Float64Array =>
  Float64Array.from(
    Array.from({ length: set.layerStart[layer + 1] - set.layerStart[layer] }, (_, i) => {
      const c = set.centroidsM.subarray(3 * (set.layerStart[layer] + i), 3 * (set.layerStart[layer] + i) + 3);
      return scale(normalize([c[0], c[1], c[2]]), 1e-3 * radiusMm);
    }).flat(),
  );

describe('E on the two sides of an interface', () => {
  let engine: FieldEngine;

  beforeAll(async () => {
    engine = await testEngine();
    await engine.prepare(layers);
  });

  it('is that of the closed form just outside and just inside, in tDCS', async () => {
    const [anode, cathode]: Vec3[] = [
      [0, 0, 1],
      [0, 1, 0],
    ];
    const pad = (at: Vec3, currentMa: number) => ({
      atMm: scale(at, 92),
      currentMa,
      shape: { kind: 'disc', radiusMm: 17 } as const,
    });
    const { sides = [] } = await engine.solve({ kind: 'tdcs', electrodes: [pad(anode, 2), pad(cathode, -2)] }, [], {
      sides: true,
    });
    expect(sides.length).toBe(3);
    const shells = { radiiM: radii.map((r) => 1e-3 * r).reverse(), sPerM: [...sigma].reverse() };
    const electrode = (direction: Vec3, currentA: number) => ({ direction, currentA, capHalfAngleRad: 17 / 92 });
    const exact = (layer: number, radiusMm: number): Float64Array =>
      shellField(shells, [electrode(anode, 0.002), electrode(cathode, -0.002)], atRadius(layer, radiusMm));
    for (const layer of [1, 2]) {
      expect(relativeL2(sides[layer].insideVPerM, exact(layer, radii[layer] - 1e-4))).toBeLessThan(0.05);
      expect(relativeL2(sides[layer].outsideVPerM, exact(layer, radii[layer] + 1e-4))).toBeLessThan(0.05);
    }
  });

  it('is tangential inside a sphere in TMS', async () => {
    const coil = {
      id: 'd',
      title: 'd',
      dipoles: { positionsMm: Float64Array.of(30, 20, 120), momentsAm2PerA: Float64Array.of(1, 2, 0.5) },
    };
    const { sides = [] } = await engine.solve({ kind: 'tms', coil, pose: IDENTITY_POSE, didtAPerS: 1e6 }, [], {
      sides: true,
    });
    const dipole = { position: [0.03, 0.02, 0.12] as Vec3, moment: [1e6, 2e6, 0.5e6] as Vec3 };
    for (const layer of [0, 1, 2]) {
      const exact = sphereField([dipole], atRadius(layer, radii[layer] - 1e-4));
      expect(relativeL2(sides[layer].insideVPerM, exact)).toBeLessThan(0.03);
    }
  });
});
