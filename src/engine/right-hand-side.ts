/** The mean normal component of a primary field on every triangle: what drives the boundary equation. */

import type { Pointer } from './arena';
import type { BoundaryOperator } from './boundary-operator';
import { pieces } from './crew';
import { type ChargeSet, fieldAt, type PrimaryField } from './primary-source';
import type { Progress } from './protocol';
import type { Contact } from './tdcs';
import type { TriangleSet } from './triangles';

/**
 * A triangle is averaged over three points when its reach exceeds this fraction of its distance to the box of the sources. One point
 * errs by the square of that fraction. For a figure-eight on the head this leaves 0.006 % of the mean normal field, where one point
 * everywhere leaves 0.04 % (right-hand-side.test.ts): a tenth of the operator's own error, for three points in a quarter of the triangles.
 */
const ONE_POINT_LIMIT = 0.08;
/** Points evaluated between two chances to stop. */
const BLOCK = 16384;
/** Charges of a contact taken between two chances to stop, and the parts that the triangles are dealt out in. */
const CHARGES_A_STEP = 16;
const FLUX_CALLS = 32;

/** Mean n.E of a smooth primary field, f64 by triangle. */
export function* smoothNormalField(
  { core, triangles }: Pick<BoundaryOperator, 'core' | 'triangles'>,
  field: PrimaryField,
): Generator<Progress, Float64Array> {
  const points: number[] = [];
  /** Triangle of each point. */
  const owner: number[] = [];
  for (let t = 0; t < triangles.count; t++) {
    if (t % BLOCK === 0) yield { stage: 'primary field', fraction: 0 };
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
    const e = fieldAt(core, field, points.slice(3 * begin, 3 * end));
    for (let i = begin; i < end; i++) {
      const t = owner[i];
      hits[t]++;
      for (let d = 0; d < 3; d++) sum[t] += triangles.normals[3 * t + d] * e[3 * (i - begin) + d];
    }
    yield { stage: 'primary field', fraction: end / owner.length };
  }
  return balanced(
    triangles,
    sum.map((s, t) => s / hits[t]),
  );
}

/** Mean n.E of the electrodes' charges (exact, by solid angle), f64 by triangle, and the charges, sized. */
export function* contactNormalField(
  operator: BoundaryOperator,
  contacts: Contact[],
): Generator<Progress, { normalField: Float64Array; charges: ChargeSet }> {
  const { arena, triangles, core, slots, slotOf, geometry } = operator;
  const total = new Float64Array(triangles.count);
  const sizes: number[] = [];
  for (const [c, contact] of contacts.entries()) {
    const mark = arena.mark();
    const field: Pointer = arena.zeros(slots);
    const { shares } = contact.charges;
    const packed = packCharges(contact, slotOf);
    const at = arena.put(packed);
    for (let i = 0; i < shares.length; i += CHARGES_A_STEP) {
      const count = Math.min(CHARGES_A_STEP, shares.length - i);
      core.crew.run(
        'chargeFlux',
        pieces(slots, FLUX_CALLS, 4).map(([begin, end]) => [geometry, slots, begin, end, at + 20 * i, count, field]),
      );
      yield { stage: 'primary field', fraction: (c + i / shares.length) / contacts.length };
    }
    const view = arena.f32(field, slots);
    let flux = 0;
    for (let t = 0; t < triangles.layerStart[1]; t++) flux += triangles.areasM2[t] * view[slotOf[t]];
    const charge = contact.fluxVM / flux;
    for (let t = 0; t < triangles.count; t++) total[t] += charge * view[slotOf[t]];
    arena.release(mark);
    sizes.push(charge);
  }
  return {
    normalField: balanced(triangles, total),
    // a pad has tens of thousands of pieces: more than a call takes as arguments in a worker
    charges: {
      positionsM: Float64Array.from(contacts.flatMap(({ fine }) => [...fine.positionsM])),
      charges: Float64Array.from(
        contacts.flatMap(({ fine }, c) => Array.from(fine.shares, (share) => share * sizes[c])),
      ),
    },
  };
}

/** A contact's charges as assembly/primary.ts wants them. */
function packCharges({ charges: { positionsM, shares, hosts } }: Contact, slotOf: Uint32Array): Float32Array {
  const words = new Float32Array(5 * shares.length);
  const integers = new Int32Array(words.buffer);
  shares.forEach((share, i) => {
    words.set(positionsM.subarray(3 * i, 3 * i + 3), 5 * i);
    words[5 * i + 3] = share / (4 * Math.PI);
    integers[5 * i + 4] = slotOf[hosts[i]];
  });
  return words;
}

/** Takes away each closed surface's net flux, which is zero for every source allowed here but for quadrature error. */
function balanced({ layerStart, areasM2 }: TriangleSet, normalField: Float64Array): Float64Array {
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
