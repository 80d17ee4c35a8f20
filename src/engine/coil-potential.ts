/** A and B of a coil in double precision, in closed form: for reference, and for points by the thousand, not the million. */

import type { Coil } from '../model/coil';
import { type Pose, rotateVector, transformPoint } from '../model/pose';
import { at, type Vec3 } from '../model/vec3';

/** mu0 / (4 pi), T m/A. */
export const MU0_4PI = 1e-7;

/** Dipoles and wire segments in the head's frame, metres, packed by six: place and moment, start and end. */
export interface CoilElements {
  dipoles: Float64Array;
  segments: Float64Array;
}

export const elementCount = ({ dipoles, segments }: CoilElements): number => (dipoles.length + segments.length) / 6;

/**
 * The elements of a coil at a pose.
 *
 * @throws RangeError for an A-field grid, which has none
 */
export function coilElements(coil: Coil, pose: Pose): CoilElements {
  if (coil.aField) throw new RangeError(`coil ${coil.title} is an A-field grid: its wires are not known`);
  const metres = (p: Vec3): number[] => transformPoint(pose, p).map((v) => v * 1e-3);
  const segments: number[] = [];
  for (const path of coil.pathsMm ?? []) {
    const points = path.map(metres);
    for (let i = 1; i < points.length; i++) segments.push(...points[i - 1], ...points[i]);
  }
  const dipoles: number[] = [];
  const { positionsMm, momentsAm2PerA } = coil.dipoles ?? { positionsMm: [], momentsAm2PerA: [] };
  for (let i = 0; i < positionsMm.length / 3; i++) {
    dipoles.push(...metres(at(positionsMm, i)), ...rotateVector(pose, at(momentsAm2PerA, i)));
  }
  return { dipoles: Float64Array.from(dipoles), segments: Float64Array.from(segments) };
}

/** Adds a term at (x, y, z) metres of element k to `out`. */
type Term = (elements: Float64Array, k: number, x: number, y: number, z: number, out: Float64Array) => void;

/** m x R / R^3. */
const dipoleA: Term = (e, k, x, y, z, out) => {
  const [px, py, pz, mx, my, mz] = e.subarray(6 * k, 6 * k + 6);
  const [dx, dy, dz] = [x - px, y - py, z - pz];
  const f = 1 / (dx * dx + dy * dy + dz * dz) ** 1.5;
  out[0] += f * (my * dz - mz * dy);
  out[1] += f * (mz * dx - mx * dz);
  out[2] += f * (mx * dy - my * dx);
};

/** 3 (m.R) R / R^5 - m / R^3. */
const dipoleB: Term = (e, k, x, y, z, out) => {
  const [px, py, pz, mx, my, mz] = e.subarray(6 * k, 6 * k + 6);
  const [dx, dy, dz] = [x - px, y - py, z - pz];
  const r2 = dx * dx + dy * dy + dz * dz;
  const f = 1 / r2 ** 1.5;
  const along = (3 * f * (mx * dx + my * dy + mz * dz)) / r2;
  out[0] += along * dx - f * mx;
  out[1] += along * dy - f * my;
  out[2] += along * dz - f * mz;
};

/** t ln((Ra + Rb + L)/(Ra + Rb - L)), in the form that keeps its precision far off. */
const segmentA: Term = (e, k, x, y, z, out) => {
  const [ax, ay, az, bx, by, bz] = e.subarray(6 * k, 6 * k + 6);
  const [tx, ty, tz] = [bx - ax, by - ay, bz - az];
  const length = Math.sqrt(tx * tx + ty * ty + tz * tz);
  if (length === 0) return;
  const sum = Math.hypot(x - ax, y - ay, z - az) + Math.hypot(x - bx, y - by, z - bz);
  const f = (2 * Math.atanh(Math.min(length / sum, 1 - 1e-15))) / length;
  out[0] += f * tx;
  out[1] += f * ty;
  out[2] += f * tz;
};

/** (Ra + Rb) a x b / (Ra Rb (Ra Rb + a.b)), a and b from the segment's ends to the point; nothing on its own line. */
const segmentB: Term = (e, k, x, y, z, out) => {
  const [ax, ay, az, bx, by, bz] = e.subarray(6 * k, 6 * k + 6);
  const [px, py, pz, qx, qy, qz] = [x - ax, y - ay, z - az, x - bx, y - by, z - bz];
  const ra = Math.hypot(px, py, pz);
  const rb = Math.hypot(qx, qy, qz);
  const below = ra * rb * (ra * rb + px * qx + py * qy + pz * qz);
  if (!(below > 0)) return;
  const f = (ra + rb) / below;
  out[0] += f * (py * qz - pz * qy);
  out[1] += f * (pz * qx - px * qz);
  out[2] += f * (px * qy - py * qx);
};

function summed({ dipoles, segments }: CoilElements, pointsMm: ArrayLike<number>, ofDipole: Term, ofSegment: Term) {
  const out = new Float64Array(pointsMm.length);
  for (let i = 0; i < pointsMm.length; i += 3) {
    const [x, y, z] = [1e-3 * pointsMm[i], 1e-3 * pointsMm[i + 1], 1e-3 * pointsMm[i + 2]];
    const sum = out.subarray(i, i + 3);
    for (let k = 0; k < dipoles.length / 6; k++) ofDipole(dipoles, k, x, y, z, sum);
    for (let k = 0; k < segments.length / 6; k++) ofSegment(segments, k, x, y, z, sum);
  }
  return out.map((v) => MU0_4PI * v);
}

/** The vector potential (Coulomb gauge) of 1 A at packed points, T m. */
export const vectorPotential = (elements: CoilElements, pointsMm: ArrayLike<number>): Float64Array =>
  summed(elements, pointsMm, dipoleA, segmentA);

/** The flux density of 1 A at packed points, T. */
export const fluxDensity = (elements: CoilElements, pointsMm: ArrayLike<number>): Float64Array =>
  summed(elements, pointsMm, dipoleB, segmentB);
