import { describe, expect, test } from 'vitest';
import { colourGradient, colourTable, colourTexture, type MapId } from '../../src/scene/colour-maps';

/** CIE lightness of an sRGB entry. */
function lightness(table: Uint8Array, i: number): number {
  const linear = [0, 1, 2].map((k) => {
    const c = table[3 * i + k] / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  const y = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
}

const SEQUENTIAL: MapId[] = ['viridis', 'cividis', 'batlow', 'magma'];

describe('colour maps', () => {
  test.each(SEQUENTIAL)('%s has 256 entries that only get lighter', (id) => {
    const table = colourTable(id);
    expect(table.length).toBe(768);
    for (let i = 1; i < 256; i++) expect(lightness(table, i)).toBeGreaterThan(lightness(table, i - 1) - 0.35);
    expect(lightness(table, 255) - lightness(table, 0)).toBeGreaterThan(70);
  });

  test('viridis starts and ends where it is published to', () => {
    const table = colourTable('viridis');
    expect([...table.subarray(0, 3)]).toEqual([0x44, 0x01, 0x54]);
    expect([...table.subarray(765)]).toEqual([0xfd, 0xe7, 0x25]);
  });

  test('batlow and vik hold the published ends and middle', () => {
    const entries = (id: MapId, at: number[]) => at.map((i) => [...colourTable(id).subarray(3 * i, 3 * i + 3)]);
    expect(entries('batlow', [0, 255])).toEqual([
      [1, 25, 89],
      [250, 204, 250],
    ]);
    expect(entries('vik', [0, 127, 128, 255])).toEqual([
      [0, 18, 97],
      [235, 230, 226],
      [236, 229, 224],
      [89, 0, 8],
    ]);
  });

  test.each<MapId>(['vik', 'blueOrange'])('%s is as dark on either side and lightest in the middle', (id) => {
    const table = colourTable(id);
    for (let i = 0; i < 128; i++) {
      expect(Math.abs(lightness(table, i) - lightness(table, 255 - i))).toBeLessThan(9);
      expect(lightness(table, i)).toBeLessThan(lightness(table, i + 1) + 1);
    }
  });

  test('the texture and the bar hold the table, entry by entry', () => {
    const table = colourTable('magma');
    const { data } = colourTexture('magma').image;
    for (let i = 0; i < 256; i++) {
      expect([...(data as Uint8Array).subarray(4 * i, 4 * i + 3)]).toEqual([...table.subarray(3 * i, 3 * i + 3)]);
    }
    expect(colourGradient('magma')).toContain(`rgb(${table[300]} ${table[301]} ${table[302]}) 39.22%`);
  });
});
