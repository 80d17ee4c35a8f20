/**
 * A number, as 16 hex digits, that tells one run of 32-bit words from another: two FNV-1a sums. Guards against mixing things up,
 * not against malice.
 */
export class WordHash {
  private a = 0x811c9dc5;
  private b = 0xcbf29ce4;

  add(words: Uint32Array): void {
    let { a, b } = this;
    for (const word of words) {
      a = Math.imul(a ^ word, 0x01000193);
      b = Math.imul(b ^ word ^ (a >>> 15), 0x01000193);
    }
    this.a = a;
    this.b = b;
  }

  digest(): string {
    return [this.a, this.b].map((n) => (n >>> 0).toString(16).padStart(8, '0')).join('');
  }
}

/** The hash of a file's bytes and of how many there are. */
export function bytesHash(bytes: Uint8Array): string {
  const words = new Uint32Array(Math.ceil(bytes.length / 4) + 1);
  new Uint8Array(words.buffer).set(bytes);
  words[words.length - 1] = bytes.length;
  const hash = new WordHash();
  hash.add(words);
  return hash.digest();
}
