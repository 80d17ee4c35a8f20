import { Trash2 } from 'lucide-react';
import { pauseBasis } from '../app/basis-build';
import { useField } from '../app/field-store';
import { fetchHead } from '../app/head-access';
import { BUNDLED_HEAD, findHead, forgetHead, useHeads } from '../app/head-library';
import { chooseHead } from '../app/own-head';
import { announce, appStore, setPlan, useApp } from '../app/store';
import { Choice, Section } from './fields';
import { LiveBasis } from './LiveBasis';
import { OpenFile } from './OpenFile';

const SURFACE_FILES = '.msh,.stl,.ply,.obj,.gii,.vtp,.fs,.pial,.white,.surf';

/** The head that is planned on: the bundled one or one of the user's own. */
export function HeadSection() {
  const id = useApp((s) => s.plan.head);
  const titles = useHeads((s) => s.titles);
  const head = useField((s) => s.head);
  const own = id !== BUNDLED_HEAD;
  const known = titles.has(id) || !own;
  const options = [
    { id: BUNDLED_HEAD, title: 'Colin27', group: 'Built in' },
    ...[...titles].map(([key, title]) => ({ id: key, title, group: 'Your own' })),
    ...(known ? [] : [{ id, title: `Head ${id.slice(0, 8)}`, group: 'Not here' }]),
  ];
  return (
    <Section title="Head">
      <div className="coil-choice">
        <Choice label="Head" hidden value={id} options={options} onChange={(next) => void takeHead(next)} />
        <OpenFile title="Open" accept={SURFACE_FILES} />
      </div>
      {own && head?.id === id && (
        <>
          <p className="note">
            {head.layers.length} layers,{' '}
            {head.fieldSurfaces.length === 1 ? 'the field on the cortex' : 'the field on cortex and white matter'}.
            Positions are in this head’s own millimetres; regions have no names here.
          </p>
          <LiveBasis />
          <div className="chips">
            <button
              type="button"
              className="chip"
              onClick={() => {
                pauseBasis();
                void takeHead(BUNDLED_HEAD).then(() => forgetHead(id));
                announce(`${head.title} is no longer kept here`);
              }}
            >
              <Trash2 size={14} aria-hidden="true" />
              Forget this head
            </button>
          </div>
        </>
      )}
    </Section>
  );
}

/** Plans on another head, with the coil at the position of the same name. */
export async function takeHead(id: string): Promise<void> {
  const { detail } = appStore.getState().plan;
  const head = id === BUNDLED_HEAD ? await fetchHead(detail) : await findHead(id).catch(() => null);
  if (head) chooseHead(head);
  else setPlan({ head: id });
}
