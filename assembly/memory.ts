/**
 * Where the host's arena may begin: past the module's data and the tables it made at start. The module allocates nothing
 * after that.
 */
export function heapBase(): usize {
  return heap.alloc(16) + 16;
}
