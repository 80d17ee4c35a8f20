import { type ComponentType, createElement, lazy, type ReactElement, Suspense } from 'react';

/** A component whose code comes when it is first shown; until then nothing stands in its place. */
export function lazily<P extends object>(load: () => Promise<ComponentType<P>>): (props: P) => ReactElement {
  const Loaded = lazy(async () => ({ default: await load().catch(() => Missing) })) as unknown as ComponentType<P>;
  return (props) => createElement(Suspense, { fallback: null }, createElement(Loaded, props));
}

function Missing() {
  return (
    <p className="warning missing-part">
      This part of the page did not load: the network may be down, or the server has a newer version.{' '}
      <button type="button" className="text-button" onClick={() => location.reload()}>
        Open the page again
      </button>
    </p>
  );
}
