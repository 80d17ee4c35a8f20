interface Props<T extends string> {
  label: string;
  pages: readonly { id: T; title: string }[];
  current: T;
  onChoose: (id: T) => void;
  /** On a desk too, where the pages of a plan stand one below the other. */
  always?: boolean;
}

/** The pages of a panel, one of them open. */
export function PageTabs<T extends string>({ label, pages, current, onChoose, always = false }: Props<T>) {
  return (
    <nav className={always ? 'panel-tabs panel-tabs-shown' : 'panel-tabs'} aria-label={label}>
      {pages.map(({ id, title }) => (
        <button key={id} type="button" aria-current={id === current ? 'page' : undefined} onClick={() => onChoose(id)}>
          {title}
        </button>
      ))}
    </nav>
  );
}
