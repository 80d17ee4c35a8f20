import { Plane } from 'three';
import { liveCut } from '../app/live-cut';
import { keptHalf } from './cut-plane';
import { stage } from './stage-link';

/** The one plane all cut materials share: moving it is moving three numbers, and the next frame shows it. */
export const cutPlane = new Plane();
const CUT = [cutPlane];

/** What a material takes as its `clippingPlanes` now. */
export const cutPlanes = (): Plane[] | null => (liveCut.getState().kind === 'none' ? null : CUT);

function follow(): void {
  const { normal, offsetMm } = keptHalf(liveCut.getState());
  // Three keeps what lies on the side the normal points to.
  cutPlane.normal.set(-normal[0], -normal[1], -normal[2]);
  cutPlane.constant = offsetMm;
  stage.invalidate();
}
follow();
liveCut.subscribe(follow);

/** Keeps materials cut as the view says until the returned function is called. */
export function followCut(materials: readonly { clippingPlanes: Plane[] | null }[]): () => void {
  const apply = (): void => {
    for (const material of materials) material.clippingPlanes = cutPlanes();
  };
  apply();
  return liveCut.subscribe((now, before) => {
    if (now.kind !== before.kind) apply();
  });
}
