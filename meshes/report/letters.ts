import type { Picture } from './png';

/** Five by seven dots a letter, one row a string; enough to mark the sides of a head. */
const LETTERS = {
  L: ['#....', '#....', '#....', '#....', '#....', '#....', '#####'],
  R: ['####.', '#...#', '#...#', '####.', '#.#..', '#..#.', '#...#'],
  A: ['.###.', '#...#', '#...#', '#####', '#...#', '#...#', '#...#'],
  P: ['####.', '#...#', '#...#', '####.', '#....', '#....', '#....'],
} as const;

const DOT = 2;

/** Draws a letter 10 x 14 pixels large, in white with a dark rim so that it reads on any ground. */
export function drawLetter(picture: Picture, letter: keyof typeof LETTERS, x: number, y: number): void {
  const fill = (left: number, top: number, size: number, value: number): void => {
    for (let row = Math.max(0, top); row < Math.min(picture.height, top + size); row++) {
      for (let column = Math.max(0, left); column < Math.min(picture.width, left + size); column++) {
        const at = 3 * (row * picture.width + column);
        picture.rgb.fill(value, at, at + 3);
      }
    }
  };
  for (const [rim, value] of [
    [1, 40],
    [0, 255],
  ]) {
    LETTERS[letter].forEach((line, row) => {
      [...line].forEach((dot, column) => {
        if (dot === '#') fill(x + DOT * column - rim, y + DOT * row - rim, DOT + 2 * rim, value);
      });
    });
  }
}
