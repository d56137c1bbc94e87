import type { Label } from "./label";

/*
 * Labels in ZPL II for printers with 203 dpi, 8 dots a millimetre. What somebody typed is written as hexadecimal (^FH)
 * where it could be taken for a command, so no name prints a second label or changes the printer.
 */

const DOTS_PER_MM = 8;
const [WIDTH, HEIGHT] = [100 * DOTS_PER_MM, 150 * DOTS_PER_MM];
const MARGIN = 40;
/** More letters than a line of the label has room for are cut off. */
const LINE_CHARACTERS_MAX = 60;
const RECIPIENT_LINES_MAX = 8;

const hex = (byte: number): string => `_${byte.toString(16).padStart(2, "0").toUpperCase()}`;
const encoder = new TextEncoder();

/** Signs that begin a command, the escape itself and what cannot be printed, as their bytes in UTF-8. */
export const escapeZpl = (text: string): string =>
  text
    .replaceAll(/\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/gu, " ")
    .replaceAll(/[\^~_\\]/g, (sign) => [...encoder.encode(sign)].map(hex).join(""));

const cut = (text: string): string => [...text].slice(0, LINE_CHARACTERS_MAX).join("");

type Place = { y: number; size: number; width?: number };
const line = (text: string, { y, size, width = WIDTH - 2 * MARGIN }: Place): string =>
  `^FO${MARGIN},${y}^A0N,${size},${size}^FB${width},1,0,L,0^FH_^FD${escapeZpl(cut(text))}^FS`;
const rule = (y: number): string => `^FO${MARGIN},${y}^GB${WIDTH - 2 * MARGIN},3,3^FS`;

const RECIPIENT_FROM = 210;
const RECIPIENT_STEP = 58;

/** One label, from ^XA to ^XZ. */
export function zplOf({ reference, sender, recipient, carrier, tracking, facts }: Label): string {
  return [
    "^XA",
    "^CI28",
    `^PW${WIDTH}`,
    `^LL${HEIGHT}`,
    "^LH0,0",
    line(sender, { y: 40, size: 24 }),
    line(carrier, { y: 80, size: 44 }),
    rule(150),
    ...recipient
      .slice(0, RECIPIENT_LINES_MAX)
      .map((text, index) => line(text, { y: RECIPIENT_FROM + index * RECIPIENT_STEP, size: index === 0 ? 50 : 44 })),
    rule(720),
    ...facts.slice(0, 3).map((text, index) => line(text, { y: 745 + index * 36, size: 28 })),
    ...(tracking === "" ? [] : [line(tracking, { y: 860, size: 32 })]),
    `^FO${MARGIN + 40},920^BY3^BCN,170,N,N,N,A^FH_^FD${escapeZpl(reference)}^FS`,
    line(reference, { y: 1_110, size: 40 }),
    "^XZ",
  ].join("\n");
}

/** Many labels as one file, each by itself. */
export const zplOfAll = (labels: readonly Label[]): string => labels.map((label) => `${zplOf(label)}\n`).join("");
