/**
 * tDCS as a source. A current density J into the scalp asks for sigma n.E = -J just inside it, which a charge density
 * 2 J / sigma on the pad gives by itself on a flat scalp. So the pads' charges are put down at their exact place,
 * independent of the mesh, and the boundary equation only has to find what curvature and the other layers add.
 */

import type { Electrode } from '../model/electrode';
import type { Layer } from '../model/head';
import { closestOnTriangle, closestPoint } from '../model/mesh/closest-point';
import { corners, type Surface, triangleCount, vertexNormals } from '../model/surface';
import { add, at, cross, distance, dot, lerp, norm, normalize, scale, sub, type Vec3 } from '../model/vec3';
import type { Progress } from './protocol';

/** Point charges on the scalp that stand for an evenly charged contact. */
export interface ContactCharges {
  positionsM: Float64Array;
  /** Shares of the electrode's charge; they sum to one. */
  shares: Float64Array;
  /** The scalp triangle each lies on. */
  hosts: Uint32Array;
}

/** One electrode as charges on the scalp, before their size is known. */
export interface Contact {
  /** For the flux through the triangles. */
  charges: ContactCharges;
  /** The same contact in smaller pieces, for the field at points, which may lie a millimetre under a pad. */
  fine: ContactCharges;
  /**
   * The flux of E into the head, I / sigma (V m): the charges are sized so that just this passes the scalp, half of what
   * they send out where the scalp is flat, and what the cone inside allows at a corner of the mesh.
   */
  fluxVM: number;
}

/** A pad is broken into patches of about this area, mm2, or a hundredth and a half of itself if that is smaller. */
const PATCH_MM2 = 5;
const PATCHES_A_PAD = 150;
/** Patches across a pad's rim are split down to this part of the others' area. */
const RIM = 1 / 16;
/** A patch has the square of this many pieces for the field at points. */
const FINER = 3;

/**
 * The contacts of a montage, one a step.
 *
 * @throws RangeError when currents do not sum to zero or a pad covers no scalp
 */
export function* contactsOf(scalp: Layer, electrodes: Electrode[]): Generator<Progress, Contact[]> {
  if (electrodes.length < 2) throw new RangeError(`tDCS needs two electrodes or more, got ${electrodes.length}`);
  const sum = electrodes.reduce((s, e) => s + e.currentMa, 0);
  const largest = Math.max(...electrodes.map((e) => Math.abs(e.currentMa)));
  if (!(largest > 0)) throw new RangeError('every electrode current is zero; give one of them a current');
  if (Math.abs(sum) > 1e-6 * largest) {
    throw new RangeError(`electrode currents sum to ${sum.toPrecision(4)} mA; they must sum to zero`);
  }
  const normals = vertexNormals(scalp.surface);
  const contacts: Contact[] = [];
  for (const [i, electrode] of electrodes.entries()) {
    const patches = padPatches(scalp.surface, normals, electrode);
    if (patches.length === 0) {
      throw new RangeError(`electrode ${i + 1} covers no scalp; enlarge it or move it onto the head`);
    }
    yield { stage: 'primary field', fraction: 0 };
    contacts.push({
      charges: contactCharges(patches),
      // pieces of the same patches: what the equation did not see must have no moment of its own
      fine: contactCharges(patches.flatMap(pieces)),
      fluxVM: (electrode.currentMa * 1e-3) / scalp.insideSPerM,
    });
    yield { stage: 'primary field', fraction: 0 };
  }
  return contacts;
}

function contactCharges(patches: Patch[]): ContactCharges {
  const area = patches.reduce((s, p) => s + p.areaMm2, 0);
  return {
    positionsM: Float64Array.from(patches.flatMap((p) => scale(p.pointMm, 1e-3))),
    shares: Float64Array.from(patches, (p) => p.areaMm2 / area),
    hosts: Uint32Array.from(patches, (p) => p.triangle),
  };
}

/** A small triangle of the scalp, or for a point electrode just a point. */
interface Patch {
  pointMm: Vec3;
  areaMm2: number;
  /** Of the scalp. */
  triangle: number;
  corners?: Triple;
}

type Triple = [Vec3, Vec3, Vec3];

function pieces(patch: Patch): Patch[] {
  if (!patch.corners) return [patch];
  const { triangle, areaMm2 } = patch;
  return split(patch.corners, FINER).map((c) => ({ pointMm: centroid(c), areaMm2: areaMm2 / FINER ** 2, triangle }));
}

