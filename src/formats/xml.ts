import { FormatError } from './format-error';
import { where } from './token-reader';

/** An element of an XML file; `text` is all character data directly inside it. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  text: string;
}

const MAX_DEPTH = 64;
const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The five named entities and character numbers; a document's own entities are not expanded. */
function expandEntities(text: string): string {
  return text.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|\w{1,8});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name] ?? whole;
    const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

export const escapeXml = (text: string): string =>
  text.replace(/[<>&"']/g, (c) => `&${Object.keys(ENTITIES).find((name) => ENTITIES[name] === c)};`);

/**
 * The root element of a small subset of XML: elements, attributes, text, CDATA; comments, processing instructions and
 * the document type are passed over. The browser's parser is not there in a worker or under Node. Throws FormatError.
 */
export function parseXml(text: string, file: string): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const fail = (at: number, what: string): never => {
    throw new FormatError(file, `${where(text, at + 1)}: ${what}; get the file again`);
  };
  const after = (at: number, mark: string): number => {
    const end = text.indexOf(mark, at);
    return end < 0 ? fail(at, `"${mark}" is missing`) : end + mark.length;
  };
  const attribute = /([^\s=]+)\s*=\s*("[^"]*"|'[^']*')/g;
  for (let at = 0; at < text.length; ) {
    const parent = open[open.length - 1];
    const tag = text.indexOf('<', at);
    if (tag !== at) {
      const stop = tag < 0 ? text.length : tag;
      parent.text += expandEntities(text.slice(at, stop));
      at = stop;
    } else if (text.startsWith('<!--', at)) at = after(at, '-->');
    else if (text.startsWith('<![CDATA[', at)) {
      const end = after(at, ']]>');
      parent.text += text.slice(at + 9, end - 3);
      at = end;
    } else if (text[at + 1] === '?' || text[at + 1] === '!') {
      const subset = text.indexOf('[', at);
      const end = after(at, '>');
      at = text[at + 1] === '!' && subset > 0 && subset < end ? after(subset, ']>') : end;
    } else if (text[at + 1] === '/') {
      const end = after(at, '>');
      const name = text.slice(at + 2, end - 1).trim();
      if (open.length === 1 || parent.name !== name) fail(at, `</${name.slice(0, 20)}> closes nothing`);
      open.pop();
      at = end;
    } else {
      const end = endOfTag(text, at);
      if (end < 0) fail(at, 'a tag does not end');
      const closed = text[end - 2] === '/';
      const inner = text.slice(at + 1, closed ? end - 2 : end - 1);
      const name = /^[^\s]*/.exec(inner)?.[0] ?? '';
      const attributes = Object.fromEntries(
        [...inner.slice(name.length).matchAll(attribute)].map(([, key, value]) => [
          key,
          expandEntities(value.slice(1, -1)),
        ]),
      );
      const element: XmlElement = { name, attributes, children: [], text: '' };
      parent.children.push(element);
      if (!closed) open.push(element);
      if (open.length > MAX_DEPTH) fail(at, `elements are nested deeper than ${MAX_DEPTH}`);
      at = end;
    }
  }
  if (open.length > 1) fail(text.length, `<${open[open.length - 1].name}> is not closed`);
  const [first] = root.children;
  return first ?? fail(0, 'holds no XML element');
}

/** The offset after the `>` that ends the tag at `at`, passing over quoted values; -1 if there is none. */
function endOfTag(text: string, at: number): number {
  let quote = '';
  for (let i = at + 1; i < text.length; i++) {
    const c = text[i];
    if (quote) quote = c === quote ? '' : quote;
    else if (c === '"' || c === "'") quote = c;
    else if (c === '>') return i + 1;
  }
  return -1;
}

/** Every element named `name` below `root`, in document order. */
export function descendants(root: XmlElement, name: string): XmlElement[] {
  return root.children.flatMap((child) => [...(child.name === name ? [child] : []), ...descendants(child, name)]);
}
