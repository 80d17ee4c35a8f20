import type { Surface } from '../model/surface';

/**
 * Triangles given corner by corner (nine numbers each), as STL has them, joined at corners whose three coordinates are
 * equal as 32-bit floats. No tolerance: writers repeat a vertex exactly, and a tolerance would close real gaps.
 */
export function weldCorners(corners: Float32Array): Surface {
  const count = corners.length / 3;
  // Adding 0 turns -0 into 0, so that both hash alike.
  const values = corners.map((v) => v + 0);
  const bits = new Uint32Array(values.buffer);
  let size = 16;
  while (size < 2 * count) size *= 2;
  const slots = new Int32Array(size).fill(-1);
  const positions = new Float32Array(values.length);
  const triangles = new Uint32Array(count);
  let unique = 0;
  for (let i = 0; i < count; i++) {
    const [a, b, c] = [bits[3 * i], bits[3 * i + 1], bits[3 * i + 2]];
    const mixed = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35);
    let slot = (mixed ^ (mixed >>> 15)) & (size - 1);
    while (slots[slot] >= 0) {
      const v = slots[slot];
      if (
        positions[3 * v] === values[3 * i] &&
        positions[3 * v + 1] === values[3 * i + 1] &&
        positions[3 * v + 2] === values[3 * i + 2]
      )
        break;
      slot = (slot + 1) & (size - 1);
    }
    if (slots[slot] < 0) {
      slots[slot] = unique;
      positions.set(values.subarray(3 * i, 3 * i + 3), 3 * unique);
      unique++;
    }
    triangles[i] = slots[slot];
  }
  return { positionsMm: positions.slice(0, 3 * unique), triangles };
}