/** Where a contact lies on the scalp: its centre, how far it reaches from there at most, mm, and what it covers. */
interface Pad {
  centre: { pointMm: Vec3; triangle: number };
  reachMm: number;
  covers(p: Vec3, triangle: number): boolean;
}

/** Two point electrodes nearer than this are in one place, mm. */
const ONE_PLACE_MM = 1e-3;

function padOf(scalp: Surface, normals: Float32Array, { atMm, shape }: Electrode): Pad {
  const centre = closestPoint(scalp, atMm);
  if (shape.kind === 'point') {
    const pointMm = offEdges(scalp, centre);
    return { centre: { ...centre, pointMm }, reachMm: 0, covers: (p) => distance(p, pointMm) < ONE_PLACE_MM };
  }
  const up = normalAt(scalp, normals, centre.triangle, centre.pointMm);
  const frame = tangentFrame(up);
  return {
    centre,
    reachMm: shape.kind === 'disc' ? shape.radiusMm : Math.hypot(shape.widthMm, shape.heightMm) / 2,
    covers(p, triangle) {
      const normal = normalAt(scalp, normals, triangle, p);
      if (dot(normal, up) <= 0) return false;
      const [u, v] = unrolled(p, centre.pointMm, up, normal, frame);
      if (shape.kind === 'disc') return Math.hypot(u, v) <= shape.radiusMm;
      return Math.abs(u) <= shape.widthMm / 2 && Math.abs(v) <= shape.heightMm / 2;
    },
  };
}

/** Covers the contact of an electrode with small patches of the scalp. */
function padPatches(scalp: Surface, normals: Float32Array, electrode: Electrode): Patch[] {
  const { shape } = electrode;
  const { centre, reachMm, covers } = padOf(scalp, normals, electrode);
  if (shape.kind === 'point') {
    return [{ ...centre, areaMm2: 1 }];
  }
  const padArea = shape.kind === 'disc' ? Math.PI * reachMm ** 2 : shape.widthMm * shape.heightMm;
  if (!(padArea > 0)) return [];
  const patchArea = Math.min(PATCH_MM2, padArea / PATCHES_A_PAD);
  const patches: Patch[] = [];
  for (let t = 0; t < triangleCount(scalp); t++) {
    const [a, b, c] = corners(scalp, t);
    // the way along the scalp is never shorter than the chord
    if (distance(closestOnTriangle(centre.pointMm, a, b, c), centre.pointMm) > reachMm) continue;
    const area = norm(cross(sub(b, a), sub(c, a))) / 2;
    const n = Math.max(1, Math.ceil(Math.sqrt(area / patchArea)));
    const onPad = (p: Vec3): boolean => covers(p, t);
    for (const cell of split([a, b, c], n, { centre: centre.pointMm, radius: reachMm })) {
      for (const part of covered(cell, area / n ** 2, patchArea * RIM, onPad)) patches.push({ ...part, triangle: t });
    }
  }
  return patches;
}

/** Pairs of electrodes, numbered from 0, whose contacts share scalp: as a model that adds up, as a montage a short circuit. */
export function overlappingPads(scalp: Surface, electrodes: readonly Electrode[]): [number, number][] {
  const normals = vertexNormals(scalp);
  const pads = electrodes.map((electrode) => padOf(scalp, normals, electrode));
  const reaches = (i: number, j: number): boolean =>
    padPatches(scalp, normals, electrodes[i]).some(({ pointMm, triangle }) => pads[j].covers(pointMm, triangle));
  return pads.flatMap((a, i) =>
    pads.flatMap((b, j): [number, number][] => {
      if (j <= i || distance(a.centre.pointMm, b.centre.pointMm) > a.reachMm + b.reachMm + ONE_PLACE_MM) return [];
      // both ways: the patches of a wide pad may pass a narrow one by
      return reaches(i, j) || reaches(j, i) ? [[i, j]] : [];
    }),
  );
}

/** The parts of a cell that lie on the pad; across the rim it is split into fours until they are no larger than `smallest`. */
function covered(
  corners: Triple,
  areaMm2: number,
  smallest: number,
  onPad: (p: Vec3) => boolean,
): Omit<Patch, 'triangle'>[] {
  const pointMm = centroid(corners);
  const hits = corners.filter(onPad).length;
  const inside = onPad(pointMm);
  if (areaMm2 <= smallest || (inside && hits === 3) || (!inside && hits === 0)) {
    return inside ? [{ pointMm, areaMm2, corners }] : [];
  }
  return split(corners, 2).flatMap((part) => covered(part, areaMm2 / 4, smallest, onPad));
}

