/** A node of a JSON schema (draft 2020-12), as far as ours go. */
export interface JsonSchema {
  $defs?: Record<string, JsonSchema>;
  $ref?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  oneOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  uniqueItems?: boolean;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  exclusiveMinimum?: number;
}

/** Keywords that say nothing about validity. */
const ANNOTATIONS = new Set(['$schema', '$defs', 'title', 'description', 'default']);

const typeOf = (json: unknown): string =>
  json === null ? 'null' : Array.isArray(json) ? 'array' : typeof json === 'object' ? 'object' : typeof json;

/** Whether a JSON value is valid by a schema. Throws on a keyword it does not know, so that none is passed over. */
export function isValid(json: unknown, schema: JsonSchema, root: JsonSchema = schema): boolean {
  const valid = (value: unknown, inner: JsonSchema): boolean => isValid(value, inner, root);
  const object = typeOf(json) === 'object' ? (json as Record<string, unknown>) : null;
  const array = Array.isArray(json) ? json : null;
  const text = typeof json === 'string' ? json : null;
  const holds: Record<string, () => boolean> = {
    $ref: () => {
      const named = root.$defs?.[schema.$ref?.replace('#/$defs/', '') ?? ''];
      if (!named) throw new Error(`${schema.$ref}: no such definition`);
      return valid(json, named);
    },
    type: () => typeOf(json) === schema.type,
    const: () => json === schema.const,
    enum: () => schema.enum?.includes(json) ?? false,
    oneOf: () => schema.oneOf?.filter((one) => valid(json, one)).length === 1,
    properties: () =>
      !object ||
      Object.entries(schema.properties ?? {}).every(([key, of]) => !(key in object) || valid(object[key], of)),
    required: () => !object || (schema.required ?? []).every((key) => key in object),
    additionalProperties: () => {
      const more = Object.keys(object ?? {}).filter((key) => !(key in (schema.properties ?? {})));
      const of = schema.additionalProperties;
      return typeof of === 'object' ? more.every((key) => valid(object?.[key], of)) : of !== false || more.length === 0;
    },
    items: () => !array || array.every((item) => valid(item, schema.items ?? {})),
    uniqueItems: () => !array || new Set(array.map((item) => JSON.stringify(item))).size === array.length,
    minItems: () => !array || array.length >= (schema.minItems ?? 0),
    maxItems: () => !array || array.length <= (schema.maxItems ?? Infinity),
    minLength: () => text === null || text.length >= (schema.minLength ?? 0),
    exclusiveMinimum: () => typeof json !== 'number' || json > (schema.exclusiveMinimum ?? -Infinity),
  };
  return Object.keys(schema).every((keyword) => {
    if (ANNOTATIONS.has(keyword)) return true;
    if (!(keyword in holds)) throw new Error(`${keyword}: a keyword that is not checked`);
    return holds[keyword]();
  });
}
