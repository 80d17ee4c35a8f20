import { Download, FileText, FolderOpen } from 'lucide-react';
import { useRef, useState } from 'react';
import { coilControl } from '../app/coil-control';
import { livePlacement } from '../app/live-placement';
import { saveText } from '../app/save-file';
import { openSession, saveSession } from '../app/session';
import { announce, appStore, setSession } from '../app/store';
import type { NamedPose } from '../formats/named-pose';
import { writeBrainsight } from '../formats/pose-brainsight';
import { writeLocalite } from '../formats/pose-localite';
import { writePoseText } from '../formats/pose-text';
import { readPoses } from '../formats/read-poses';
import { showSite } from '../scene/camera-moves';
import { Choice, Section } from './fields';

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
  const [poses, setPoses] = useState<NamedPose[]>([]);
  const [chosen, setChosen] = useState('');
  const [said, setSaid] = useState('');
  const [fault, setFault] = useState('');

  const attempt = async (file: File, take: (data: ArrayBuffer, name: string) => void): Promise<void> => {
    setFault('');
    setSaid('');
    try {
      take(await file.arrayBuffer(), file.name);
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    }
  };
  const placeAt = (all: readonly NamedPose[], index: number): void => {
    const { name, pose } = all[index];
    const off = coilControl.goToPose(pose);
    setChosen(String(index));
    setFault(off ? '' : `Pose “${name}” does not point at this head: is it in MNI millimetres?`);
    setSaid(off ? `Pose “${name}”: shown ${off.mm.toFixed(1)} mm and ${off.deg.toFixed(1)}° from the file’s.` : '');
    if (off) {
      showSite(appStore.getState().plan.placement.siteMm);
      announce(`Coil placed as ${name}`);
    }
  };
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
        <OpenFile
          title="Open session"
          accept=".json,application/json"
          onFile={(file) =>
            void attempt(file, (data, name) => {
              openSession(data, name);
              announce('Session opened');
            })
          }
        />
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
        <OpenFile
          title="Open poses"
          accept=".txt,.xml,.mrk,.stmpx,.json"
          onFile={(file) =>
            void attempt(file, (data, name) => {
              const read = readPoses(data, name);
              setPoses(read);
              placeAt(read, 0);
            })
          }
        />
      </div>
      {poses.length > 1 && (
        <Choice
          label="Pose"
          value={chosen}
          options={poses.map((p, i) => ({ id: String(i), title: p.name || `pose ${i + 1}` }))}
          onChange={(id) => placeAt(poses, Number(id))}
        />
      )}
      {said && (
        <p className="note" role="status">
          {said}
        </p>
      )}
      {fault && (
        <p className="warning" role="alert">
          {fault}
        </p>
      )}
      <p className="note">Poses are read and written in millimetres of this head (MNI, RAS), SimNIBS coil axes.</p>
    </Section>
  );
}

/** A button that asks for a file. The same file can be chosen again. */
function OpenFile({ title, accept, onFile }: { title: string; accept: string; onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className="chip" onClick={() => input.current?.click()}>
        <FolderOpen size={14} aria-hidden="true" />
        {title}
      </button>
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        aria-label={title}
        accept={accept}
        onChange={(e) => {
          const file = e.target.files?.[0];
          e.target.value = '';
          if (file) onFile(file);
        }}
      />
    </>
  );
}
