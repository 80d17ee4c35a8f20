import { pickStore } from '../app/pick';
import { announce, setTargeting } from '../app/store';
import type { Vec3 } from '../model/vec3';
import { useNumberInput } from './typed-field';

/** Of a point of one's own, from the origin along each axis. */
const FARTHEST_MM = 300;

/** A point of one's own, typed or taken from the brain. */
export function PointFields({ pointMm }: { pointMm: Vec3 }) {
  const set = (axis: number, value: number): void => {
    const [x, y, z] = pointMm.map((old, k) => (k === axis ? value : old));
    setTargeting({ pointMm: [x, y, z] });
  };
  const takePinned = (): void => {
    const { pinned } = pickStore.getState();
    if (pinned) setTargeting({ pointMm: pinned.positionMm });
    else announce('Click the brain first: the clicked point is taken');
  };
  return (
    <div className="point-fields">
      {(['x', 'y', 'z'] as const).map((name, axis) => (
        <PointField key={name} name={name} value={pointMm[axis]} onCommit={(value) => set(axis, value)} />
      ))}
      <button
        type="button"
        className="text-button"
        onClick={takePinned}
        title="The point that was clicked on the brain"
      >
        Take the clicked point
      </button>
    </div>
  );
}

function PointField({ name, value, onCommit }: { name: string; value: number; onCommit: (mm: number) => void }) {
  const input = useNumberInput(value.toFixed(1), (mm) => Math.abs(mm) <= FARTHEST_MM && onCommit(mm));
  return (
    <label>
      <span className="field-label">{name}</span>
      <input {...input} />
    </label>
  );
}
