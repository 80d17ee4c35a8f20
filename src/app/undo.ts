import { coilControl } from './coil-control';
import { announce, appStore } from './store';

export const undo = (): void => step('undo');
export const redo = (): void => step('redo');

function step(way: 'undo' | 'redo'): void {
  // A coil that still moves has its step first: that is the one to take back.
  coilControl.commit();
  const { undo: back, redo: forth, pastStates, futureStates } = appStore.temporal.getState();
  if ((way === 'undo' ? pastStates : futureStates).length === 0) {
    announce(`Nothing to ${way}`);
    return;
  }
  if (way === 'undo') back();
  else forth();
  announce(way === 'undo' ? 'Undone' : 'Redone');
}