/**
 * A point charge must lie at a corner or well inside a triangle: on an edge the solid angle of the triangle across it has
 * no sign. Within 2 % of a corner it goes there, from an edge it steps 1 % inward.
 */
function offEdges(scalp: Surface, { pointMm, triangle }: { pointMm: Vec3; triangle: number }): Vec3 {
  const [a, b, c] = corners(scalp, triangle);
  const near = 0.02 * Math.min(distance(a, b), distance(b, c), distance(c, a));
  for (const corner of [a, b, c]) if (distance(corner, pointMm) < near) return corner;
  return lerp(pointMm, scale(add(a, add(b, c)), 1 / 3), 0.01);
}

/** The n^2 equal triangles that a triangle splits into, those beyond a ball perhaps left out. */
function split([a, b, c]: Triple, n: number, ball?: { centre: Vec3; radius: number }): Triple[] {
  const [ab, ac] = [sub(b, a), sub(c, a)];
  let [firstI, lastI, firstJ, lastJ] = [0, n - 1, 0, n - 1];
  if (ball) {
    // a place is a + u ab + v ac; the ball reaches so far to either side of its centre's u and v
    const normal = cross(ab, ac);
    const size = norm(normal);
    const from = sub(ball.centre, a);
    const span = (share: number, reach: number): [number, number] => [
      Math.max(0, Math.floor(n * (share - reach))),
      Math.min(n - 1, Math.floor(n * (share + reach))),
    ];
    [firstI, lastI] = span(dot(cross(from, ac), normal) / size ** 2, (ball.radius * norm(ac)) / size);
    [firstJ, lastJ] = span(dot(cross(ab, from), normal) / size ** 2, (ball.radius * norm(ab)) / size);
  }
  const out: Triple[] = [];
  const corner = (i: number, j: number): Vec3 => add(a, add(scale(ab, i / n), scale(ac, j / n)));
  for (let i = firstI; i <= lastI; i++) {
    for (let j = firstJ; j <= Math.min(lastJ, n - 1 - i); j++) {
      out.push([corner(i, j), corner(i + 1, j), corner(i, j + 1)]);
      if (i + j < n - 1) out.push([corner(i + 1, j + 1), corner(i, j + 1), corner(i + 1, j)]);
    }
  }
  return out;
}

const centroid = ([a, b, c]: Triple): Vec3 => scale(add(a, add(b, c)), 1 / 3);

/**
 * Where a scalp point lies on the scalp unrolled about the pad's centre, mm. The distance along the scalp is the chord
 * stretched by (theta/2)/sin(theta/2), theta between the two normals: exact on a sphere.
 */
function unrolled(p: Vec3, centre: Vec3, up: Vec3, normal: Vec3, frame: [Vec3, Vec3]): [number, number] {
  const chord = sub(p, centre);
  const along = sub(chord, scale(up, dot(chord, up)));
  const flat = norm(along);
  if (flat === 0) return [0, 0];
  const half = Math.acos(Math.min(1, Math.max(-1, dot(up, normal)))) / 2;
  const arc = norm(chord) * (half > 1e-6 ? half / Math.sin(half) : 1);
  return [(arc * dot(along, frame[0])) / flat, (arc * dot(along, frame[1])) / flat];
}

/** Left-right and across tangents; where the scalp faces sideways, front-back takes the place of left-right. */
function tangentFrame(up: Vec3): [Vec3, Vec3] {
  const along: Vec3 = Math.abs(up[0]) < 0.9 ? [1, 0, 0] : [0, 1, 0];
  const u = normalize(sub(along, scale(up, dot(along, up))));
  return [u, cross(up, u)];
}

/** The interpolated unit normal at a point of a triangle. */
function normalAt(surface: Surface, normals: Float32Array, triangle: number, p: Vec3): Vec3 {
  const [a, b, c] = corners(surface, triangle);
  const n = cross(sub(b, a), sub(c, a));
  const whole = dot(n, n);
  const wa = dot(cross(sub(c, b), sub(p, b)), n) / whole;
  const wb = dot(cross(sub(a, c), sub(p, c)), n) / whole;
  const [i, j, k] = surface.triangles.subarray(3 * triangle, 3 * triangle + 3);
  const sum = add(add(scale(at(normals, i), wa), scale(at(normals, j), wb)), scale(at(normals, k), 1 - wa - wb));
  return normalize(sum);
}
