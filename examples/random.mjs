/** The same draws each time: mulberry32, a number in [0, 1) a call. */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A draw of Beta(3, 3) on [low, high]: the third smallest of five uniform draws. */
export function beta33(random, low, high) {
  const five = Array.from({ length: 5 }, random).sort((a, b) => a - b);
  return low + (high - low) * five[2];
}

/** A standard normal draw (Box and Muller). */
export const normal = (random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
