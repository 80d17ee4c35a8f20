import { beforeAll, describe, expect, it } from 'vitest';
import type { FieldEngine } from '../../src/engine/protocol';
import { relativeL2, testEngine } from '../helpers/engine';
import { shapes } from '../helpers/reference-cases';

const present = shapes();

describe.skipIf(present.length === 0)(
  'heads that are not spheres, 5,120 triangles a surface, against MNE on the same triangles (reference data present)',
  () => {
    describe.each(present)('$name', ({ layers, pointsMm, cases }) => {
      let engine: FieldEngine;

      beforeAll(async () => {
        engine = await testEngine();
        await engine.prepare(layers);
      });

      it.each(cases.map((c, i) => ({ name: `${c.kind} ${i}`, ...c })))(
        '$name is nearer to the truth than the linear BEM',
        async ({ source, exact, mne }) => {
          const [e] = (await engine.solve(source, [pointsMm])).eVPerM;
          expect(relativeL2(e, exact)).toBeLessThan(relativeL2(mne, exact));
        },
      );
    });
  },
);
