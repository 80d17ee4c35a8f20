import { describe, expect, it } from 'vitest';
import { readCcd } from '../../src/formats/ccd';
import type { Coil } from '../../src/model/coil';
import { builtinCoil, builtinCoilIds, builtinWinding } from '../../src/model/coils/catalogue';
import { turnRadiiMm, wireDepthMm } from '../../src/model/coils/winding';
import { type Surface, volumeMm3 } from '../../src/model/surface';
import { add, at, cross, norm, scale, sub, type Vec3 } from '../../src/model/vec3';
import { primaryField } from '../helpers/biot-savart';
import { sharedBytes, sharedPath } from '../helpers/reference';
import { windingNumber } from '../helpers/winding-number';

function coil(id: string): Coil & { pathsMm: Vec3[][]; casing: Surface } {
  const found = builtinCoil(id);
  if (!found?.pathsMm || !found.casing) throw new Error(`no coil ${id}`);
  return { ...found, pathsMm: found.pathsMm, casing: found.casing };
}

/** Magnetic moment of 1 A in a closed path, m2. */
function moment(path: Vec3[]): Vec3 {
  const m = [0, 0, 0];
  for (let i = 0; i + 1 < path.length; i++) {
    const twiceArea = cross(path[i], path[i + 1]);
    for (let d = 0; d < 3; d++) m[d] += (twiceArea[d] / 2) * 1e-6;
  }
  return [m[0], m[1], m[2]];
}

const momentSum = (paths: Vec3[][]): number =>
  norm(paths.map(moment).reduce((a, b) => [a[0] + b[0], a[1] + b[1], a[2] + b[2]]));

describe('built-in coils', () => {
  it('lists the five', () => {
    expect(builtinCoilIds).toEqual(['figure8-70', 'mc-b70-class', 'figure8-25', 'circular-90', 'double-cone-100']);
    expect(builtinCoil('figure8-71')).toBeUndefined();
  });

  it.each(builtinCoilIds)('%s: closed turns as many as the data sheet says, all behind the face', (id) => {
    const { pathsMm } = coil(id);
    const winding = builtinWinding(id);
    expect(pathsMm).toHaveLength((winding?.wingCentreMm === 0 ? 1 : 2) * (winding?.turnsPerWing ?? 0));
    for (const path of pathsMm) expect(path.at(-1)).toEqual(path[0]);
  });

  it.each(['figure8-70', 'figure8-25', 'circular-90'])('%s: flat, the moment of its circles', (id) => {
    const winding = builtinWinding(id);
    if (!winding) throw new Error(id);
    const { pathsMm } = coil(id);
    const wing = pathsMm.slice(0, winding.turnsPerWing);
    const circles = turnRadiiMm(winding).reduce((sum, r) => sum + Math.PI * r * r * 1e-6, 0);
    expect(momentSum(wing) / circles).toBeCloseTo(1, 9);
    for (const point of pathsMm.flat()) expect(point[2]).toBeCloseTo(-wireDepthMm(winding), 12);
  });

  it.each(['figure8-70', 'mc-b70-class', 'figure8-25', 'double-cone-100'])('%s: E under the centre along +y', (id) => {
    const [x, y, z] = primaryField(coil(id).pathsMm, [0, 0, 20], 1e6);
    expect(y).toBeGreaterThan(0.3);
    expect(Math.hypot(x, z)).toBeLessThan(1e-9 * y);
  });

  it('circular-90: E runs left-handed about +z', () => {
    const [x, y] = primaryField(coil('circular-90').pathsMm, [40, 0, 20], 1e6);
    expect(y).toBeLessThan(-0.5);
    expect(Math.abs(x)).toBeLessThan(1e-9);
  });

  it('one filament for a 6 mm strip changes the field 15 mm under the face by less than 1 %', () => {
    const { pathsMm } = coil('figure8-70');
    const one = primaryField(pathsMm, [0, 0, 15], 1e6)[1];
    const strip = [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5].map((dz) => {
      const moved = pathsMm.map((path) => path.map(([x, y, z]): Vec3 => [x, y, z + dz]));
      return primaryField(moved, [0, 0, 15], 1e6)[1] / 6;
    });
    const exact = strip.reduce((a, b) => a + b);
    expect(Math.abs(one / exact - 1)).toBeLessThan(0.01);
  });

  it('figure8-70 falls to half its cortical field at the depth Deng 2013 gives for coil 31 (1.41 cm, within 10 %)', () => {
    const winding = builtinWinding('figure8-70');
    if (!winding) throw new Error('figure8-70');
    // 85 mm head, 70 mm brain, 5 mm from the scalp to the winding's near edge.
    const e = (radiusMm: number): number => sphereFieldY(winding, 85 + 5 + winding.wireHeightMm / 2, radiusMm);
    const peak = e(70);
    let depth = 0;
    while (e(70 - depth) > peak / 2) depth += 0.1;
    expect(depth).toBeGreaterThan(14.1 * 0.9);
    expect(depth).toBeLessThan(14.1 * 1.1);
  });
});

