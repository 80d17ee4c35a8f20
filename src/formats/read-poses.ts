import { asText, type FileData } from './byte-reader';
import type { NamedPose } from './named-pose';
import { readBrainsight } from './pose-brainsight';
import { readLocalite } from './pose-localite';
import { readSoftaxic } from './pose-softaxic';
import { readPoseText } from './pose-text';
import { readVisorMarkers } from './pose-visor';

/** Coil poses of any file that is read here, told apart by what is in it. Throws FormatError. */
export function readPoses(data: FileData, file: string): NamedPose[] {
  const text = asText(data);
  if (file.toLowerCase().endsWith('.stmpx')) return readSoftaxic(text, file);
  if (text.trimStart().startsWith('<')) return readLocalite(text, file);
  if (text.trimStart().startsWith('{')) return readVisorMarkers(text, file);
  if (/^# Coordinate system:/m.test(text)) return readBrainsight(text, file);
  return readPoseText(text, file);
}
