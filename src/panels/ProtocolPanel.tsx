import { useState } from 'react';
import { isEdited, protocolOf, removeBlock, setBlock, setCourse } from '../app/course';
import { setSession, setTargeting, useApp } from '../app/store';
import { COURSE_LIMITS, courseOf } from '../app/targeting-plan';
import { clock, courseFigures, patternFault } from '../targeting/protocol-arithmetic';
import { PROTOCOLS, type ProtocolBlock, type PulsePattern, TREATMENT_SITES } from '../targeting/protocols';
import { REVIEW_SOURCE } from '../targeting/review-facts';
import { reviewOnProtocol } from '../targeting/review-on-protocol';
import { checkBlock, FLAG_WORDS, SAFETY_SOURCE } from '../targeting/safety-table';
import { Choice, Section, Segmented } from './fields';
import { NumberField } from './NumberField';
import { ProtocolTimeline } from './ProtocolTimeline';
import { sentence } from './words';

const presets = PROTOCOLS.map(({ id, title }) => ({ id, title }));

/** Pulses in time: a preset, its arithmetic, what the table of train durations says, and every number to change. */
export function ProtocolPanel() {
  const course = useApp((s) => s.plan.targeting.course);
  const protocol = protocolOf(course);
  const edited = isEdited(course);
  const figures = courseFigures(protocol);
  return (
    <Section title="Protocol" aside={edited ? <span className="coordinates">edited</span> : null}>
      <Choice
        label="Protocol"
        hidden
        value={course.presetId}
        options={presets}
        onChange={(id) => setTargeting({ course: courseOf(id) })}
      />
      <ProtocolTimeline protocol={protocol} />
      <dl className="under">
        <dt>Pulses a session</dt>
        <dd>{figures.pulsesPerSession.toLocaleString('en')}</dd>
        <dt>Trains a session</dt>
        <dd>{figures.trainsPerSession}</dd>
        <dt>Session</dt>
        <dd>{clock(figures.sessionS)} min</dd>
        <dt>Sessions</dt>
        <dd>{figures.sessions}</dd>
        <dt>Pulses in all</dt>
        <dd>{figures.pulsesInAll.toLocaleString('en')}</dd>
      </dl>
      {!edited && (
        <p className="note">
          {sentence(protocol.source)}.
          {protocol.unconfirmed.length > 0 && ` Unconfirmed: ${protocol.unconfirmed.join(', ')}.`}
        </p>
      )}
      {protocol.note && !edited && <p className="note">{protocol.note}</p>}
      {edited && (
        <button type="button" className="chip" onClick={() => setTargeting({ course: courseOf(course.presetId) })}>
          Back to the preset
        </button>
      )}
      <TrainTable blocks={course.blocks} />
      <div className="train-table">
        <h3>The review on this</h3>
        {reviewOnProtocol(protocol).map((text) => (
          <p key={text}>{text}</p>
        ))}
        <p className="note">{REVIEW_SOURCE}.</p>
      </div>
      <details className="disclosure">
        <summary>Change the numbers</summary>
        {course.blocks.map((block, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no other identity than their order
          <BlockFields key={i} block={block} index={i} of={course.blocks.length} />
        ))}
        <div className="chips">
          {course.blocks.length < 4 && (
            <button
              type="button"
              className="chip"
              onClick={() => setCourse({ blocks: [...course.blocks, course.blocks[course.blocks.length - 1]] })}
            >
              Add a block
            </button>
          )}
        </div>
        {(
          [
            ['sessionsPerDay', 'Sessions a day', '', true],
            ['gapMin', 'Between them', 'min', false],
            ['daysPerWeek', 'Days a week', '', true],
            ['weeks', 'Weeks', '', true],
          ] as const
        ).map(([key, label, unit, whole]) => (
          <NumberField
            key={key}
            label={label}
            unit={unit}
            value={course[key]}
            limits={COURSE_LIMITS[key]}
            whole={whole}
            onCommit={(x) => setCourse({ [key]: x })}
          />
        ))}
      </details>
      <button type="button" className="text-button" onClick={() => setSession({ dialog: 'review' })}>
        What the review says
      </button>
    </Section>
  );
}

