import { wishToSee } from './camera-wish';
import { coilControl } from './coil-control';
import { openedStore, type PoseFile } from './opened';
import { appStore } from './store';

/**
 * Lays the coil as a pose of a file has it, and keeps the file's poses to choose from. Returns what came of it; throws one line
 * where the pose misses the head.
 */
export function placePose(file: PoseFile, index: number): string {
  openedStore.setState({ poses: { ...file, chosen: index } });
  const { name, pose } = file.poses[index];
  const off = coilControl.goToPose(pose);
  if (!off)
    throw new Error(`${file.file}: pose “${name}” does not point at this head; is it in this head’s millimetres?`);
  wishToSee(appStore.getState().plan.placement.siteMm);
  return `coil placed as “${name}”, shown ${off.mm.toFixed(1)} mm and ${off.deg.toFixed(1)}° from the file’s`;
}
