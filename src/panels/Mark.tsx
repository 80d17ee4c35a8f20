/** The sign of the program: two windings side by side. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 20" aria-hidden="true">
      {[9.5, 22.5].map((cx) => (
        <g key={cx} fill="none" stroke="currentColor">
          <circle cx={cx} cy={10} r={8} strokeWidth={1.8} />
          <circle cx={cx} cy={10} r={4.6} strokeWidth={1.8} />
        </g>
      ))}
    </svg>
  );
}
