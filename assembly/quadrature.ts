/**
 * Quadrature over a triangle: barycentric points and weights that sum to one.
 * THREE: degree 2, points inside (Strang & Fix 1973). SEVEN: degree 5 (Radon 1948). FINE: SEVEN on each of the four
 * triangles that the edge midpoints make, for pairs that touch.
 */

const A1: f64 = 0.05971587178976982;
const B1: f64 = 0.470142064105115089;
const A2: f64 = 0.797426985353087322;
const B2: f64 = 0.101286507323456339;
const W0: f64 = 0.225;
const W1: f64 = 0.132394152788506181;
const W2: f64 = 0.125939180544827153;

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

export const FINE: StaticArray<f32> = refined(SEVEN);

/** `rule` on each of the four triangles between the corners and the edge midpoints. */
function refined(rule: StaticArray<f32>): StaticArray<f32> {
  const n = rule.length;
  const out = new StaticArray<f32>(4 * n);
  for (let child = 0; child < 4; child++) {
    for (let k = 0; k < n; k += 4) {
      const o = child * n + k;
      const b0 = rule[k],
        b1 = rule[k + 1],
        b2 = rule[k + 2];
      if (child == 3) {
        out[o] = (b1 + b2) * 0.5;
        out[o + 1] = (b0 + b2) * 0.5;
        out[o + 2] = (b0 + b1) * 0.5;
      } else {
        out[o] = b0 * 0.5 + (child == 0 ? <f32>0.5 : <f32>0);
        out[o + 1] = b1 * 0.5 + (child == 1 ? <f32>0.5 : <f32>0);
        out[o + 2] = b2 * 0.5 + (child == 2 ? <f32>0.5 : <f32>0);
      }
      out[o + 3] = rule[k + 3] * 0.25;
    }
  }
  return out;
}
