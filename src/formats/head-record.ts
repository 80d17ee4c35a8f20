import type { Head } from '../model/head';
import { triangleCount } from '../model/surface';

/** What a result says of the head it was computed on. */
export interface HeadRecord {
  id: string;
  title: string;
  /** Of the file the bundled head came from, or of a user's surfaces and how they are put together. */
  sha256: string | null;
  layers: { name: string; inside_s_per_m: number; triangles: number }[];
}

export const headRecord = (head: Head): HeadRecord => ({
  id: head.id,
  title: head.title,
  sha256: head.sha256 ?? null,
  layers: head.layers.map(({ name, insideSPerM, surface }) => ({
    name,
    inside_s_per_m: insideSPerM,
    triangles: triangleCount(surface),
  })),
});
