/*
 * Code 128 (ISO/IEC 15417) as widths of bars and spaces, in modules. Pairs of digits take half the room in code set C,
 * so a long run of them is written in it; everything else is in code set B.
 */

/** Bar, space, bar, space, bar, space of each value; the last is the stop, with one bar more. */
const PATTERNS = (
  "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 " +
  "123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 " +
  "232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 " +
  "313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 " +
  "111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 " +
  "111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 " +
  "114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112"
).split(" ");

const [TO_C, TO_B, START_B, START_C, STOP] = [99, 100, 104, 105, 106];
const CHECK = 103;
/** Fewer digits are no shorter in code set C, since changing to it and back costs two signs. */
const DIGITS_MIN = 4;
const PRINTABLE = /^[\u0020-\u007e]{1,80}$/;

export const isCode128 = (text: string): boolean => PRINTABLE.test(text);

/** The values of a text, with start, check and stop. @throws RangeError of what Code 128 B has no sign for */
export function code128Values(text: string): number[] {
  if (!isCode128(text)) throw new RangeError("A barcode holds 1 to 80 printable letters of ASCII.");
  const values: number[] = [];
  let set: "B" | "C" | null = null;
  for (let at = 0; at < text.length;) {
    const digits = /^\d*/.exec(text.slice(at))?.[0].length ?? 0;
    const pairs = digits >= DIGITS_MIN ? Math.floor(digits / 2) : 0;
    const wanted = pairs > 0 ? "C" : "B";
    if (set !== wanted) values.push(set === null ? (wanted === "C" ? START_C : START_B) : wanted === "C" ? TO_C : TO_B);
    set = wanted;
    if (pairs > 0) {
      for (let pair = 0; pair < pairs; pair += 1, at += 2) values.push(Number(text.slice(at, at + 2)));
    } else {
      values.push(text.charCodeAt(at) - 32);
      at += 1;
    }
  }
  const [start = START_B, ...rest] = values;
  const check = rest.reduce((sum, value, index) => sum + value * (index + 1), start) % CHECK;
  return [...values, check, STOP];
}

/** Widths of bars and spaces by turns, the first a bar. */
export const code128 = (text: string): number[] =>
  code128Values(text).flatMap((value) => [...(PATTERNS[value] ?? "")].map(Number));

/** Modules of a barcode, without the quiet zones of ten on both sides that whoever draws it leaves. */
export const widthOfCode = (text: string): number => code128(text).reduce((sum, width) => sum + width, 0);
export const QUIET_MODULES = 10;
