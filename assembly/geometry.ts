/**
 * How triangles lie in memory: `GEOMETRY_ROWS` arrays of f32, `stride` long, in slot order (leaf by leaf of the octree,
 * each leaf padded to a multiple of four slots). Metres.
 * Rows 0-8: corners v0 xyz, v1 xyz, v2 xyz. 9-11: centroid. 12: distance from the centroid to the farthest corner.
 * 13: 1 / (4 pi area), zero in padding.
 */
export const GEOMETRY_ROWS = 14;
export const CENTROID = 9;
export const REACH = 12;
export const INVERSE_AREA = 13;

export function row(geometry: usize, stride: i32, k: i32, slot: i32): usize {
  return geometry + ((<usize>(k * stride + slot)) << 2);
}

export function value(geometry: usize, stride: i32, k: i32, slot: i32): f32 {
  return load<f32>(row(geometry, stride, k, slot));
}

/** Coordinate d of the point of triangle `slot` with barycentric coordinates b. */
export function inTriangle(geometry: usize, stride: i32, slot: i32, d: i32, b0: f32, b1: f32, b2: f32): f32 {
  return (
    b0 * value(geometry, stride, d, slot) +
    b1 * value(geometry, stride, d + 3, slot) +
    b2 * value(geometry, stride, d + 6, slot)
  );
}