/** What the table of train durations says of each block, with its mark. */
export function TrainTable({ blocks }: { blocks: readonly ProtocolBlock[] }) {
  const flags = blocks.flatMap((block, i) => checkBlock(block).map((flag) => ({ ...flag, block, i })));
  return (
    <div className="train-table">
      <h3>Train durations</h3>
      {flags.map(({ level, text, block, i }) => (
        <p key={`${i} ${text}`} data-level={level.replace(' ', '-')}>
          <b>{FLAG_WORDS[level]}</b>
          {blocks.length > 1 && ` (${block.site})`}: {text}.
        </p>
      ))}
      <p className="note">{SAFETY_SOURCE}. No substitute for the printed table and the patient’s own risk.</p>
    </div>
  );
}

const FIELDS = {
  trains: [
    ['hz', 'Frequency', 'Hz', { min: 0.01, max: 200 }, false],
    ['onS', 'Train', 's', { min: 0.01, max: 7200 }, false],
    ['offS', 'Pause', 's', { min: 0, max: 7200 }, false],
    ['trains', 'Trains', '', { min: 1, max: 10_000 }, true],
  ],
  'theta-burst': [
    ['burstPulses', 'Pulses a burst', '', { min: 1, max: 20 }, true],
    ['burstHz', 'In the burst', 'Hz', { min: 1, max: 500 }, false],
    ['burstsPerS', 'Bursts a second', '', { min: 0.1, max: 50 }, false],
    ['onS', 'Train', 's', { min: 0.01, max: 7200 }, false],
    ['offS', 'Pause', 's', { min: 0, max: 7200 }, false],
    ['trains', 'Trains', '', { min: 1, max: 10_000 }, true],
  ],
} as const;

function BlockFields({ block, index, of }: { block: ProtocolBlock; index: number; of: number }) {
  const [fault, setFault] = useState('');
  const change = (next: Partial<ProtocolBlock>): void => {
    const whole = { ...block, ...next };
    const wrong = patternFault(whole.pattern);
    setFault(wrong ?? '');
    if (!wrong) setBlock(index, whole);
  };
  const { pattern } = block;
  return (
    <fieldset className="block-fields">
      <legend>{of > 1 ? `Block ${index + 1}` : 'Block'}</legend>
      <Choice
        label="Site"
        value={block.site}
        options={TREATMENT_SITES.map((id) => ({ id, title: id }))}
        onChange={(site) => change({ site })}
      />
      <Segmented
        label={`Pattern of block ${index + 1}`}
        value={pattern.kind}
        options={[
          { id: 'trains', title: 'Trains' },
          { id: 'theta-burst', title: 'Theta burst' },
        ]}
        onChange={(kind) => kind !== pattern.kind && change({ pattern: asKind(pattern, kind) })}
      />
      <NumberField
        label="Of threshold"
        unit="% rMT"
        value={block.percentMt}
        limits={COURSE_LIMITS.percentMt}
        onCommit={(percentMt) => change({ percentMt })}
      />
      {FIELDS[pattern.kind].map(([key, label, unit, limits, whole]) => (
        <NumberField
          key={key}
          label={label}
          unit={unit}
          value={(pattern as unknown as Record<string, number>)[key]}
          limits={limits}
          whole={whole}
          onCommit={(x) => change({ pattern: { ...pattern, [key]: x } as PulsePattern })}
        />
      ))}
      {fault && (
        <p className="warning" role="alert">
          {sentence(fault)}.
        </p>
      )}
      {of > 1 && (
        <button type="button" className="chip" onClick={() => removeBlock(index)}>
          Remove this block
        </button>
      )}
    </fieldset>
  );
}

const asKind = (pattern: PulsePattern, kind: PulsePattern['kind']): PulsePattern => {
  const { onS, offS, trains } = pattern;
  return kind === 'trains'
    ? { kind, hz: 10, onS, offS, trains }
    : { kind, burstPulses: 3, burstHz: 50, burstsPerS: 5, onS, offS, trains };
};
