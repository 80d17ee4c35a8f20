import { FormatError } from './format-error';

const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);

/** Reads a text file word by word without splitting it whole. */
export class TokenReader {
  offset: number;

  constructor(
    readonly text: string,
    readonly file: string,
    start = 0,
  ) {
    this.offset = start;
  }

  /** The next word, or '' at the end. */
  word(): string {
    const { text } = this;
    let start = this.offset;
    while (start < text.length && isSpace(text.charCodeAt(start))) start++;
    let end = start;
    while (end < text.length && !isSpace(text.charCodeAt(end))) end++;
    this.offset = end;
    return text.slice(start, end);
  }

  /** The next word as a number; `what` names it in the error. */
  number(what: string): number {
    const word = this.word();
    const value = Number(word);
    if (word === '' || Number.isNaN(value)) {
      throw new FormatError(this.file, `${where(this.text, this.offset)}: ${what} expected, ${found(word)}`);
    }
    return value;
  }

  integer(what: string): number {
    const value = this.number(what);
    if (!Number.isInteger(value)) {
      throw new FormatError(this.file, `${where(this.text, this.offset)}: ${what} expected, found ${value}`);
    }
    return value;
  }

  /** A count of things of which each needs at least `wordsEach` words of the text that is left. */
  count(what: string, wordsEach: number): number {
    const count = this.integer(`number of ${what}`);
    if (count < 0 || count * wordsEach * 2 > this.text.length - this.offset + 1) {
      throw new FormatError(this.file, `announces ${count} ${what}, more than the file holds; get the whole file`);
    }
    return count;
  }

  /** The rest of the current line. */
  line(): string {
    const end = this.text.indexOf('\n', this.offset);
    const stop = end < 0 ? this.text.length : end;
    const line = this.text.slice(this.offset, stop);
    this.offset = end < 0 ? stop : end + 1;
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  }
}

const found = (word: string): string => (word === '' ? 'the file ends' : `found "${word.slice(0, 20)}"`);

/** `line 12` of the character at `offset`, counted from 1. */
export function where(text: string, offset: number): string {
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < offset - 1; i = text.indexOf('\n', i + 1)) line++;
  return `line ${line}`;
}
