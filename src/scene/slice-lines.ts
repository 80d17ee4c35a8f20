import { type FieldFrame, onSurface, type SurfaceId } from '../app/field-store';
import { atSegment, type SectionLine, sectionLine } from '../measures/section-line';
import type { Head } from '../model/head';
import { SLICES, type SliceId } from '../model/slice';
import type { Vec3 } from '../model/vec3';
import { COLOUR_MAP_ENTRIES, entryOf } from './colour-maps';

const WIDTH_PX = 2.25;

/** How the field is laid over a slice. */
export interface SliceColours {
  table: Uint8Array;
  /** What a stored number is multiplied by to read V/m. */
  scale: number;
  min: number;
  max: number;
  threshold: number;
}

/** A surface's line in a slice and, made once with it, what sorting its segments by colour needs. */
interface Line {
  id: SurfaceId;
  line: SectionLine;
  /** The colour of each segment, an entry of the table; `COLOUR_MAP_ENTRIES` when below the threshold. */
  entry: Uint16Array;
  /** The segments sorted by it. */
  order: Uint32Array;
}

/**
 * The field where a slice meets the surfaces it is known on at once: half-way through the grey matter and just inside the white. It
 * stands in for the field within the brain, which takes a solve, and is drawn at pointer rate: new numbers make no new arrays.
 */
export class SliceLines {
  private cut: { head: Head; at: number; lines: Line[] } | null = null;
  /** Where the segments of each colour begin in the order. */
  private readonly starts = new Uint32Array(COLOUR_MAP_ENTRIES + 1);

  constructor(private readonly id: SliceId) {}

  /** `context` is in mm of the slice's axes. */
  draw(
    context: CanvasRenderingContext2D,
    pxPerMm: number,
    head: Head,
    at: Vec3,
    frame: FieldFrame,
    colours: SliceColours,
  ): void {
    const { across, up, through } = SLICES[this.id];
    const css = cssColours(colours.table);
    context.lineWidth = WIDTH_PX / pxPerMm;
    context.lineCap = 'round';
    for (const { id, line, entry, order } of this.linesOf(head, at[through])) {
      const { magnitude } = onSurface(frame.surfaces, id);
      this.sort(line, entry, order, magnitude, colours);
      const { pointsMm } = line;
      for (let e = 0; e < COLOUR_MAP_ENTRIES; e++) {
        const end = this.starts[e + 1];
        if (this.starts[e] === end) continue;
        context.strokeStyle = css[e];
        context.beginPath();
        for (let k = this.starts[e]; k < end; k++) {
          const p = 6 * order[k];
          context.moveTo(pointsMm[p + across], pointsMm[p + up]);
          context.lineTo(pointsMm[p + 3 + across], pointsMm[p + 3 + up]);
        }
        context.stroke();
      }
    }
  }

  /** Counts the segments of each colour, then lays them out one colour after the other. */
  private sort(
    line: SectionLine,
    entry: Uint16Array,
    order: Uint32Array,
    magnitude: Float32Array,
    colours: SliceColours,
  ): void {
    const { starts } = this;
    starts.fill(0);
    for (let s = 0; s < entry.length; s++) {
      const volts = colours.scale * atSegment(line, magnitude, s);
      entry[s] = volts >= colours.threshold ? entryOf(volts, colours) : COLOUR_MAP_ENTRIES;
      starts[entry[s]]++;
    }
    // To the end of each colour, from which it is then filled down to its start.
    for (let e = 1; e <= COLOUR_MAP_ENTRIES; e++) starts[e] += starts[e - 1];
    for (let s = 0; s < entry.length; s++) order[--starts[entry[s]]] = s;
  }

  private linesOf(head: Head, at: number): Line[] {
    if (this.cut?.head === head && Math.abs(this.cut.at - at) < 0.05) return this.cut.lines;
    const { through } = SLICES[this.id];
    const normal: Vec3 = [through === 0 ? 1 : 0, through === 1 ? 1 : 0, through === 2 ? 1 : 0];
    const lines = head.fieldSurfaces.map(({ id, surface, pointsMm }): Line => {
      const line = sectionLine(surface.triangles, pointsMm, { normal, offsetMm: at });
      const segments = line.share.length / 2;
      return { id, line, entry: new Uint16Array(segments), order: new Uint32Array(segments) };
    });
    this.cut = { head, at, lines };
    return lines;
  }
}

const known = new WeakMap<Uint8Array, string[]>();

/** The entries of a table as CSS has them. */
function cssColours(table: Uint8Array): string[] {
  let css = known.get(table);
  if (!css) {
    css = Array.from({ length: COLOUR_MAP_ENTRIES }, (_, k) => `rgb(${table.subarray(3 * k, 3 * k + 3).join(' ')})`);
    known.set(table, css);
  }
  return css;
}
