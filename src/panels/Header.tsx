import {
  CircleHelp,
  FileDown,
  GraduationCap,
  History,
  Info,
  Link,
  Moon,
  Printer,
  Redo2,
  Sun,
  Undo2,
} from 'lucide-react';
import { copyPageLink } from '../app/copy-text';
import { setSession, setView, useApp } from '../app/store';
import { redo, undo } from '../app/undo';
import { Segmented } from './fields';
import { Mark } from './Mark';
import { CONTROLS } from './Panel';

/** Name and the few things that concern the whole page. */
export function Header({ dark }: { dark: boolean }) {
  const announcement = useApp((s) => s.session.announcement);
  const task = useApp((s) => s.view.task);
  return (
    <header className="header">
      <button type="button" className="skip" onClick={() => document.getElementById(CONTROLS)?.focus()}>
        Skip to the controls
      </button>
      <h1 className="brand">
        <Mark />
        <span>Coilscope</span>
      </h1>
      <div className="header-task">
        <Segmented
          label="Task"
          value={task}
          options={[
            { id: 'plan', title: 'Plan' },
            { id: 'compare', title: 'Compare' },
            { id: 'research', title: 'Research' },
          ]}
          onChange={(next) => setView({ task: next })}
        />
      </div>
      <span className="toast" key={announcement}>
        {announcement}
      </span>
      <div className="header-tools">
        <Tool label="Undo" hint="Ctrl Z" onClick={undo} icon={<Undo2 size={17} aria-hidden="true" />} />
        <Tool label="Redo" hint="Ctrl Shift Z" onClick={redo} icon={<Redo2 size={17} aria-hidden="true" />} />
        <Tool
          room="tablet"
          label="Placement sheet"
          onClick={() => setSession({ dialog: 'sheet' })}
          icon={<Printer size={16} aria-hidden="true" />}
        />
        <Tool
          room="desk"
          label="Export the field"
          onClick={() => setSession({ dialog: 'export' })}
          icon={<FileDown size={17} aria-hidden="true" />}
        />
        <Tool
          room="desk"
          label="Sessions"
          onClick={() => setSession({ dialog: 'sessions' })}
          icon={<History size={17} aria-hidden="true" />}
        />
        <Tool
          room="desk"
          label="Copy link to this view"
          onClick={copyPageLink}
          icon={<Link size={16} aria-hidden="true" />}
        />
        <Tool
          label={dark ? 'Light theme' : 'Dark theme'}
          onClick={() => setView({ theme: dark ? 'light' : 'dark' })}
          icon={dark ? <Sun size={17} aria-hidden="true" /> : <Moon size={17} aria-hidden="true" />}
        />
        <Tool
          label="Lessons"
          onClick={() => setSession({ dialog: 'lessons' })}
          icon={<GraduationCap size={18} aria-hidden="true" />}
        />
        <Tool
          room="desk"
          label="Keys and gestures"
          hint="?"
          onClick={() => setSession({ dialog: 'help' })}
          icon={<CircleHelp size={17} aria-hidden="true" />}
        />
        <Tool
          label="About"
          onClick={() => setSession({ dialog: 'about' })}
          icon={<Info size={17} aria-hidden="true" />}
        />
      </div>
    </header>
  );
}

interface ToolProps {
  label: string;
  hint?: string;
  icon: React.ReactNode;
  /** What has room for it; on anything smaller the end of the controls has it instead. */
  room?: 'desk' | 'tablet';
  onClick: () => void;
}

function Tool({ label, hint, icon, room, onClick }: ToolProps) {
  return (
    <button
      type="button"
      className="icon-button"
      data-room={room}
      aria-label={label}
      title={hint ? `${label} (${hint})` : label}
      onClick={onClick}
    >
      {icon}
    </button>
  );
}
