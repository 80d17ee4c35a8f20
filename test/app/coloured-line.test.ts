import { Color, type InterleavedBufferAttribute, SRGBColorSpace } from 'three';
import { expect, test } from 'vitest';
import { colourTable } from '../../src/scene/colour-maps';
import { ColouredLine } from '../../src/scene/coloured-line';

const table = colourTable('viridis');
/** Three segments, packed: 0 to 1, 1 to 2 and 2 to 3 along x. */
const pointsMm = Float32Array.from([0, 5, 6, 1, 5, 6, 1, 5, 6, 2, 5, 6, 2, 5, 6, 3, 5, 6]);

/** What stands in the arrays of the k-th segment that is drawn. */
function drawn({ object }: ColouredLine, k: number) {
  const at = (name: string): number[] => {
    const attribute = object.geometry.getAttribute(name) as InterleavedBufferAttribute;
    return [attribute.getX(k), attribute.getY(k), attribute.getZ(k)];
  };
  const bytes = (name: string): number[] => {
    const [r, g, b] = at(name);
    const { r: x, g: y, b: z } = new Color(r, g, b).getRGB(new Color(), SRGBColorSpace);
    return [x, y, z].map((c) => Math.round(255 * c));
  };
  return {
    from: at('instanceStart'),
    to: at('instanceEnd'),
    colours: [bytes('instanceColorStart'), bytes('instanceColorEnd')],
  };
}

test('a line shows the segments of the last time, each in its entry of the table, from the same arrays', () => {
  const line = new ColouredLine(3, 0);
  line.begin(3);
  for (let s = 0; s < 3; s++) line.add(pointsMm, s, table, 100 * s);
  line.end();
  expect(line.object.geometry.instanceCount).toBe(3);
  const { geometry } = line.object;
  for (let s = 0; s < 3; s++) {
    const entry = [...table.subarray(300 * s, 300 * s + 3)];
    expect(drawn(line, s)).toEqual({ from: [s, 5, 6], to: [s + 1, 5, 6], colours: [entry, entry] });
  }

  line.begin(2);
  line.add(pointsMm, 2, table, 255);
  line.end();
  expect(line.object.geometry).toBe(geometry);
  expect(geometry.instanceCount).toBe(1);
  expect(drawn(line, 0).from).toEqual([2, 5, 6]);

  line.begin(2);
  line.end();
  expect(line.object.visible).toBe(false);
});
