import * as v from 'valibot';
import { FormatError } from '../formats/format-error';
import { readSession, writeSession } from '../formats/session-file';
import { DEFAULT_PLAN, type Plan, PlanSchema } from './plan';
import { saveText } from './save-file';
import { continueSession } from './session-history';
import { appStore } from './store';
import { DEFAULT_VIEW, type View, ViewSchema } from './view';

type Tree = Record<string, unknown>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** `value` over `defaults`: what a session of an older version does not say stays as it is by default. */
function over(defaults: Tree, value: Tree): Tree {
  const entries = Object.entries(defaults).map(([key, base]) => {
    if (!Object.hasOwn(value, key)) return [key, base];
    const own = value[key];
    return [key, isTree(base) && isTree(own) && !isVariant(base) ? over(base, own) : own];
  });
  return Object.fromEntries(entries);
}

/** A value of one of several shapes is taken whole. */
const isVariant = (tree: Tree): boolean => 'kind' in tree;

function checked<S extends v.GenericSchema<object>>(
  schema: S,
  defaults: object,
  value: Tree,
  what: string,
  file: string,
): v.InferOutput<S> {
  const result = v.safeParse(schema, over(defaults as Tree, value), { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new FormatError(file, `${what}.${v.getDotPath(issue) ?? ''}: ${issue.message}`);
}

/** The plan and the view of a session file. Throws FormatError with the first thing that cannot be. */
export function sessionState(data: ArrayBuffer | string, file: string): { plan: Plan; view: View } {
  const { plan, view } = readSession(data, file);
  return {
    plan: checked(PlanSchema, DEFAULT_PLAN, plan, 'plan', file),
    view: checked(ViewSchema, DEFAULT_VIEW, view, 'view', file),
  };
}

/** The session as it stands, as text. The reader's theme stays here. */
export const sessionText = ({ plan, view }: { plan: Plan; view: View }): string =>
  writeSession({ plan, view: { ...view, theme: DEFAULT_VIEW.theme } });

export const saveSession = (): void =>
  saveText('coilscope-session.json', 'application/json', sessionText(appStore.getState()));

/** Takes a session: one step of undo for the plan. Throws FormatError, and then nothing has changed. */
export function openSession(data: ArrayBuffer | string, file: string): void {
  const { plan, view } = sessionState(data, file);
  continueSession();
  appStore.setState((s) => ({ plan, view: { ...view, theme: s.view.theme } }));
}
