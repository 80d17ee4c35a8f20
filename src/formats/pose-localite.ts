import type { Pose } from '../model/pose';
import { asText, type FileData } from './byte-reader';
import { FormatError } from './format-error';
import { checkedPose, type NamedPose } from './named-pose';
import { multiply } from './pose-text';
import { descendants, escapeXml, parseXml, type XmlElement } from './xml';

/** Localite's coil axes to SimNIBS's, and back: x and z change places, y turns round. */
const AXES: Pose = [0, 0, 1, 0, 0, -1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1];
/** Left-posterior-superior (DICOM) positions to RAS, and back. */
const LPS: Pose = [-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
const INDICES = [0, 1, 2, 3].flatMap((row) => [0, 1, 2, 3].map((column) => `data${row}${column}`));

const isIdentity = (m: readonly number[]): boolean => m.every((value, i) => value === (i % 5 === 0 ? 1 : 0));

function readMarker(marker: XmlElement, space: string, file: string): NamedPose[] {
  const [matrix] = descendants(marker, 'Matrix4D');
  const [inner] = descendants(marker, 'Marker');
  const name = inner?.attributes.description ?? marker.attributes.description ?? '';
  const numbers = INDICES.map((key) => Number.parseFloat(matrix?.attributes[key] ?? ''));
  // Localite writes the identity for a coil that was not tracked.
  if (isIdentity(numbers)) return [];
  const ras = space === 'LPS' ? multiply(LPS, numbers) : numbers;
  return [checkedPose(name, multiply(ras, AXES), file)];
}

/** Instrument and trigger markers of a Localite file as coil poses (SimNIBS axes, RAS mm). Throws FormatError. */
export function readLocalite(data: FileData, file: string): NamedPose[] {
  const root = parseXml(asText(data), file);
  const space = root.attributes.coordinateSpace?.toUpperCase() ?? '';
  if (space !== 'RAS' && space !== 'LPS') {
    throw new FormatError(file, `coordinateSpace "${space}" is neither RAS nor LPS; is this a Localite marker file?`);
  }
  const markers = ['InstrumentMarker', 'TriggerMarker'].flatMap((name) => descendants(root, name));
  const poses = markers.flatMap((marker) => readMarker(marker, space, file));
  if (poses.length === 0) throw new FormatError(file, 'holds no tracked InstrumentMarker or TriggerMarker');
  return poses;
}

/** Poses as a Localite instrument-marker file, RAS. */
export function writeLocalite(poses: readonly NamedPose[]): string {
  const markers = poses.map(({ name, pose }, index) => {
    const m = multiply(pose, AXES);
    const data = INDICES.map((key, i) => `${key}="${m[i]}"`).join(' ');
    return (
      `    <InstrumentMarker alwaysVisible="false" index="${index}" selected="false">\n` +
      `        <Marker additionalInformation="" color="#ff0000" description="${escapeXml(name)}" set="true">\n` +
      `            <Matrix4D ${data}/>\n        </Marker>\n    </InstrumentMarker>\n`
    );
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<InstrumentMarkerList coordinateSpace="RAS">\n${markers.join('')}</InstrumentMarkerList>\n`;
}
