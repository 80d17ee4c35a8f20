import { asText, type FileData } from './byte-reader';
import { FormatError } from './format-error';

/** A table by rows; every row has a cell for every column. */
export interface Table {
  columns: string[];
  rows: string[][];
}

/**
 * A CSV table with a header (RFC 4180: quoted cells may hold commas, quotes and line feeds). Empty lines are passed over.
 * Throws FormatError.
 */
export function readTable(data: FileData, file: string): Table {
  const text = asText(data);
  const rows: string[][] = [];
  const lines: number[] = [];
  let [row, cell, line]: [string[], string, number] = [[], '', 1];
  let [quoted, started] = [false, 1];
  const endRow = (): void => {
    row.push(cell);
    if (row.length > 1 || row[0].trim() !== '') {
      rows.push(row);
      lines.push(started);
    }
    [row, cell] = [[], ''];
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '\n') line++;
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') {
        cell += '"';
        i++;
      } else quoted = false;
    } else if (c === '"' && cell.trim() === '') {
      quoted = true;
      cell = '';
    } else if (c === ',') {
      row.push(cell);
      cell = '';
    } else if (c === '\n') {
      endRow();
      started = line;
    } else if (c !== '\r') cell += c;
  }
  if (quoted) throw new FormatError(file, `line ${started}: a quoted cell has no end; close it with "`);
  if (cell !== '' || row.length > 0) endRow();
  const [header, ...body] = rows;
  if (!header || body.length === 0) throw new FormatError(file, 'needs a header and at least one row');
  const columns = header.map((name) => name.trim());
  body.forEach((cells, r) => {
    if (cells.length === columns.length) return;
    throw new FormatError(file, `line ${lines[r + 1]}: ${cells.length} cells where the header has ${columns.length}`);
  });
  return { columns, rows: body };
}

const quote = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The table as CSV; reads back as it is. */
export const writeTable = ({ columns, rows }: Table): string =>
  `${[columns, ...rows].map((row) => row.map(quote).join(',')).join('\n')}\n`;
