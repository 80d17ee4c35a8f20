/** A file that cannot be read as what it claims to be. The message is one line: `<file>: what, where, what to do`. */
export class FormatError extends Error {
  readonly file: string;

  constructor(file: string, what: string) {
    // What is quoted from a damaged file may hold line feeds.
    super(`${file}: ${what}`.replaceAll(/[\s\p{Cc}]+/gu, ' '));
    this.name = 'FormatError';
    this.file = file;
  }
}
