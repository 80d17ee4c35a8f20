/** Writes text into the first element a selector finds below `root`, if it says something else: nothing re-renders, nothing moves. */
export function writeText(root: ParentNode | null, selector: string, text: string): void {
  const element = root?.querySelector(selector);
  if (element && element.textContent !== text) element.textContent = text;
}

/** The same for the element marked `data-key`. */
export const writeKey = (root: ParentNode | null, key: string, text: string): void =>
  writeText(root, `[data-key="${key}"]`, text);
