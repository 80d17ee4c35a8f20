import { describe, expect, it } from 'vitest';
import { builtinCoil, builtinCoilIds, builtinWinding } from '../../src/model/coils/catalogue';
import { norm, type Vec3 } from '../../src/model/vec3';
import { opposedWings } from '../../src/targeting/sham';
import { primaryField } from '../helpers/biot-savart';

const coil = (id: string) => {
  const found = builtinCoil(id);
  if (!found) throw new Error(`no coil ${id}`);
  return found;
};

describe('opposed wings', () => {
  it('cancel under the middle, where the active coil is strongest, and are as strong under one wing', () => {
    const active = coil('figure8-70');
    const sham = opposedWings(active);
    if (!sham) throw new Error('a figure-eight has two wings');
    const at = (c: typeof active, p: Vec3): number => norm(primaryField(c.pathsMm ?? [], p, 1e8));
    const middle: Vec3 = [0, 0, 20];
    expect(at(sham, middle)).toBeLessThan(1e-6 * at(active, middle));
    // Under the outer edge of a wing the other wing is far away.
    const edge: Vec3 = [80, 0, 15];
    expect(at(sham, edge) / at(active, edge)).toBeGreaterThan(0.8);
    expect(sham.id).not.toBe(active.id);
    expect(sham.casing).toBe(active.casing);
  });

  it('are had by every built-in coil with two wings, and by none without', () => {
    for (const id of builtinCoilIds) {
      expect(opposedWings(coil(id)) !== null, id).toBe((builtinWinding(id)?.wingCentreMm ?? 0) > 0);
    }
    const ring: Vec3[] = [
      [40, 0, 0],
      [0, 40, 0],
      [-40, 0, 0],
      [40, 0, 0],
    ];
    expect(opposedWings({ id: 'ring', title: 'ring', pathsMm: [ring] })).toBeNull();
  });

  it.each([0, 40, 60])('turn dipoles round too, of wings bent by %s degrees', (bentDeg) => {
    const [c, s] = [Math.cos((bentDeg * Math.PI) / 180), Math.sin((bentDeg * Math.PI) / 180)];
    const dipoles = {
      positionsMm: Float64Array.from([40, 0, 0, -40, 0, 0]),
      momentsAm2PerA: Float64Array.from([s, 0, c, s, 0, -c]),
    };
    const sham = opposedWings({ id: 'd', title: 'd', dipoles });
    expect([...(sham?.dipoles?.momentsAm2PerA ?? [])].map((m) => m + 0)).toEqual([s, 0, c, 0 - s, 0, c]);
  });

  it('are not those of a circular coil made of dipoles, whose two halves turn one way', () => {
    const dipoles = {
      positionsMm: Float64Array.from([40, 0, 0, -40, 0, 0, 0, 40, 0, 0, -40, 0]),
      momentsAm2PerA: Float64Array.from([0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1]),
    };
    expect(opposedWings({ id: 'd', title: 'd', dipoles })).toBeNull();
  });
});
