/** The shortest decimal that reads back as the same 32-bit float. */
function float32Text(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(Number(value.toPrecision(9)));
}

/**
 * A field as `x,y,z,Ex,Ey,Ez`, mm and V/m, a line a point in the order given; every number reads back as itself.
 * Points in 32-bit arrays are printed as 32-bit numbers.
 */
export function writeFieldCsv(pointsMm: Float64Array | Float32Array, eVPerM: Float32Array): string {
  const coordinate = pointsMm instanceof Float32Array ? float32Text : String;
  const lines = ['x,y,z,Ex,Ey,Ez'];
  for (let i = 0; i < pointsMm.length; i += 3) {
    const xyz = Array.from(pointsMm.subarray(i, i + 3), coordinate);
    lines.push([...xyz, ...Array.from(eVPerM.subarray(i, i + 3), float32Text)].join(','));
  }
  return `${lines.join('\n')}\n`;
}
