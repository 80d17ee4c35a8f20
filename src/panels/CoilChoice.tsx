import { useStore } from 'zustand';
import { isCoilFileId } from '../app/coil-files';
import { coilLibrary, isMissingCoil, useCoil } from '../app/coil-library';
import { setPlan, useApp } from '../app/store';
import { builtinCoil, builtinCoilIds } from '../model/coils/catalogue';
import { Choice } from './fields';
import { OpenFile } from './OpenFile';

const BUILTIN = builtinCoilIds.map((id) => ({ id, title: builtinCoil(id)?.title ?? id, group: 'Built in' }));

/** The coil: a built-in one, or one of a file. */
export function CoilChoice() {
  const coilId = useApp((s) => s.plan.coilId);
  const opened = useStore(coilLibrary, (s) => s.opened);
  const missing = useStore(coilLibrary, () => isMissingCoil(coilId));
  const coil = useCoil(coilId);
  const files = [...opened.values()].map(({ id, title }) => ({ id, title, group: 'From files' }));
  const absent = missing ? [{ id: coilId, title: nameOf(coilId), group: 'Not here' }] : [];
  return (
    <>
      <div className="coil-choice">
        <Choice
          label="Model"
          hidden
          value={coilId}
          options={[...BUILTIN, ...files, ...absent]}
          onChange={(id) => setPlan({ coilId: id })}
        />
        <OpenFile title="Open" accept=".ccd,.tcd,.nii,.nii.gz,.gz" />
      </div>
      {missing && (
        <p className="warning">
          {nameOf(coilId)} is not in this browser; {coil.title} stands in for it. Open its file and the plan takes it
          up.
        </p>
      )}
    </>
  );
}

const nameOf = (id: string): string => (isCoilFileId(id) ? `Coil file ${id.slice(5, 13)}` : `Coil “${id}”`);
