/**
 * Quadrature over a triangle: barycentric points and weights that sum to one.
 * THREE: degree 2, points inside (Strang & Fix 1973). SEVEN: degree 5 (Radon 1948).
 */

const A1: f64 = 0.05971587178976982;
const B1: f64 = 0.4701420641051151;
const A2: f64 = 0.7974269853530873;
const B2: f64 = 0.10128650732345634;
const W0: f64 = 0.225;
const W1: f64 = 0.1323941527885062;
const W2: f64 = 0.12593918054482714;

/** Rows of (b0, b1, b2, weight). */
export const THREE: StaticArray<f32> = [
  2.0 / 3.0,
  1.0 / 6.0,
  1.0 / 6.0,
  1.0 / 3.0,
  1.0 / 6.0,
  2.0 / 3.0,
  1.0 / 6.0,
  1.0 / 3.0,
  1.0 / 6.0,
  1.0 / 6.0,
  2.0 / 3.0,
  1.0 / 3.0,
];

export const SEVEN: StaticArray<f32> = [
  <f32>(1.0 / 3.0),
  <f32>(1.0 / 3.0),
  <f32>(1.0 / 3.0),
  <f32>W0,
  <f32>A1,
  <f32>B1,
  <f32>B1,
  <f32>W1,
  <f32>B1,
  <f32>A1,
  <f32>B1,
  <f32>W1,
  <f32>B1,
  <f32>B1,
  <f32>A1,
  <f32>W1,
  <f32>A2,
  <f32>B2,
  <f32>B2,
  <f32>W2,
  <f32>B2,
  <f32>A2,
  <f32>B2,
  <f32>W2,
  <f32>B2,
  <f32>B2,
  <f32>A2,
  <f32>W2,
];
