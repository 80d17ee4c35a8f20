import { ClampToEdgeWrapping, DataTexture, LinearFilter, RGBAFormat, SRGBColorSpace } from 'three';
import type { ColourMapName, SignedMapName, View } from '../app/view';
import { COLOUR_TABLES } from './colour-tables';

export const COLOUR_MAP_ENTRIES = 256;

/** sRGB bytes of a map, packed rgb, 256 entries. */
type ColourTable = Uint8Array;

function decodeHex(hex: string): ColourTable {
  const digits = hex.replace(/\s/g, '');
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) => Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}

/** OKLab (Ottosson 2020) to sRGB bytes. */
function oklabToSrgb(l: number, a: number, b: number): [number, number, number] {
  const lms = [
    (l + 0.3963377774 * a + 0.2158037573 * b) ** 3,
    (l - 0.1055613458 * a - 0.0638541728 * b) ** 3,
    (l - 0.0894841775 * a - 1.291485548 * b) ** 3,
  ];
  const linear = [
    4.0767416621 * lms[0] - 3.3077115913 * lms[1] + 0.2309699292 * lms[2],
    -1.2684380046 * lms[0] + 2.6097574011 * lms[1] - 0.3413193965 * lms[2],
    -0.0041960863 * lms[0] - 0.7034186147 * lms[1] + 1.707614701 * lms[2],
  ];
  const byte = (x: number): number => {
    const c = Math.min(1, Math.max(0, x));
    return Math.round(255 * (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055));
  };
  return [byte(linear[0]), byte(linear[1]), byte(linear[2])];
}

/** Blue to orange over a light grey, symmetric in lightness, for a quantity with a sign. */
function blueOrangeTable(): ColourTable {
  const out = new Uint8Array(3 * COLOUR_MAP_ENTRIES);
  for (let i = 0; i < COLOUR_MAP_ENTRIES; i++) {
    const t = (2 * i) / (COLOUR_MAP_ENTRIES - 1) - 1;
    const strength = Math.abs(t);
    const chroma = 0.145 * Math.sin(Math.min(1, strength * 1.15) * (Math.PI / 2));
    const hue = t < 0 ? 4.42 : 0.95;
    out.set(oklabToSrgb(0.93 - 0.5 * strength, chroma * Math.cos(hue), chroma * Math.sin(hue)), 3 * i);
  }
  return out;
}

export type MapId = ColourMapName | SignedMapName;

/** The map a view draws with: for a quantity with a sign the one whose middle is zero. */
export const mapOf = ({ quantity, colourMap, signedMap }: View): MapId =>
  quantity === 'normal' ? signedMap : colourMap;

/** The entry of a table for a value in a colour window; the nearer end beyond it. */
export const entryOf = (value: number, { min, max }: { min: number; max: number }): number =>
  Math.round((COLOUR_MAP_ENTRIES - 1) * Math.min(1, Math.max(0, (value - min) / (max - min))));

const tables = new Map<MapId, ColourTable>();

/** The 256 sRGB entries of a map. */
export function colourTable(id: MapId): ColourTable {
  let table = tables.get(id);
  if (!table) {
    table = id === 'blueOrange' ? blueOrangeTable() : decodeHex(COLOUR_TABLES[id]);
    tables.set(id, table);
  }
  return table;
}

const textures = new Map<MapId, DataTexture>();

/** The map as a 256x1 texture, marked sRGB so that the shader works on light and the screen shows the table's bytes. */
export function colourTexture(id: MapId): DataTexture {
  let texture = textures.get(id);
  if (!texture) {
    const table = colourTable(id);
    const rgba = new Uint8Array(4 * COLOUR_MAP_ENTRIES).fill(255);
    for (let i = 0; i < COLOUR_MAP_ENTRIES; i++) rgba.set(table.subarray(3 * i, 3 * i + 3), 4 * i);
    texture = new DataTexture(rgba, COLOUR_MAP_ENTRIES, 1, RGBAFormat);
    texture.colorSpace = SRGBColorSpace;
    texture.minFilter = LinearFilter;
    texture.magFilter = LinearFilter;
    texture.wrapS = ClampToEdgeWrapping;
    texture.needsUpdate = true;
    textures.set(id, texture);
  }
  return texture;
}

/** The map as a CSS gradient, left to right, every entry its own stop. */
export function colourGradient(id: MapId): string {
  const table = colourTable(id);
  const stops = Array.from(
    { length: COLOUR_MAP_ENTRIES },
    (_, i) => `rgb(${table[3 * i]} ${table[3 * i + 1]} ${table[3 * i + 2]}) ${((100 * i) / 255).toFixed(2)}%`,
  );
  return `linear-gradient(90deg, ${stops.join(', ')})`;
}
