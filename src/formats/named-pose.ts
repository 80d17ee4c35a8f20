import { type Pose, poseFault } from '../model/pose';
import { FormatError } from './format-error';

/** A coil placement and what its file calls it. */
export interface NamedPose {
  name: string;
  pose: Pose;
}

/** The pose if it is rigid and right-handed; otherwise throws FormatError with the fault. */
export function checkedPose(name: string, matrix: readonly number[], file: string): NamedPose {
  const fault = poseFault(matrix);
  if (fault) throw new FormatError(file, `pose "${name}": ${fault}`);
  return { name, pose: matrix };
}