/**
 * E (up to sign and dI/dt) along the coil's y axis at depth on the axis through its centre, in any concentric sphere:
 * reciprocity with Sarvas (1987), the winding as a sheet of dipoles 2 mm apart, planar, tangent to the sphere.
 */
function sphereFieldY(
  winding: { wingCentreMm: number } & Parameters<typeof turnRadiiMm>[0],
  planeMm: number,
  radiusMm: number,
): number {
  const radii = turnRadiiMm(winding);
  const q: Vec3 = [0, 1, 0];
  const r0: Vec3 = [0, 0, radiusMm * 1e-3];
  const qxr0 = cross(q, r0);
  let e = 0;
  const reach = winding.outerDiameterMm / 2;
  for (let u = -reach + 1; u < reach; u += 2) {
    for (let v = -reach + 1; v < reach; v += 2) {
      const turns = radii.filter((r) => Math.hypot(u, v) < r).length;
      for (const side of [1, -1]) {
        const r: Vec3 = [side * (winding.wingCentreMm + u) * 1e-3, v * 1e-3, planeMm * 1e-3];
        const a: Vec3 = [r[0] - r0[0], r[1] - r0[1], r[2] - r0[2]];
        const [la, lr] = [norm(a), norm(r)];
        const ar = a[0] * r[0] + a[1] * r[1] + a[2] * r[2];
        const f = la * (lr * la + lr * lr - (r0[0] * r[0] + r0[1] * r[1] + r0[2] * r[2]));
        const k1 = (la * la) / lr + ar / la + 2 * la + 2 * lr;
        const k2 = la + 2 * lr + ar / la;
        const dotted = qxr0[0] * r[0] + qxr0[1] * r[1] + qxr0[2] * r[2];
        const bz = (f * qxr0[2] - dotted * (k1 * r[2] - k2 * r0[2])) / (f * f);
        e += side * turns * bz;
      }
    }
  }
  return Math.abs(e);
}

/** -dA/dt (V/m) of dipoles at `rMm` for 1 A/us. */
function dipoleField({ dipoles }: Coil, rMm: Vec3): Vec3 {
  let e: Vec3 = [0, 0, 0];
  for (let i = 0; dipoles && i < dipoles.positionsMm.length / 3; i++) {
    const r = scale(sub(rMm, at(dipoles.positionsMm, i)), 1e-3);
    e = add(e, scale(cross(at(dipoles.momentsAm2PerA, i), r), (-1e-7 * 1e6) / norm(r) ** 3));
  }
  return e;
}

describe.skipIf(!sharedPath('peer-data/coils'))('against measured coils (skipped: peer data not present)', () => {
  const measured = (name: string): Coil => readCcd(sharedBytes(`peer-data/coils/${name}`), name);

  it('figure8-70: within 5 % of a Magstim D70 where the field is strong', () => {
    const [d70, { pathsMm }] = [measured('MagStim_D70.ccd'), coil('figure8-70')];
    const places: Vec3[] = [
      [0, 0, 10],
      [0, 0, 15],
      [0, 0, 20],
      [0, 0, 30],
      [0, 0, 40],
      [20, 0, 20],
      [0, 30, 20],
      [50, 45, 20],
    ];
    for (const p of places) {
      const want = dipoleField(d70, p);
      expect(norm(sub(primaryField(pathsMm, p, 1e6), want))).toBeLessThan(0.11 * norm(want));
      expect(norm(primaryField(pathsMm, p, 1e6)) / norm(want)).toBeGreaterThan(0.95);
      expect(norm(primaryField(pathsMm, p, 1e6)) / norm(want)).toBeLessThan(1.05);
    }
  });

  it('mc-b70-class: within 15 % of an MC-B70 on its axis, whose file counts dI/dt the other way round', () => {
    const [b70, { pathsMm }] = [measured('MagVenture_MC-B70.ccd'), coil('mc-b70-class')];
    for (const z of [10, 15, 20, 30, 40]) {
      const ratio = primaryField(pathsMm, [0, 0, z], 1e6)[1] / -dipoleField(b70, [0, 0, z])[1];
      expect(Math.abs(ratio - 1)).toBeLessThan(0.15);
    }
  });
});

describe('casings', () => {
  it.each(builtinCoilIds)('%s: closed, outward, around the winding, handle along -y', (id) => {
    const { casing, pathsMm } = coil(id);
    const edges = new Map<string, number>();
    for (let i = 0; i < casing.triangles.length; i++) {
      const next = i % 3 === 2 ? i - 2 : i + 1;
      const key = `${casing.triangles[i]}>${casing.triangles[next]}`;
      edges.set(key, (edges.get(key) ?? 0) + 1);
    }
    const open = [...edges].filter(([key, count]) => count !== 1 || !edges.has(key.split('>').reverse().join('>')));
    expect(open).toEqual([]);
    expect(volumeMm3(casing)).toBeGreaterThan(1e4);
    const ys = casing.positionsMm.filter((_, i) => i % 3 === 1);
    expect(-Math.min(...ys) - Math.max(...ys)).toBeGreaterThan(30);
    for (const point of pathsMm.flat().filter((_, i) => i % 7 === 0))
      expect(windingNumber(casing, point)).toBeGreaterThan(0.5);
  });
});
