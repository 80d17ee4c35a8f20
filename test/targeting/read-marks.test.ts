import { describe, expect, it } from 'vitest';
import { distance } from '../../src/model/vec3';
import { layHeadTapes, walkMarks } from '../../src/targeting/marks-on-scalp';
import { readMarks } from '../../src/targeting/read-marks';
import { scalpPoint } from '../../src/targeting/scalp-index';
import { tenTenPositions } from '../../src/targeting/ten-ten';
import { loadHead } from '../head/bundled';

describe('marks read on a scalp', async () => {
  const head = await loadHead('light');
  if (!head.landmarks) throw new Error('the bundled head has landmarks');
  const scalp = head.layers[0].surface;
  const tapes = layHeadTapes(scalp, head.landmarks);

  it('lead back to the site they were read from, all over the head', () => {
    for (const [name, p] of tenTenPositions(scalp, head.landmarks as NonNullable<typeof head.landmarks>)) {
      if (!/^(F|AF|FC|C|CP|P|PO)[1-6]$/.test(name)) continue;
      const read = readMarks(tapes, p);
      if (!read) throw new Error(`${name}: no marks`);
      expect(read.side, name).toBe(p[0] < 0 ? 'left' : 'right');
      expect(distance(walkMarks(tapes, read.marks, read.side).siteMm, p), name).toBeLessThan(0.6);
    }
  });

  it('are those that were walked', () => {
    for (const side of ['left', 'right'] as const) {
      const marks = { xCm: 6.5, yCm: 9.5 };
      const read = readMarks(tapes, walkMarks(tapes, marks, side).siteMm);
      expect(read?.side).toBe(side);
      expect(read?.marks.xCm).toBeCloseTo(marks.xCm, 1);
      expect(read?.marks.yCm).toBeCloseTo(marks.yCm, 1);
    }
  });

  it('are not read at the vertex, nor below the circumference', () => {
    expect(readMarks(tapes, tapes.vertex)).toBeNull();
    expect(readMarks(tapes, scalpPoint(scalp, [-80, -20, -45]))).toBeNull();
  });
});
