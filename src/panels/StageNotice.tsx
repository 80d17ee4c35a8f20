const NOTICES = {
  loading: { title: 'Loading the head', text: 'Five tissue boundaries, about 3 MB.', action: null },
  head: {
    title: 'The head could not be loaded',
    text: 'Your placement is kept. Check that the page’s files are all served, then try again.',
    action: 'Try again',
  },
  missing: {
    title: 'This plan is on a head that is not in this browser',
    text: 'A link or a session names a head of one’s own, but never holds it. Open the head’s files, with the same choices, and the plan stands on it again; or go on with Colin27.',
    action: 'Plan on Colin27',
  },
  webgl: {
    title: 'This browser cannot draw in 3D',
    text: 'Coilscope needs WebGL 2. Switch on hardware acceleration in the browser’s settings, update the graphics driver, or open the page in a current Chrome, Edge, Firefox or Safari.',
    action: null,
  },
  lost: {
    title: 'The graphics driver dropped the picture',
    text: 'Your placement and the computed field are kept.',
    action: 'Draw again',
  },
} as const;

/** What stands in the stage when the picture cannot. */
export function StageNotice(props: { kind: keyof typeof NOTICES; detail: string | null; onRetry: () => void }) {
  const { kind, detail, onRetry } = props;
  const { title, text, action } = NOTICES[kind];
  return (
    <div className="notice" data-kind={kind} role={kind === 'loading' ? 'status' : 'alert'}>
      {kind === 'loading' && <div className="notice-spinner" aria-hidden="true" />}
      <h2>{title}</h2>
      <p>{text}</p>
      {(kind === 'head' || kind === 'missing') && detail && <p className="notice-detail">{detail}</p>}
      {action && (
        <button type="button" className="primary-button" onClick={onRetry}>
          {action}
        </button>
      )}
    </div>
  );
}
