/** Calls `act` when Escape is pressed, which then does nothing else on the page. Returns its end. */
export function onEscape(act: () => void): () => void {
  const press = (e: KeyboardEvent): void => {
    if (e.key !== 'Escape') return;
    e.stopPropagation();
    act();
  };
  addEventListener('keydown', press, true);
  return () => removeEventListener('keydown', press, true);
}
