/** A table of a document, and what is said above it. */
export interface MarkdownTable {
  /** The section it stands in. */
  section: string;
  /** The paragraph before it. */
  lead: string;
  head: string[];
  rows: string[][];
}

const cells = (line: string): string[] =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => plain(cell.trim()));

const plain = (text: string): string => text.replace(/`|\\/g, '');

/** The tables of a Markdown text, in order. */
export function markdownTables(text: string): MarkdownTable[] {
  const out: MarkdownTable[] = [];
  let section = '';
  let lead: string[] = [];
  let table: MarkdownTable | null = null;
  for (const line of text.split('\n')) {
    if (line.startsWith('#')) {
      section = plain(line.replace(/^#+\s*/, ''));
      lead = [];
    }
    if (!line.startsWith('|')) {
      if (table) lead = [];
      table = null;
      if (line.trim() === '') lead = lead.at(-1) === '' ? lead : [...lead, ''];
      else if (!line.startsWith('#')) lead = lead.at(-1) === '' ? [line] : [...lead, line];
    } else if (!table) {
      table = { section, lead: plain(lead.join(' ').trim()), head: cells(line), rows: [] };
      out.push(table);
    } else if (!/^\|[\s:|-]+\|$/.test(line)) table.rows.push(cells(line));
  }
  return out;
}
