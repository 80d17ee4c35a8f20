import { useShallow } from 'zustand/react/shallow';
import type { CoilPlan } from '../app/side-poses';
import { useApp } from '../app/store';

/** What of the plan decides where its coil lies: the same object while only the output changes. */
export const useCoilPlan = (): CoilPlan =>
  useApp(
    useShallow(
      ({ plan: { coilId, placement, targeting, sham } }): CoilPlan => ({ coilId, placement, targeting, sham }),
    ),
  );
