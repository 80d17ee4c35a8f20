import { Clipboard, Download } from 'lucide-react';
import { useStore } from 'zustand';
import { copyText } from '../app/copy-text';
import { saveZip } from '../app/export-save';
import { useField } from '../app/field-store';
import { livePlacement } from '../app/live-placement';
import { type Rerun, rerunOf } from '../app/rerun';
import { saveText } from '../app/save-file';
import { useApp } from '../app/store';
import { Section } from './fields';
import { sentence } from './words';

/** The field on the stage as a job that the command line solves without a screen. */
export function RerunSection() {
  const plan = useApp((s) => s.plan);
  const head = useField((s) => s.head);
  // The pose of a coil that moves changes with every frame; the job is that of a coil at rest.
  const pose = useStore(livePlacement, (s) => (s.moving ? null : s.pose));
  if (!head) return <p className="note">The head is still loading.</p>;
  const rerun = rerunOf(plan, pose, head);
  return (
    <Section title="The same by the command line">
      {typeof rerun === 'string' ? <p className="note">{sentence(rerun)}</p> : <Job rerun={rerun} />}
    </Section>
  );
}

function Job({ rerun: { files, command, note } }: { rerun: Rerun }) {
  const [job] = files;
  const text = String(job.content);
  const several = files.length > 1;
  return (
    <>
      <p className="note">
        The engine of this page without a screen: the same head, source and points. Its finer expansion and this page’s
        agree to within the solver’s error. Change the job for other conductivities, quantities or points; a table of
        such changes is a batch.
      </p>
      <pre className="rerun-code">{command}</pre>
      <div className="chips">
        <button
          type="button"
          className="chip"
          onClick={() => copyText(command, 'Command copied', 'select it and copy it by hand')}
        >
          <Clipboard size={14} aria-hidden="true" />
          Copy the command
        </button>
        <button
          type="button"
          className="chip"
          onClick={() =>
            several ? void saveZip('coilscope-job', files) : saveText(job.name, 'application/json', text)
          }
        >
          <Download size={14} aria-hidden="true" />
          {several ? `Job and ${files.length - 1} surfaces` : 'job.json'}
        </button>
      </div>
      {note && <p className="warning">{note}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long job is scrolled by key only with the focus on it */}
      <section className="rerun-job" tabIndex={0} aria-label="Job">
        <pre className="rerun-code">{shown(compact(text))}</pre>
      </section>
    </>
  );
}

/** A coil of many wires makes a job that nobody reads here. */
const SHOWN_CHARACTERS = 4000;
const shown = (text: string): string =>
  text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)} …\n(the file has the rest)` : text;

/** A list of numbers on one line, a matrix by its rows. */
const compact = (json: string): string =>
  json.replaceAll(/( *)("\w+": )?\[\s*(-?[\d.e+-]+(?:,\s*-?[\d.e+-]+)*)\s*\]/g, (_, indent, key = '', list: string) => {
    const numbers = list.split(/,\s*/).map((x) => String(Math.round(1e4 * Number(x)) / 1e4));
    if (numbers.length !== 16) return `${indent}${key}[${numbers.join(', ')}]`;
    const rows = [0, 4, 8, 12].map((r) => `${indent}  ${numbers.slice(r, r + 4).join(', ')}`);
    return `${indent}${key}[\n${rows.join(',\n')}\n${indent}]`;
  });
