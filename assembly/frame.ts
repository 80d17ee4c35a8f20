/**
 * What a picture needs of a field: E times `scale`, its magnitude and its component along the normals. `field`, `normals` and
 * `e` are packed xyz f32 of `count` points.
 */
export function frameField(
  field: usize,
  normals: usize,
  count: i32,
  scale: f32,
  e: usize,
  magnitude: usize,
  normal: usize,
): void {
  for (let i = 0; i < count; i++, field += 12, normals += 12, e += 12, magnitude += 4, normal += 4) {
    const x = scale * load<f32>(field),
      y = scale * load<f32>(field, 4),
      z = scale * load<f32>(field, 8);
    store<f32>(e, x);
    store<f32>(e, y, 4);
    store<f32>(e, z, 8);
    store<f32>(magnitude, sqrt<f32>(x * x + y * y + z * z));
    store<f32>(normal, x * load<f32>(normals) + y * load<f32>(normals, 4) + z * load<f32>(normals, 8));
  }
}
