import { wrap } from "@/modules/documents/print/wrap";
import type { Label } from "./label";

/*
 * Labels in ZPL II for printers with 203 dpi, 8 dots a millimetre. What somebody typed is written as hexadecimal (^FH)
 * where it could be taken for a command, so no name prints a second label or changes the printer.
 */

const DOTS_PER_MM = 8;
const [WIDTH, HEIGHT] = [100 * DOTS_PER_MM, 150 * DOTS_PER_MM];
const MARGIN = 40;
const ROOM = WIDTH - 2 * MARGIN;
/** More letters than a line of the label has room for are cut off. */
const LINE_CHARACTERS_MAX = 60;
/** A letter of the printer's own font is about so wide, of its height; its program knows, and we do not. */
const LETTER_WIDTH = 0.6;
const widthOf = (letters: number, size: number): number => letters * LETTER_WIDTH * size;

const hex = (byte: number): string => `_${byte.toString(16).padStart(2, "0").toUpperCase()}`;
const encoder = new TextEncoder();

const printable = (text: string): string => text.replaceAll(/\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/gu, " ");

/** Signs that begin a command, the escape itself and what cannot be printed, as their bytes in UTF-8. */
export const escapeZpl = (text: string): string =>
  printable(text).replaceAll(/[\^~_\\]/g, (sign) => [...encoder.encode(sign)].map(hex).join(""));

const cut = (text: string): string => [...text].slice(0, LINE_CHARACTERS_MAX).join("");

type Place = { y: number; size: number };
/** Narrower letters where there are many: what is too wide would run off the label. */
function line(text: string, { y, size }: Place): string {
  const shown = cut(text);
  const width = Math.min(size, Math.floor(ROOM / widthOf([...shown].length || 1, 1)));
  return `^FO${MARGIN},${y}^A0N,${size},${width}^FH_^FD${escapeZpl(shown)}^FS`;
}
const rule = (y: number): string => `^FO${MARGIN},${y}^GB${ROOM},3,3^FS`;

const [RECIPIENT_FROM, RECIPIENT_HEIGHT, LINE_HEIGHT] = [190, 510, 1.3];
const SMALLEST = 20;
const RECIPIENT_SIZES = [46, 36, 28, SMALLEST];

/** Wrapped, in the largest letters in which all of it has room; in the smallest what is beyond is left out. */
function recipientOf(texts: readonly string[]): string[] {
  const setIn = (size: number) => ({
    size,
    lines: texts.flatMap((text) => wrap(printable(text), ROOM, (part) => widthOf([...part].length, size))),
    room: Math.floor(RECIPIENT_HEIGHT / (size * LINE_HEIGHT)),
  });
  const { size, lines, room } =
    RECIPIENT_SIZES.map(setIn).find((set) => set.lines.length <= set.room) ?? setIn(SMALLEST);
  return lines
    .slice(0, room)
    .map((text, index) => line(text, { y: RECIPIENT_FROM + Math.round(index * size * LINE_HEIGHT), size }));
}

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
    ...recipientOf(recipient),
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
