import type { Pose } from '../model/pose';
import { asText, type FileData } from './byte-reader';
import { FormatError } from './format-error';
import { checkedPose, type NamedPose } from './named-pose';
import { multiply } from './pose-text';
import { descendants, parseXml } from './xml';

/** SofTaxic's coil axes to SimNIBS's: its x is the coil's y, its y the coil's -x. */
const AXES: Pose = [0, 1, 0, 0, -1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

/** The stimulation points of a SofTaxic `.stmpx` file as coil poses (SimNIBS axes, RAS mm). Throws FormatError. */
export function readSoftaxic(data: FileData, file: string): NamedPose[] {
  const points = descendants(parseXml(asText(data), file), 'fmp');
  const poses = points.flatMap((point): NamedPose[] => {
    const [placed] = descendants(point, 'fp');
    if (!placed) return [];
    const number = (key: string): number => Number.parseFloat(placed.attributes[key] ?? '');
    const row = (r: number): number[] => [number(`m${r}0`), number(`m${r}1`), number(`m${r}2`), number('xyz'[r])];
    const matrix = [...row(0), ...row(1), ...row(2), 0, 0, 0, 1];
    return [checkedPose(point.attributes.id ?? '', multiply(matrix, AXES), file)];
  });
  if (poses.length === 0)
    throw new FormatError(file, 'holds no stimulation point (fmp with fp); is this a .stmpx file?');
  return poses;
}
