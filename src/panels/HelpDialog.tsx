import { setSession } from '../app/store';
import { KEY_HELP } from './keyboard';
import { Sheet } from './Sheet';

export function HelpDialog() {
  return (
    <Sheet name="help" title="Keys and gestures">
      <p className="dialog-lead">
        Drag the coil over the head; drag its grip to turn it. Drag beside it to turn the view, scroll or pinch to zoom.
        Point at the brain to read the field, click to pin the reading.
      </p>
      <div className="key-groups">
        {KEY_HELP.map(({ title, keys }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(([key, what]) => (
                <div key={key} className="key-row">
                  <dt>
                    {key.split(' ').map((k) => (
                      <kbd key={k}>{k}</kbd>
                    ))}
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <button type="button" className="chip help-tour" onClick={() => setSession({ dialog: 'none', tour: 0 })}>
        Take the tour
      </button>
    </Sheet>
  );
}
