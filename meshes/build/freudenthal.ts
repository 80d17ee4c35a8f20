/**
 * The Freudenthal (Kuhn) triangulation of the voxel lattice: every cube is cut into six tetrahedra round the diagonal
 * (0,0,0)-(1,1,1). Object and background are then both described by the same tetrahedra, so that topology is exact.
 */

/** Steps along the seven edges that leave a voxel upward; with their opposites the 14 neighbours of a voxel. */
export const EDGES = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
  [1, 1, 0],
  [1, 0, 1],
  [0, 1, 1],
  [1, 1, 1],
] as const;

export const NEIGHBOURS: readonly (readonly [number, number, number])[] = [
  ...EDGES,
  ...EDGES.map(([x, y, z]) => [-x, -y, -z] as const),
];

/** For each neighbour, a bit mask of the neighbours it is joined to in the link of the voxel. */
const LINK: readonly number[] = NEIGHBOURS.map(([ax, ay, az]) =>
  NEIGHBOURS.reduce((mask, [bx, by, bz], b) => {
    const step = [bx - ax, by - ay, bz - az];
    const joined = NEIGHBOURS.some((n) => n.every((value, d) => value === step[d]));
    return joined ? mask | (1 << b) : mask;
  }, 0),
);

const isConnected = (members: number): boolean => {
  let reached = members & -members;
  for (let before = 0; before !== reached; ) {
    before = reached;
    for (let n = 0; n < LINK.length; n++) if (reached & (1 << n)) reached |= LINK[n] & members;
  }
  return members !== 0 && reached === members;
};

const ALL = (1 << NEIGHBOURS.length) - 1;

/**
 * For each of the 2^14 sets of neighbours that belong to the object: 1 where the voxel is simple, i.e. where it may change sides
 * and no component, cavity or tunnel is made or lost. The link of a voxel is a triangulated sphere; the voxel is simple
 * where the object's and the background's parts of it are one piece each.
 */
export const IS_SIMPLE: Uint8Array = Uint8Array.from({ length: ALL + 1 }, (_, members) =>
  isConnected(members) && isConnected(ALL & ~members) ? 1 : 0,
);
