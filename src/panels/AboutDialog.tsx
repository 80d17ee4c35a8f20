import accuracy from '../../docs/accuracy.md?raw';
import notice from '../../NOTICE.md?raw';
import { version } from '../../package.json';
import { type MarkdownTable, markdownTables } from '../app/markdown-tables';
import { setSession } from '../app/store';
import { useOffline } from '../offline/offline';
import { Sheet } from './Sheet';

/** The published tables that say how good a field is; those of speed depend on the machine. */
const isShare = (row: readonly string[]): boolean => row.some((cell) => cell.endsWith('%'));
const ACCURACY = markdownTables(accuracy).filter(
  ({ section, rows }) => /bench:(accuracy|live)/.test(section) && 2 * rows.filter(isShare).length > rows.length,
);
const [PACKAGES] = markdownTables(notice);

export function AboutDialog() {
  const offline = useOffline((s) => s.kind !== 'no');
  return (
    <Sheet name="about" title="About Coilscope" wide>
      <p className="dialog-lead">
        Coilscope computes the electric field that a stimulation coil or a set of scalp electrodes makes in a layered
        head, in this browser. Nothing you do here leaves this page.
      </p>
      <p className="callout">Research and education software, not a medical device.</p>
      <h3>Method</h3>
      <p>
        Quasi-static volume conductor; five nested tissues of constant conductivity (scalp 0.465, skull 0.010,
        cerebrospinal fluid 1.654, grey matter 0.275, white matter 0.126 S/m). The field is E = −∂A/∂t − ∇φ: the primary
        part from the coil’s wire paths by Biot–Savart, the rest from charge on every tissue boundary, solved by a
        charge-based boundary element method. Cortex values are read half-way through the grey matter, white-matter
        values just inside it.
      </p>
      <h3>How good it is</h3>
      <p>
        Printed by <code>npm run bench:accuracy</code> and <code>npm run bench:live</code>. What these figures do not
        say is how well the head itself is known.
      </p>
      {ACCURACY.map((table) => (
        <Figures key={table.lead + table.head.join()} {...table} />
      ))}
      <h3>Head</h3>
      <p>
        Colin27 (Montreal Neurological Institute; Holmes et al. 1998) in MNI millimetres, one person’s head. The inner
        skull boundary is not visible in its MRI and is assumed; face and neck are cut by the scan. An individual’s
        field may differ from this one by tens of percent.
      </p>
      <h3>Colours</h3>
      <p>
        Viridis, cividis, batlow and magma; vik or blue to orange for the component along the normal. With shading
        switched off, every coloured pixel has exactly the colour of the bar.
      </p>
      <h3>What it is made of</h3>
      <p>
        Coilscope {version}, MIT licence. The head’s image is under the BSD licence of MRIcron and the notice of the
        Montreal Neurological Institute. Packages in this page:
      </p>
      {PACKAGES && <Figures {...PACKAGES} lead="" />}
      <p>
        <a href="./LICENSES.txt" target="_blank" rel="noreferrer">
          Their licences in full
        </a>
      </p>
      <h3>Here</h3>
      <p>
        {offline
          ? 'All files are kept in this browser: the page opens and computes without a network.'
          : 'The page’s files are not kept in this browser yet: it needs the network to open again.'}
      </p>
      <div className="chips">
        <button type="button" className="chip" onClick={() => setSession({ dialog: 'none', tour: 0 })}>
          Take the tour
        </button>
        <button type="button" className="chip" onClick={() => setSession({ dialog: 'help' })}>
          Keys and gestures
        </button>
      </div>
    </Sheet>
  );
}

function Figures({ section, lead, head, rows }: MarkdownTable) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by key only with the focus on it
    <section className="about-table" tabIndex={0} aria-label={section}>
      <table className="figures">
        {lead && <caption>{lead}</caption>}
        <thead>
          <tr>
            {head.map((cell) => (
              <th key={cell} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first, ...rest]) => (
            <tr key={[first, ...rest].join()}>
              <th scope="row">{first}</th>
              {rest.map((cell, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the columns of one row
                <td key={i}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
