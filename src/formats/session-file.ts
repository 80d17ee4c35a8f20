import * as v from 'valibot';
import { asText, type FileData } from './byte-reader';
import { FormatError } from './format-error';

const FORMAT = 'coilscope-session';
const VERSION = 1;

const EnvelopeSchema = v.object({
  format: v.literal(FORMAT),
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  plan: v.record(v.string(), v.unknown()),
  view: v.record(v.string(), v.unknown()),
});

/** What a session holds: everything that is planned and how it is looked at, as plain values. No names, no dates. */
export interface SessionContent {
  plan: object;
  view: object;
}

/** A session as JSON text. */
export const writeSession = ({ plan, view }: SessionContent): string =>
  `${JSON.stringify({ format: FORMAT, version: VERSION, plan, view }, null, 2)}\n`;

/** The envelope of a session file; what is in plan and view is for the caller to check. Throws FormatError. */
export function readSession(
  data: FileData,
  file: string,
): { plan: Record<string, unknown>; view: Record<string, unknown> } {
  let json: unknown;
  try {
    json = JSON.parse(asText(data));
  } catch {
    throw new FormatError(file, 'is no JSON; open a session saved by Coilscope');
  }
  const parsed = v.safeParse(EnvelopeSchema, json, { abortEarly: true });
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const at = v.getDotPath(issue);
    const isOther = at === null || at === 'format';
    throw new FormatError(
      file,
      isOther ? 'is no Coilscope session; open one that was saved here' : `${at}: ${issue.message}`,
    );
  }
  const { version, plan, view } = parsed.output;
  if (version > VERSION) {
    throw new FormatError(file, `is of version ${version}, this program reads up to ${VERSION}; use a newer one`);
  }
  return { plan, view };
}
