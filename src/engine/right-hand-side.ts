/** The mean normal component of a primary field on every triangle: what drives the boundary equation. */

import type { Pointer } from './arena';
import type { BoundaryOperator } from './boundary-operator';
import { type ChargeSet, type PrimaryField, putPoints } from './primary-source';
import type { Progress } from './protocol';
import type { Contact } from './tdcs';

/** A triangle is averaged over three points when its reach exceeds this fraction of its distance to the source. */
const ONE_POINT_LIMIT = 0.08;
/** Points evaluated between two chances to stop. */
const BLOCK = 8192;

/** Mean n.E of a smooth primary field, f64 by triangle. */
export function* smoothNormalField(operator: BoundaryOperator, field: PrimaryField): Generator<Progress, Float64Array> {
  const { arena, triangles } = operator;
  const points: number[] = [];
  /** Triangle of each point. */
  const owner: number[] = [];
  for (let t = 0; t < triangles.count; t++) {
    const c = triangles.centroidsM.subarray(3 * t, 3 * t + 3);
    if (triangles.reachM[t] < ONE_POINT_LIMIT * distanceToBounds(c, field.bounds)) {
      points.push(c[0], c[1], c[2]);
      owner.push(t);
      continue;
    }
    for (let k = 0; k < 3; k++) {
      // the three-point rule's points lie half-way between the centroid and the corners
      for (let d = 0; d < 3; d++) points.push((c[d] + triangles.cornersM[9 * t + 3 * k + d]) / 2);
      owner.push(t);
    }
  }
  const sum = new Float64Array(triangles.count);
  const hits = new Uint8Array(triangles.count);
  for (let begin = 0; begin < owner.length; begin += BLOCK) {
    const end = Math.min(begin + BLOCK, owner.length);
    const mark = arena.mark();
    const block = putPoints(arena, points.slice(3 * begin, 3 * end));
    const out = arena.zeros(3 * block.count);
    field.addTo(block, out);
    const e = arena.f32(out, 3 * block.count);
    for (let i = begin; i < end; i++) {
      const t = owner[i];
      hits[t]++;
      for (let d = 0; d < 3; d++) sum[t] += triangles.normals[3 * t + d] * e[d * block.count + i - begin];
    }
    arena.release(mark);
    yield { stage: 'primary field', fraction: end / owner.length };
  }
  return balanced(
    operator,
    sum.map((s, t) => s / hits[t]),
  );
}

/** Mean n.E of the electrodes' charges (exact, by solid angle), f64 by triangle, and the charges, sized. */
export function* contactNormalField(
  operator: BoundaryOperator,
  contacts: Contact[],
): Generator<Progress, { normalField: Float64Array; charges: ChargeSet }> {
  const { arena, triangles, core, slots, slotOf } = operator;
  const total = new Float64Array(triangles.count);
  const positions: number[] = [];
  const charges: number[] = [];
  for (const [c, contact] of contacts.entries()) {
    const mark = arena.mark();
    const field: Pointer = arena.zeros(slots);
    const { positionsM, shares, hosts } = contact.charges;
    for (let i = 0; i < shares.length; i++) {
      const [x, y, z] = positionsM.subarray(3 * i, 3 * i + 3);
      const q = shares[i] / (4 * Math.PI);
      core.exports.chargeFlux(operator.geometry, slots, slots, x, y, z, q, slotOf[hosts[i]], field);
      if (i % 16 === 0) yield { stage: 'primary field', fraction: (c + i / shares.length) / contacts.length };
    }
    const view = arena.f32(field, slots);
    let flux = 0;
    for (let t = 0; t < triangles.layerStart[1]; t++) flux += triangles.areasM2[t] * view[slotOf[t]];
    const charge = contact.fluxVM / flux;
    for (let t = 0; t < triangles.count; t++) total[t] += charge * view[slotOf[t]];
    arena.release(mark);
    positions.push(...contact.fine.positionsM);
    charges.push(...contact.fine.shares.map((share) => share * charge));
  }
  return {
    normalField: balanced(operator, total),
    charges: { positionsM: Float64Array.from(positions), charges: Float64Array.from(charges) },
  };
}

/** Takes away each closed surface's net flux, which is zero for every source allowed here but for quadrature error. */
function balanced(operator: BoundaryOperator, normalField: Float64Array): Float64Array {
  const { layerStart, areasM2 } = operator.triangles;
  for (let l = 0; l + 1 < layerStart.length; l++) {
    let flux = 0;
    let area = 0;
    for (let t = layerStart[l]; t < layerStart[l + 1]; t++) {
      flux += normalField[t] * areasM2[t];
      area += areasM2[t];
    }
    for (let t = layerStart[l]; t < layerStart[l + 1]; t++) normalField[t] -= flux / area;
  }
  return normalField;
}

function distanceToBounds(p: Float64Array, bounds: PrimaryField['bounds']): number {
  if (!bounds) return Infinity;
  let d2 = 0;
  for (let d = 0; d < 3; d++) {
    const gap = Math.max(bounds.low[d] - p[d], 0, p[d] - bounds.high[d]);
    d2 += gap * gap;
  }
  return Math.sqrt(d2);
}
