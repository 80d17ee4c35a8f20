/**
 * From each triangle's mean charge density to uniform charges that act like a density which is linear across triangles.
 *
 * A staircase of means has the wrong dipole moment on every triangle: that of the slope, its second moment times the
 * gradient, is missing. Carrying a little charge across each edge, (area of the two) / 12 times the difference of the
 * densities, puts it back to second order, whatever the triangles' shape, because the second moment of a triangle is a third of
 * the sum of m m^T over the arms m from its centroid to its edges.
 */

/** A record a slot: f32 of its own weight, f32 of its three neighbours' weights, i32 of the neighbours' slots, one unused. */
const RECORD_BYTES: usize = 32;

/** charge[slot] = own weight x[slot] - sum of weight x[neighbour], for slots [begin, end). */
export function spread(records: usize, x: usize, charge: usize, begin: i32, end: i32): void {
  for (let slot = begin; slot < end; slot++) {
    const o = (<usize>slot) << 2;
    const r = records + <usize>slot * RECORD_BYTES;
    const a = load<f32>(r, 4) * load<f32>(x + ((<usize>load<i32>(r, 16)) << 2));
    const b = load<f32>(r, 8) * load<f32>(x + ((<usize>load<i32>(r, 20)) << 2));
    const c = load<f32>(r, 12) * load<f32>(x + ((<usize>load<i32>(r, 24)) << 2));
    store<f32>(charge + o, load<f32>(r) * load<f32>(x + o) - (a + b + c));
  }
}
