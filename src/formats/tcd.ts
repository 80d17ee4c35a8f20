import * as v from 'valibot';
import type { Coil } from '../model/coil';
import { IDENTITY_POSE, type Pose, rotateVector, transformPoint } from '../model/pose';
import type { Surface } from '../model/surface';
import { add, at, distance, scale, type Vec3 } from '../model/vec3';
import { decodeBase64 } from './base64';
import { asText, type FileData } from './byte-reader';
import { FormatError } from './format-error';
import { inflate } from './inflate';
import { SurfaceParts } from './surface-parts';
import { initialPose } from './tcd-deform';
import { type Tcd, type TcdElement, type TcdRows, TcdSchema } from './tcd-schema';

const GRID = 3;
const DIPOLES = 1;
/** More than any coil or casing needs; keeps a packed array from filling the memory. */
const MAX_ARRAY_BYTES = 1 << 26;

/** Rows of three float64 (or, for faces, int64), nested or packed. */
function rows(packed: TcdRows | number[][], kind: 'float64' | 'int64', file: string, what: string): Float64Array {
  if (typeof packed !== 'string') return Float64Array.from(packed.flat());
  const bytes = inflate(decodeBase64(packed, file, what), MAX_ARRAY_BYTES, file, what);
  if (bytes.length % 24 !== 0)
    throw new FormatError(file, `${what}: ${bytes.length} bytes are no rows of three numbers`);
  const values =
    kind === 'float64'
      ? new Float64Array(bytes.slice().buffer)
      : Float64Array.from(new BigInt64Array(bytes.slice().buffer), Number);
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new FormatError(file, `${what}: row ${Math.floor(bad / 3)} is not finite`);
  return values;
}

interface PosedElement {
  element: TcdElement;
  pose: Pose;
  points: Float64Array;
  values: Float64Array;
}

function readElement(tcd: Tcd, i: number, file: string): PosedElement {
  const element = tcd.coilElementList[i];
  const what = `coilElementList[${i}]`;
  if (element.type === GRID) {
    throw new FormatError(
      file,
      `${what} is an A-field grid (type 3), in binary files a Python pickle that could run code; export dipoles or lines`,
    );
  }
  if (element.stimulator >= tcd.stimulatorList.length) throw new FormatError(file, `${what}: no such stimulator`);
  const [points, values] = [element.points, element.values].map((r) => rows(r ?? [], 'float64', file, what));
  if (points.length === 0 || points.length !== values.length) {
    throw new FormatError(
      file,
      `${what}: ${points.length / 3} points with ${values.length / 3} values; one each is needed`,
    );
  }
  return { element, pose: initialPose(tcd, element, file), points, values };
}

/** Line elements (midpoint, vector) as wire paths; elements that follow on each other are joined. */
function pathsOf(elements: readonly PosedElement[]): Vec3[][] {
  const paths: Vec3[][] = [];
  for (const { pose, points, values } of elements) {
    let path: Vec3[] = [];
    for (let i = 0; i < points.length / 3; i++) {
      const middle = transformPoint(pose, at(points, i));
      const half = scale(rotateVector(pose, at(values, i)), 0.5);
      const [start, end] = [add(middle, scale(half, -1)), add(middle, half)];
      const previous = path.at(-1);
      if (!previous || distance(previous, start) > 1e-6) {
        path = [start];
        paths.push(path);
      }
      path.push(end);
    }
  }
  return paths;
}

function dipolesOf(elements: readonly PosedElement[]): Coil['dipoles'] {
  const packed = (of: (e: PosedElement, i: number) => Vec3): Float64Array =>
    Float64Array.from(elements.flatMap((e) => Array.from({ length: e.points.length / 3 }, (_, i) => of(e, i)).flat()));
  return {
    positionsMm: packed((e, i) => transformPoint(e.pose, at(e.points, i))),
    momentsAm2PerA: packed((e, i) => rotateVector(e.pose, at(e.values, i))),
  };
}

/** The coil's casing and those of its elements, posed, as one surface. */
function casingOf(tcd: Tcd, elements: readonly PosedElement[], file: string): Surface | undefined {
  const used = elements.flatMap(({ element, pose }) =>
    element.elementCasing === undefined ? [] : [{ model: element.elementCasing, pose }],
  );
  if (tcd.coilCasing !== undefined) used.push({ model: tcd.coilCasing, pose: IDENTITY_POSE });
  const positions: number[] = [];
  const triangles: number[] = [];
  for (const { model, pose } of used) {
    const found = tcd.coilModels?.[model];
    if (!found) throw new FormatError(file, `a casing names coilModels[${model}], which is not there`);
    const points = rows(found.points, 'float64', file, `coilModels[${model}].points`);
    const faces = rows(found.faces, 'int64', file, `coilModels[${model}].faces`);
    const parts = new SurfaceParts(file, Float32Array.from(points));
    for (let t = 0; t < faces.length / 3; t++) parts.polygon([...faces.subarray(3 * t, 3 * t + 3)]);
    const before = positions.length / 3;
    for (const corner of parts.finish().triangles) triangles.push(before + corner);
    for (let i = 0; i < points.length / 3; i++) positions.push(...transformPoint(pose, at(points, i)));
  }
  if (used.length === 0) return undefined;
  return { positionsMm: Float32Array.from(positions), triangles: Uint32Array.from(triangles) };
}

function parseTcd(data: FileData, file: string): Tcd {
  let json: unknown;
  try {
    json = JSON.parse(asText(data));
  } catch {
    throw new FormatError(file, 'is no JSON; a .tcd coil is a JSON file');
  }
  const parsed = v.safeParse(TcdSchema, json, { abortEarly: true });
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new FormatError(file, `${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`);
}

/**
 * A SimNIBS `.tcd` coil: dipoles (type 1) and line elements (type 2) in mm, each element at the initial setting of its
 * deformations. One Coil for each stimulator, since each has a dI/dt of its own; a coil with one stimulator gives one.
 * A-field grids (type 3) are refused. Throws FormatError.
 */
export function readTcd(data: FileData, file: string): Coil[] {
  const tcd = parseTcd(data, file);
  const elements = tcd.coilElementList.map((_, i) => readElement(tcd, i, file));
  const casing = casingOf(tcd, elements, file);
  const driven = tcd.stimulatorList.map((_, s) => elements.filter(({ element }) => element.stimulator === s));
  return driven.flatMap((group, s): Coil[] => {
    if (group.length === 0) return [];
    const { name, brand, maxdIdt } = tcd.stimulatorList[s];
    const dipoles = group.filter(({ element }) => element.type === DIPOLES);
    const lines = group.filter(({ element }) => element.type !== DIPOLES);
    const alone = driven.filter((g) => g.length > 0).length === 1;
    return [
      {
        id: alone ? file : `${file}#${s}`,
        title:
          [tcd.brand, tcd.name, alone ? undefined : `(${name ?? `stimulator ${s}`})`].filter(Boolean).join(' ') || file,
        ...(dipoles.length > 0 && { dipoles: dipolesOf(dipoles) }),
        ...(lines.length > 0 && { pathsMm: pathsOf(lines) }),
        ...(maxdIdt !== undefined && { maxDidtAPerS: maxdIdt }),
        ...((brand ?? name) && { stimulator: [brand, name].filter(Boolean).join(' ') }),
        ...(casing && { casing }),
        source: file,
      },
    ];
  });
}
