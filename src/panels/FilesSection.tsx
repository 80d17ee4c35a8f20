import { Download, FileText, History } from 'lucide-react';
import { livePlacement } from '../app/live-placement';
import { choosePose } from '../app/open-files';
import { useOpened } from '../app/opened';
import { saveText } from '../app/save-file';
import { saveSession } from '../app/session';
import { appStore, setSession } from '../app/store';
import type { NamedPose } from '../formats/named-pose';
import { writeBrainsight } from '../formats/pose-brainsight';
import { writeLocalite } from '../formats/pose-localite';
import { writePoseText } from '../formats/pose-text';
import { Choice, Section } from './fields';
import { OpenFile } from './OpenFile';

const WRITERS = [
  { id: '4x4', title: '4×4', name: 'coilscope-pose.txt', type: 'text/plain', write: writePoseText },
  {
    id: 'brainsight',
    title: 'Brainsight',
    name: 'coilscope-brainsight.txt',
    type: 'text/plain',
    write: writeBrainsight,
  },
  { id: 'localite', title: 'Localite', name: 'coilscope-localite.xml', type: 'application/xml', write: writeLocalite },
] as const;

/** The sheet to print, the session to keep, and poses for a navigation system and from it. */
export function FilesSection() {
  const poses = useOpened((s) => s.poses);
  const poseNow = (): NamedPose[] => {
    const { pose } = livePlacement.getState();
    const { siteName } = appStore.getState().plan;
    return pose ? [{ name: siteName || 'Coilscope', pose }] : [];
  };

  return (
    <Section title="Sheet and files">
      <button type="button" className="primary-button site-go" onClick={() => setSession({ dialog: 'sheet' })}>
        <FileText size={15} aria-hidden="true" />
        Placement sheet
      </button>
      <div className="chips">
        <button type="button" className="chip" onClick={saveSession}>
          <Download size={14} aria-hidden="true" />
          Save session
        </button>
        <OpenFile title="Open session" accept=".json,application/json" />
        <button type="button" className="chip" onClick={() => setSession({ dialog: 'sessions' })}>
          <History size={14} aria-hidden="true" />
          Recent
        </button>
      </div>
      <p className="note">
        A session file holds the whole plan, readings included. A link leaves out what was read on the patient.
      </p>
      <h3 className="files-title">Coil pose</h3>
      <div className="chips">
        {WRITERS.map(({ id, title, name, type, write }) => (
          <button
            key={id}
            type="button"
            className="chip"
            aria-label={`Save the pose as ${title}`}
            onClick={() => saveText(name, type, write(poseNow()))}
          >
            <Download size={14} aria-hidden="true" />
            {title}
          </button>
        ))}
        <OpenFile title="Open poses" accept=".txt,.xml,.mrk,.stmpx,.json" />
      </div>
      {poses && poses.poses.length > 1 && (
        <Choice
          label="Pose"
          value={String(poses.chosen)}
          options={poses.poses.map((p, i) => ({ id: String(i), title: p.name || `pose ${i + 1}` }))}
          onChange={(id) => choosePose(Number(id))}
        />
      )}
      <p className="note">
        Poses are read and written in millimetres of this head (RAS; Colin27 is in MNI space), SimNIBS coil axes.
      </p>
    </Section>
  );
}
