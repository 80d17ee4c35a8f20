/**
 * Sparse values: a link or a saved session holds only what differs from the defaults, as dotted keys, so that it stays
 * short, survives new fields, and one bad entry costs only itself.
 */

import * as v from 'valibot';

type Flat = Record<string, string>;
type Tree = { [key: string]: unknown };

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: unknown): string =>
  typeof value === 'number' ? String(Math.round(value * 1000) / 1000) : JSON.stringify(round(value));

function round(value: unknown): unknown {
  if (typeof value === 'number') return Math.round(value * 1000) / 1000;
  if (Array.isArray(value)) return value.map(round);
  if (isTree(value)) return Object.fromEntries(Object.entries(value).map(([k, x]) => [k, round(x)]));
  return value;
}

/** The entries of `value` that differ from `defaults`, keyed by path (`layers.scalp.opacity`), values as JSON. */
export function differences(value: object, defaults: object, prefix = ''): Flat {
  const out: Flat = {};
  const base = defaults as Tree;
  for (const [key, x] of Object.entries(value)) {
    const path = prefix + key;
    if (isTree(x) && isTree(base[key])) Object.assign(out, differences(x, base[key], `${path}.`));
    else if (text(x) !== text(base[key])) out[path] = text(x);
  }
  return out;
}

/** The tree with the entry at `path` replaced; the tree itself when it has no such entry. */
function withEntry(tree: Tree, path: string[], value: unknown): Tree {
  const [head, ...rest] = path;
  if (!Object.hasOwn(tree, head)) return tree;
  const child = tree[head];
  if (rest.length === 0) return { ...tree, [head]: value };
  if (!isTree(child)) return tree;
  const changed = withEntry(child, rest, value);
  return changed === child ? tree : { ...tree, [head]: changed };
}

/**
 * `defaults` with the entries of `flat` laid over it. An entry that is not JSON, names nothing or breaks the schema is
 * left out and named in `dropped`; the rest still holds.
 */
export function restore<S extends v.GenericSchema<object>>(
  schema: S,
  defaults: v.InferOutput<S>,
  flat: Flat,
): { value: v.InferOutput<S>; dropped: string[] } {
  let value = defaults;
  const dropped: string[] = [];
  for (const [key, raw] of Object.entries(flat)) {
    let parsed: unknown;
    try {
      parsed = JSON.parse(raw);
    } catch {
      dropped.push(key);
      continue;
    }
    const next = withEntry(value as Tree, key.split('.'), parsed);
    const checked = v.safeParse(schema, next);
    if (next !== value && checked.success) value = checked.output;
    else dropped.push(key);
  }
  return { value, dropped };
}
