/** A point or a direction; its unit and frame stand in the name of whatever holds it. */
export type Vec3 = readonly [number, number, number];

export const add = (a: Vec3, b: Vec3): Vec3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const sub = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const scale = (a: Vec3, s: number): Vec3 => [a[0] * s, a[1] * s, a[2] * s];
export const dot = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const cross = (a: Vec3, b: Vec3): Vec3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
/** By a plain root: `Math.hypot` takes ten times as long to be safe from overflow, which no length here comes near. */
export const norm = (a: Vec3): number => Math.sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2]);
export const distance = (a: Vec3, b: Vec3): number => norm(sub(a, b));
export const lerp = (a: Vec3, b: Vec3, t: number): Vec3 => add(scale(a, 1 - t), scale(b, t));

/** The unit vector along `a`; throws a RangeError for a vector of length zero. */
export function normalize(a: Vec3): Vec3 {
  const length = norm(a);
  if (length === 0) throw new RangeError('a vector of length zero has no direction');
  return scale(a, 1 / length);
}

/** The i-th vector of a packed xyzxyz... array. */
export const at = (packed: ArrayLike<number>, i: number): Vec3 => [packed[3 * i], packed[3 * i + 1], packed[3 * i + 2]];
