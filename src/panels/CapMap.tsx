import { useMemo } from 'react';
import { capLayout } from '../app/sites';
import type { Head } from '../model/head';

export type CapRole = 'coil' | 'anode' | 'cathode' | 'idle';

interface Props {
  /** Null while its positions are being found: the empty cap. */
  head: Head | null;
  label: string;
  roles: ReadonlyMap<string, CapRole>;
  onChoose: (name: string) => void;
}

/** Names written out; the others show theirs when pointed at, so that the map stays calm. */
const WRITTEN = /^(Fp[12]|F[3478z]|C[34z]|T[78]|P[3478z]|O[12])$/;

/** The cap from above, nose up, left on the left: choose a position by pointing. The select beside it does the same by keyboard. */
export function CapMap({ head, label, roles, onChoose }: Props) {
  const layout = useMemo(() => (head ? capLayout(head) : []), [head]);
  return (
    <svg className="cap" viewBox="-1.24 -1.24 2.48 2.44" role="img" aria-label={`${label}: map of the cap from above`}>
      <path className="cap-outline" d="M -0.13 -1.06 Q 0 -1.24 0.13 -1.06" />
      <path className="cap-outline" d="M -1.07 -0.12 Q -1.17 0 -1.07 0.12 M 1.07 -0.12 Q 1.17 0 1.07 0.12" />
      <circle className="cap-outline" r={1.08} />
      <path className="cap-axis" d="M 0 -1.08 V 1.08 M -1.08 0 H 1.08" />
      <text className="cap-side" x={-1.19} y={-0.98}>
        L
      </text>
      <text className="cap-side" x={1.19} y={-0.98}>
        R
      </text>
      {[...layout].map(([name, { x, y }]) => {
        const role = roles.get(name);
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the select beside the map is the accessible control
          <g key={name} className="cap-site" data-role={role} onClick={() => onChoose(name)}>
            <title>{name}</title>
            <circle className="cap-reach" cx={x} cy={-y} r={0.09} />
            <circle className="cap-dot" cx={x} cy={-y} r={role ? 0.088 : WRITTEN.test(name) ? 0.074 : 0.028} />
            {(role || WRITTEN.test(name)) && (
              <text x={x} y={-y + 0.026}>
                {name}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
