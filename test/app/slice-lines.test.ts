import { describe, expect, test } from 'vitest';
import { surfaceField } from '../../src/app/field-frame';
import type { FieldFrame } from '../../src/app/field-store';
import { atSegment, sectionLine } from '../../src/measures/section-line';
import type { Head } from '../../src/model/head';
import { SLICES } from '../../src/model/slice';
import { vertexNormals } from '../../src/model/surface';
import { at, type Vec3 } from '../../src/model/vec3';
import { colourTable } from '../../src/scene/colour-maps';
import { SliceLines } from '../../src/scene/slice-lines';
import { planeCut } from '../../src/targeting/plane-cut';
import { sphere } from '../helpers/shapes';

/** |E| at a point of the head, per A/us: linear, so that reading it between vertices makes no error. */
const strength = ([x, y, z]: Vec3): number => 2 + 0.01 * x - 0.004 * y + 0.006 * z;

const ball = sphere(60, 5);

describe('the line of a plane through a surface', () => {
  const plane = { normal: [0.6, 0, 0.8] as Vec3, offsetMm: 23 };
  const line = sectionLine(ball.triangles, ball.positionsMm, plane);

  test('runs through the points where the plane cuts the edges', () => {
    const loops = planeCut(ball, plane);
    const key = (p: Vec3): string => p.map((x) => x.toFixed(3)).join(' ');
    const found = new Set(Array.from({ length: line.share.length }, (_, i) => key(at(line.pointsMm, i))));
    expect(found).toEqual(new Set(loops.flatMap(({ points }) => points.map(key))));
    // Each point once in the loop, and once in each of the two segments that meet there.
    expect(line.share.length).toBe(2 * loops.reduce((sum, { points }) => sum + points.length, 0));
  });

  test('reads a linear quantity exactly', () => {
    const values = Float32Array.from({ length: ball.positionsMm.length / 3 }, (_, v) =>
      strength(at(ball.positionsMm, v)),
    );
    for (let s = 0; s < line.share.length / 2; s++) {
      const [p, q] = [at(line.pointsMm, 2 * s), at(line.pointsMm, 2 * s + 1)];
      expect(atSegment(line, values, s)).toBeCloseTo((strength(p) + strength(q)) / 2, 5);
    }
  });

  test('is empty beside the surface', () => {
    expect(sectionLine(ball.triangles, ball.positionsMm, { normal: [0, 0, 1], offsetMm: 61 }).share).toHaveLength(0);
  });
});

describe('the field along the lines of a slice', () => {
  const fieldSurface = (id: 'cortex' | 'white', radiusMm: number) => {
    const surface = sphere(radiusMm, 5);
    // Where the field is known: a millimetre within the surface that is drawn.
    const pointsMm = surface.positionsMm.map((x) => (x * (radiusMm - 1)) / radiusMm);
    return { id, surface, pointsMm, normals: vertexNormals(surface) };
  };
  const fieldSurfaces = [fieldSurface('cortex', 70), fieldSurface('white', 60)];
  const head: Head = { id: 'balls', title: 'Two spheres', layers: [], fieldSurfaces };
  const surfaces = Object.fromEntries(
    fieldSurfaces.map((s) => {
      const e = new Float32Array(s.pointsMm.length);
      for (let v = 0; v < e.length / 3; v++) e[3 * v] = strength(at(s.pointsMm, v));
      return [s.id, surfaceField(s, e)];
    }),
  );
  const frame: FieldFrame = { kind: 'live', source: 'tms', surfaces: surfaces as FieldFrame['surfaces'] };
  const colours = { table: colourTable('viridis'), scale: 100, min: 0, max: 300, threshold: 210 };
  const css = Array.from({ length: 256 }, (_, k) => `rgb(${colours.table.slice(3 * k, 3 * k + 3).join(' ')})`);

  /** Each segment that is drawn, in the slice's mm, and its colour. */
  function drawn(): { from: number[]; to: number[]; colour: string }[] {
    const out: { from: number[]; to: number[]; colour: string }[] = [];
    let from: number[] = [];
    const context = {
      strokeStyle: '',
      beginPath() {},
      stroke() {},
      moveTo: (...p: number[]) => {
        from = p;
      },
      lineTo: (...to: number[]) => out.push({ from, to, colour: context.strokeStyle }),
    };
    new SliceLines('coronal').draw(context as never, 1.2, head, [0, 12, 0], frame, colours);
    return out;
  }

  test('has the colour of what is known there, and is left out below the threshold', () => {
    const segments = drawn();
    expect(SLICES.coronal.through).toBe(1);
    let shown = 0;
    for (const { pointsMm, surface } of fieldSurfaces) {
      const line = sectionLine(surface.triangles, pointsMm, { normal: [0, 1, 0], offsetMm: 12 });
      for (let s = 0; s < line.share.length / 2; s++) {
        const [p, q] = [at(line.pointsMm, 2 * s), at(line.pointsMm, 2 * s + 1)];
        if (100 * ((strength(p) + strength(q)) / 2) >= 210) shown++;
      }
    }
    expect(segments).toHaveLength(shown);
    expect(shown).toBeGreaterThan(50);
    for (const { from, to, colour } of segments) {
      const middle: Vec3 = [(from[0] + to[0]) / 2, 12, (from[1] + to[1]) / 2];
      expect(Math.abs(css.indexOf(colour) - (255 * 100 * strength(middle)) / 300)).toBeLessThan(0.51);
      const r = Math.hypot(...middle);
      expect(Math.min(Math.abs(r - 69), Math.abs(r - 59))).toBeLessThan(0.2);
    }
  });
});
