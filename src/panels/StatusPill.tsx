import { RotateCcw, Square } from 'lucide-react';
import { type FieldFrame, type SolvePhase, useField } from '../app/field-store';
import { isTwin } from '../app/sides';
import { useSolveLoop } from '../app/solve-context';
import { setPlan, useApp } from '../app/store';
import type { Progress } from '../engine/protocol';

const STAGE_TITLES: Record<Progress['stage'], string> = {
  octree: 'sorting triangles',
  'near field': 'near field',
  operators: 'operators',
  'primary field': 'primary field',
  solving: 'solving',
  evaluating: 'evaluating',
};

/** What the picture shows: approximate or solved, and how far along. */
export function StatusPill() {
  const twin = useApp((s) => isTwin(s.view));
  const own = useField((s) => s.phase);
  const other = useField((s) => s.other.phase);
  const frameKind = useField((s) => s.frame?.kind);
  // The side that is edited comes first; once it has its answer, the other.
  const phase = twin && DONE.has(own.kind) && !DONE.has(other.kind) ? other : own;
  const loop = useSolveLoop();
  const detail = useApp((s) => s.plan.detail);
  const { tone, title, detail: text, fraction } = describe(phase, phase === own ? frameKind : undefined);
  return (
    <div className="status" data-tone={tone} data-phase={phase.kind}>
      <span className="status-dot" aria-hidden="true" />
      <span className="status-text">
        <span className="status-title">{title}</span>
        <span className="status-detail" title={text}>
          {text}
        </span>
      </span>
      {phase.kind === 'solving' && (
        <button
          type="button"
          className="icon-button"
          aria-label="Stop solving"
          title="Stop (Esc)"
          onClick={() => loop.stop()}
        >
          <Square size={13} aria-hidden="true" />
        </button>
      )}
      {phase.kind === 'failed' && phase.reason === 'memory' && detail === 'full' && (
        <button type="button" className="text-button" onClick={() => setPlan({ detail: 'light' })}>
          Use the light head
        </button>
      )}
      {(phase.kind === 'stopped' || phase.kind === 'failed') && (
        <button type="button" className="text-button" onClick={() => loop.retry()}>
          <RotateCcw size={13} aria-hidden="true" />
          {phase.kind === 'failed' ? 'Try again' : 'Solve'}
        </button>
      )}
      {fraction !== null && (
        <progress className="status-progress" max={1} value={fraction} aria-label={title}>
          {Math.round(100 * fraction)} %
        </progress>
      )}
    </div>
  );
}

/** Nothing more is done for a side in these. */
const DONE: ReadonlySet<SolvePhase['kind']> = new Set(['solved', 'uncharged', 'invalid']);

interface Described {
  tone: 'busy' | 'approximate' | 'good' | 'bad' | 'quiet';
  title: string;
  detail: string;
  fraction: number | null;
}

const SOLVING_TITLES = {
  none: 'Solving',
  solved: 'Solving',
  primary: 'Approximate: coil’s own field only',
  live: 'Live: full field',
} as const;
const FAILED_TITLES = {
  died: 'The field engine stopped',
  memory: 'Not enough memory for this head',
  other: 'The field could not be solved',
} as const;
const SOLVING_DETAILS = {
  none: 'Full field',
  solved: 'Full field',
  primary: 'Solving the full field',
  live: 'Verifying by a full solve',
} as const;

function solvedDetail(phase: Extract<SolvePhase, { kind: 'solved' }>): string {
  if (phase.differs !== null) return `Verified: the live field differed by ${(100 * phase.differs).toFixed(1)} %`;
  if (phase.remembered) return 'Full volume conductor, solved before';
  return `Full volume conductor, ${phase.report.iterations} iterations, ${phase.seconds.toFixed(1)} s`;
}

function describe(phase: SolvePhase, frame: FieldFrame['kind'] | undefined): Described {
  const primary = frame === 'primary';
  switch (phase.kind) {
    case 'starting': {
      const stage = phase.progress ? `: ${STAGE_TITLES[phase.progress.stage]}` : '';
      return {
        tone: frame === 'live' ? 'good' : primary ? 'approximate' : 'busy',
        title: frame ? SOLVING_TITLES[frame] : 'Preparing the head',
        detail: `${frame ? 'Preparing the head' : 'Five tissue boundaries'}${stage}`,
        fraction: phase.progress ? overall(phase.progress) : 0,
      };
    }
    case 'approximate':
      return {
        tone: 'approximate',
        title: 'Approximate: coil’s own field only',
        detail: 'Let go to solve the full field',
        fraction: null,
      };
    case 'live':
      return {
        tone: 'good',
        title: 'Live: full field',
        detail: 'Let go to verify it by a full solve',
        fraction: null,
      };
    case 'solving': {
      const { progress } = phase;
      const count = progress?.iteration ? `step ${progress.iteration}` : progress ? STAGE_TITLES[progress.stage] : '';
      return {
        tone: frame === 'live' ? 'good' : 'approximate',
        title: SOLVING_TITLES[frame ?? 'none'],
        detail: `${SOLVING_DETAILS[frame ?? 'none']}${count && `: ${count}`}`,
        fraction: progress ? overall(progress) : 0,
      };
    }
    case 'solved':
      return {
        tone: 'good',
        title: 'Solved',
        detail: solvedDetail(phase),
        fraction: null,
      };
    case 'uncharged':
      return {
        tone: 'quiet',
        title: 'Secondary charge off',
        detail: 'The coil’s own field, without boundaries',
        fraction: null,
      };
    case 'stopped':
      return {
        tone: 'quiet',
        title: 'Stopped',
        detail: primary ? 'Showing the coil’s own field only' : 'No field is shown',
        fraction: null,
      };
    case 'invalid':
      return { tone: 'bad', title: 'Nothing to solve yet', detail: phase.message, fraction: null };
    case 'failed':
      return {
        tone: 'bad',
        title: FAILED_TITLES[phase.reason],
        detail: phase.message,
        fraction: null,
      };
  }
}

/** Where each stage begins and ends on the one bar of a preparation (first three) or of a solve: shares of time as measured. */
const SPANS: Record<Progress['stage'], readonly [number, number]> = {
  octree: [0, 0.02],
  operators: [0.02, 0.14],
  'near field': [0.14, 1],
  'primary field': [0, 0.08],
  solving: [0.08, 0.86],
  evaluating: [0.86, 1],
};

function overall({ stage, fraction }: Progress): number {
  const [from, to] = SPANS[stage];
  return from + (to - from) * fraction;
}
