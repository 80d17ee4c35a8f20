/** Writes text into an element if it says something else: nothing re-renders, nothing moves. */
export function writeInto(element: Element | null | undefined, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}

/** The same for the first element below `root` that is marked `data-key`. */
export const writeKey = (root: ParentNode | null, key: string, text: string): void =>
  writeInto(root?.querySelector(`[data-key="${key}"]`), text);
