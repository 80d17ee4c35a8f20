import { clock, courseFigures, pulsesPerTrain, sessionTimeline } from '../targeting/protocol-arithmetic';
import type { Protocol, ProtocolBlock } from '../targeting/protocols';
import { sentence } from './words';

const WIDTH = 304;
const BAR = 16;
/** Pulses that can still be told apart in the drawing of one train. */
const DRAWN_PULSES = 64;

/** A session, one train of each of its blocks and the course of it on time lines; without the trains where space is short. */
export function ProtocolTimeline({ protocol, trains = true }: { protocol: Protocol; trains?: boolean }) {
  const { sessionS, dayS, sessions } = courseFigures(protocol);
  const trainTop = 50;
  const dayTop = trainTop + (trains ? 50 * protocol.blocks.length : 0);
  const manyADay = protocol.sessionsPerDay > 1;
  const courseTop = dayTop + (manyADay ? 50 : 0);
  const weeks = Math.min(protocol.weeks, MOST_WEEKS);
  const height = courseTop + 32;
  return (
    <svg
      className="timeline"
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      aria-label={`Time lines: a session of ${clock(sessionS)}, its trains, and ${sessions} sessions in ${protocol.weeks} weeks`}
    >
      <g>
        <Title y={10} text="Session" aside={`${clock(sessionS)} min`} />
        <rect className="timeline-ground" x={0} y={15} width={WIDTH} height={BAR} />
        {sessionTimeline(protocol).map(({ block, startS, endS }) => (
          <rect
            key={`${block} ${startS}`}
            className="timeline-train"
            data-side={side(protocol.blocks[block])}
            x={(startS / sessionS) * WIDTH}
            y={15}
            width={Math.max(0.7, ((endS - startS) / sessionS) * WIDTH)}
            height={BAR}
          />
        ))}
        {minuteTicks(sessionS).map((minute) => (
          <text key={minute} className="timeline-tick" x={((60 * minute) / sessionS) * WIDTH} y={41}>
            {minute}
          </text>
        ))}
      </g>
      {(trains ? protocol.blocks : []).map((block, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no other identity than their order
        <Train key={i} block={block} alone={protocol.blocks.length === 1} top={trainTop + 50 * i} />
      ))}
      {manyADay && (
        <g>
          <Title
            y={dayTop + 10}
            text={`Day: ${protocol.sessionsPerDay} sessions`}
            aside={`${(dayS / 3600).toFixed(1)} h`}
          />
          <rect className="timeline-ground" x={0} y={dayTop + 15} width={WIDTH} height={BAR} />
          {Array.from({ length: protocol.sessionsPerDay }, (_, k) => {
            const start = k * (sessionS + 60 * protocol.gapMin);
            return (
              <rect
                key={start}
                className="timeline-train"
                data-side={side(protocol.blocks[0])}
                x={(start / dayS) * WIDTH}
                y={dayTop + 15}
                width={Math.max(0.7, (sessionS / dayS) * WIDTH)}
                height={BAR}
              />
            );
          })}
        </g>
      )}
      <g>
        <Title
          y={courseTop + 10}
          text={`Course: ${protocol.daysPerWeek} days a week`}
          aside={`${protocol.weeks} week${protocol.weeks === 1 ? '' : 's'}`}
        />
        {Array.from({ length: weeks * 7 }, (_, day) => (
          <circle
            // biome-ignore lint/suspicious/noArrayIndexKey: a day is its number
            key={day}
            className="timeline-day"
            data-on={day % 7 < protocol.daysPerWeek}
            cx={((day + 0.5) / (weeks * 7)) * WIDTH}
            cy={courseTop + 24}
            r={Math.min(4.5, (0.36 * WIDTH) / (weeks * 7))}
          />
        ))}
      </g>
    </svg>
  );
}

const MOST_WEEKS = 12;
const side = (block: ProtocolBlock): string => block.site.split(' ')[0];

function Title({ y, text, aside }: { y: number; text: string; aside: string }) {
  return (
    <>
      <text className="timeline-title" x={0} y={y}>
        {text}
      </text>
      <text className="timeline-aside" x={WIDTH} y={y}>
        {aside}
      </text>
    </>
  );
}

/** The beginning of a block: its first train, pulse by pulse, as far as pulses can be told apart. */
function Train({ block, alone, top }: { block: ProtocolBlock; alone: boolean; top: number }) {
  const { pattern } = block;
  const burst = pattern.kind === 'theta-burst';
  const perSecond = burst ? pattern.burstPulses * pattern.burstsPerS : pattern.hz;
  const windowS = Math.min(pattern.onS, DRAWN_PULSES / perSecond);
  const times = pulseTimes(block, windowS);
  const whole = windowS === pattern.onS;
  const pause = pattern.trains > 1 ? `, then ${pattern.offS} s` : '';
  const what = burst
    ? `${pattern.burstPulses} at ${pattern.burstHz} Hz, ${pattern.burstsPerS} a second`
    : `${pattern.hz} Hz`;
  return (
    <g>
      <Title
        y={top + 10}
        text={alone ? `Train: ${what}` : `${sentence(block.site)}: ${what}`}
        aside={`${pulsesPerTrain(pattern)} pulses in ${pattern.onS} s${pause}`}
      />
      <rect className="timeline-ground" x={0} y={top + 15} width={WIDTH} height={BAR} />
      {times.map((t) => (
        <rect
          key={t}
          className="timeline-train"
          data-side={side(block)}
          x={(t / windowS) * (WIDTH - 2)}
          y={top + 15}
          width={1.3}
          height={BAR}
        />
      ))}
      <text className="timeline-tick" x={0} y={top + 41}>
        0
      </text>
      <text className="timeline-tick" x={WIDTH} y={top + 41}>
        {whole ? `${pattern.onS} s` : `${Number(windowS.toFixed(2))} s of ${pattern.onS}`}
      </text>
    </g>
  );
}

function pulseTimes({ pattern }: ProtocolBlock, windowS: number): number[] {
  const out: number[] = [];
  if (pattern.kind === 'trains') {
    for (let k = 0; k / pattern.hz < windowS - 1e-9; k++) out.push(k / pattern.hz);
    return out;
  }
  for (let b = 0; b / pattern.burstsPerS < windowS - 1e-9; b++) {
    for (let k = 0; k < pattern.burstPulses; k++) out.push(b / pattern.burstsPerS + k / pattern.burstHz);
  }
  return out.filter((t) => t < windowS);
}

/** Whole minutes to write under a session, at most eight. */
function minuteTicks(sessionS: number): number[] {
  const minutes = sessionS / 60;
  const step = [1, 2, 5, 10, 15, 30, 60].find((s) => minutes / s <= 8) ?? 120;
  const out: number[] = [];
  for (let m = 0; m <= minutes - 0.15 * step; m += step) out.push(m);
  return out;
}
