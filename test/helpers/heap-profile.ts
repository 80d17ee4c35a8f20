/** Has a heap profile count every object, also those that were collected meanwhile. */
export const ALL_OBJECTS = {
  includeObjectsCollectedByMajorGC: true,
  includeObjectsCollectedByMinorGC: true,
} as const;

/** A function of the profile and what it called. */
export interface HeapNode {
  callFrame: { functionName: string };
  selfSize: number;
  children: readonly HeapNode[];
}

/** Bytes that a function and all it called made. */
export const bytesUnder = (node: HeapNode): number =>
  node.children.reduce((sum, child) => sum + bytesUnder(child), node.selfSize);
