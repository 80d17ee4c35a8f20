import type { Landmarks } from '../model/head';
import type { Surface } from '../model/surface';
import { add, cross, distance, dot, normalize, scale, sub, type Vec3 } from '../model/vec3';
import type { ScalpMarks } from './beam-f3';
import type { HeadMeasures } from './head-measures';
import { firstPart, lengthMm, nearestOn, pointAlong, pointAtFraction } from './polyline';
import { scalpIndex, scalpPoint } from './scalp-index';
import { layRing, layTape } from './tape';
import { centralTapes } from './ten-ten';

export type Side = 'left' | 'right';

/** The tapes that measure a head, laid on its scalp; polylines in mm. Laid once a head, used by every set of marks. */
export interface HeadTapes {
  scalp: Surface;
  fpz: Vec3;
  vertex: Vec3;
  /** From nasion to inion over the vertex. */
  midline: Vec3[];
  /** From the left to the right preauricular point over the vertex. */
  coronal: Vec3[];
  /** Closed, from Fpz to the left and round: the level of Fpz and Oz, parallel to the line between the ears. */
  ring: Vec3[];
  /** The centre of the ring. */
  centre: Vec3;
  measures: HeadMeasures;
}

/**
 * Lays the three tapes on a scalp and reads them. Fpz is 10 % of nasion-inion above the nasion, the vertex where both arcs
 * are halved. The digital tape lies on the skin; a real one also lies on hair and reads longer.
 */
export function layHeadTapes(scalp: Surface, landmarks: Landmarks): HeadTapes {
  const { lpa, rpa, cz, midline, coronal } = centralTapes(scalp, landmarks);
  const fpz = scalpPoint(scalp, pointAtFraction(midline, 0.1));
  const oz = scalpPoint(scalp, pointAtFraction(midline, 0.9));
  const normal = normalize(cross(sub(rpa, lpa), sub(fpz, oz)));
  const plane = { normal, offsetMm: (dot(normal, fpz) + dot(normal, oz)) / 2 };
  const ring = startAt(layRing(scalp, plane, [fpz, oz]), fpz, sub(lpa, rpa));
  return {
    scalp,
    fpz,
    vertex: cz,
    midline,
    coronal,
    ring,
    centre: centroid(ring),
    measures: {
      nasionInionCm: lengthMm(midline) / 10,
      tragusTragusCm: lengthMm(coronal) / 10,
      circumferenceCm: lengthMm(ring) / 10,
    },
  };
}

/** Marks found by walking the scalp, and the tapes walked, mm. */
export interface WalkedMarks {
  /** The mark A on the circumference. */
  markMm: Vec3;
  /** The site, on the scalp. */
  siteMm: Vec3;
  /** X: from Fpz along the circumference to A. */
  xTape: Vec3[];
  /** Y: from the vertex towards A, ending at the site. */
  yTape: Vec3[];
  /** The rest of that line, from the site to A. */
  yRest: Vec3[];
}

/**
 * Walks a pair of marks on a scalp: X along the circumference from Fpz, then Y from the vertex along the tape to that mark.
 * That tape lies in the plane through the vertex, the mark and the centre of the circumference. RangeError when Y is
 * longer than the tape, or X than half the circumference.
 */
export function walkMarks(tapes: HeadTapes, marks: ScalpMarks, side: Side): WalkedMarks {
  const { scalp, vertex, centre } = tapes;
  const ring = side === 'left' ? tapes.ring : tapes.ring.slice().reverse();
  const xMm = 10 * marks.xCm;
  if (!(xMm >= 0 && xMm <= lengthMm(ring) / 2)) {
    throw new RangeError(
      `X ${marks.xCm.toFixed(2)} cm is beyond half the circumference (${(lengthMm(ring) / 20).toFixed(1)} cm)`,
    );
  }
  const markMm = scalpPoint(scalp, pointAlong(ring, xMm));
  const outward = normalize(sub(scale(add(vertex, markMm), 0.5), centre));
  const over = scalpIndex(scalp).firstHit(add(centre, scale(outward, 1000)), scale(outward, -1));
  if (!over) throw new RangeError('no scalp lies between the vertex and the mark on the circumference');
  const tape = layTape(scalp, vertex, over.point, markMm);
  const yMm = 10 * marks.yCm;
  if (!(yMm >= 0 && yMm <= lengthMm(tape))) {
    throw new RangeError(
      `Y ${marks.yCm.toFixed(2)} cm is longer than the line to the mark (${(lengthMm(tape) / 10).toFixed(1)} cm)`,
    );
  }
  const yTape = firstPart(tape, yMm);
  return {
    markMm,
    siteMm: scalpPoint(scalp, pointAlong(tape, yMm)),
    xTape: firstPart(ring, xMm),
    yTape,
    yRest: firstPart(tape.slice().reverse(), lengthMm(tape) - yMm),
  };
}

/** A closed line turned so that it starts at `p` and leaves it towards `along`; the first point is repeated at the end. */
function startAt(closed: Vec3[], p: Vec3, along: Vec3): Vec3[] {
  const open = closed.slice(0, -1);
  const { index, point } = nearestOn(open, p, true);
  const turned = [point, ...open.slice(index + 1), ...open.slice(0, index + 1), point];
  const quarter = pointAtFraction(turned, 0.25);
  return dot(sub(quarter, point), along) > 0 ? turned : turned.reverse();
}

/** The centre of a line, each piece weighted by its length. */
function centroid(line: readonly Vec3[]): Vec3 {
  let sum: Vec3 = [0, 0, 0];
  for (let i = 1; i < line.length; i++) {
    sum = add(sum, scale(add(line[i - 1], line[i]), distance(line[i - 1], line[i]) / 2));
  }
  return scale(sum, 1 / lengthMm(line));
}
