import { setPlan, useApp } from '../app/store';
import { Segmented } from './fields';

/** Coil or electrodes. */
export function SourceChoice() {
  const source = useApp((s) => s.plan.source);
  return (
    <Segmented
      label="Source"
      value={source}
      options={[
        { id: 'tms', title: 'TMS coil' },
        { id: 'tdcs', title: 'tDCS electrodes' },
      ]}
      onChange={(next) => setPlan({ source: next })}
    />
  );
}
