import type { Picture } from "./png";

/** What nobody sees beside another: the soft edge of a letter, drawn by another release of the renderer. */
const SHADE_MAX = 48;
/** Fewer than a hairline has that moved, or a letter that is another. */
const PIXELS_MAX = 8;
const WHITE = 255;
const GAP = 8;

export type Difference = { pixels: number; isSame: boolean };

export function differenceOf(one: Picture, other: Picture): Difference {
  if (one.width !== other.width || one.height !== other.height)
    return { pixels: Math.max(one.pixels.length, other.pixels.length), isSame: false };
  const pixels = one.pixels.reduce((sum, shade, at) => sum + (isOther(shade, other.pixels[at]) ? 1 : 0), 0);
  return { pixels, isSame: pixels <= PIXELS_MAX };
}

const isOther = (shade: number, other = WHITE): boolean => Math.abs(shade - other) > SHADE_MAX;

/** What was kept, what came, and in black where they differ, side by side. */
export function besideEachOther(kept: Picture, came: Picture): Picture {
  const [width, height] = [Math.max(kept.width, came.width), Math.max(kept.height, came.height)];
  const whole = 3 * width + 2 * GAP;
  const pixels = new Uint8Array(whole * height).fill(WHITE);
  const shadeAt = ({ width, height, pixels }: Picture, x: number, y: number) =>
    x < width && y < height ? (pixels[y * width + x] ?? WHITE) : WHITE;
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const [was, is] = [shadeAt(kept, x, y), shadeAt(came, x, y)];
      const row = y * whole + x;
      pixels[row] = was;
      pixels[row + width + GAP] = is;
      pixels[row + 2 * (width + GAP)] = isOther(was, is) ? 0 : WHITE;
    }
  return { width: whole, height, pixels };
}
