/**
 * The core for memory that several threads share. A WebAssembly module says of the memory it imports whether it is shared, and
 * build/core.wasm says no; the code is the same either way, so one flag of its import makes the other module.
 */

const HEADER_BYTES = 8;
const IMPORTS = 2;
const MEMORY = 2;
/** Flags of a memory's limits: a maximum is given, and it is shared. */
const WITH_MAXIMUM = 1;
const SHARED = 2;

/** A copy of a module with its memory import marked as shared. */
export function sharedModule(wasm: BufferSource): Uint8Array<ArrayBuffer> {
  const bytes = ArrayBuffer.isView(wasm)
    ? new Uint8Array(wasm.buffer, wasm.byteOffset, wasm.byteLength).slice()
    : new Uint8Array(wasm).slice();
  const at = memoryFlags(bytes);
  if (bytes[at] !== WITH_MAXIMUM) throw new Error('the field core does not bound its memory');
  bytes[at] |= SHARED;
  return bytes;
}

/** Where the flags of the memory import stand. */
function memoryFlags(bytes: Uint8Array): number {
  let at = HEADER_BYTES;
  /** LEB128. */
  const integer = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const skip = (count: number): void => {
    at += count;
  };
  while (at < bytes.length) {
    const section = bytes[at++];
    const size = integer();
    if (section !== IMPORTS) {
      skip(size);
      continue;
    }
    for (let left = integer(); left > 0; left--) {
      skip(integer()); // module
      skip(integer()); // name
      if (bytes[at++] === MEMORY) return at;
      integer(); // a function's type: nothing else is imported
    }
  }
  throw new Error('the field core imports no memory');
}
