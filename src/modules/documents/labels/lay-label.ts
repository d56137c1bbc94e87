import type { Mark, Measure, Page, Writing } from "@/modules/documents/print/mark";
import { wrap } from "@/modules/documents/print/wrap";
import { code128, QUIET_MODULES, widthOfCode } from "./code-128";
import { type Label, LABEL_MM } from "./label";

const MM = 72 / 25.4;
const MARGIN = 6 * MM;
const ROOM = LABEL_MM.width * MM - 2 * MARGIN;
const LINE_HEIGHT = 1.25;

const SENDER: Writing = { size: 7.5, isStrong: false, isFaint: true };
const CARRIER: Writing = { size: 13, isStrong: true, isFaint: false };
const FACT: Writing = { size: 9, isStrong: false, isFaint: false };
const NUMBER: Writing = { size: 11, isStrong: true, isFaint: false };
const FINE: Writing = { size: 6.5, isStrong: false, isFaint: true };

const [SENDER_TOP, CARRIER_TOP, ADDRESS_TOP, ADDRESS_END] = [6 * MM, 12 * MM, 26 * MM, 88 * MM];
const [FACTS_TOP, TRACKING_TOP, CODE_TOP, CODE_HEIGHT] = [92 * MM, 108 * MM, 116 * MM, 20 * MM];
/** As large as the address has room for; the name stands out. */
const ADDRESS_SIZES = [15, 13, 11, 9, 7] as const;
/** What every scanner reads; a long reference gets narrower bars, which still fit a printer of 203 dpi. */
const MODULE_MM_MAX = 0.5;

/** A label as a page of 100 × 150 mm, in points. Pure but for `measure`. */
export function layLabel(label: Label, measure: Measure, note = ""): Page {
  const page: Mark[] = [];
  const put = (text: string, y: number, writing: Writing): void => {
    if (text !== "") page.push({ kind: "text", x: MARGIN, y: y + writing.size, text, ...writing });
  };
  const firstLine = (text: string, writing: Writing): string =>
    wrap(text, ROOM, (part) => measure(part, writing))[0] ?? "";
  const rule = (y: number) => page.push({ kind: "line", x: MARGIN, y, width: ROOM, isStrong: true });

  put(firstLine(label.sender, SENDER), SENDER_TOP, SENDER);
  put(firstLine(label.carrier, CARRIER), CARRIER_TOP, CARRIER);
  rule(ADDRESS_TOP - 4 * MM);
  for (const [index, { text, writing }] of addressOf(label.recipient, measure).entries())
    put(text, ADDRESS_TOP + index * writing.size * LINE_HEIGHT, writing);
  rule(FACTS_TOP - 2 * MM);
  for (const [index, fact] of label.facts.entries())
    put(firstLine(fact, FACT), FACTS_TOP + index * FACT.size * LINE_HEIGHT, FACT);
  put(firstLine(label.tracking, FACT), TRACKING_TOP, FACT);
  page.push(...barsOf(label.reference));
  put(label.reference, CODE_TOP + CODE_HEIGHT + 2 * MM, NUMBER);
  put(firstLine(note, FINE), LABEL_MM.height * MM - 6 * MM, FINE);
  return page;
}

/** In the largest letters in which all of it has room; in the smallest what is beyond is left out. */
function addressOf(lines: readonly string[], measure: Measure): { text: string; writing: Writing }[] {
  const setIn = (size: number) =>
    lines.flatMap((line, index) => {
      const writing = { size, isStrong: index === 0, isFaint: false };
      return wrap(line, ROOM, (part) => measure(part, writing)).map((text) => ({ text, writing }));
    });
  const roomFor = (size: number) => Math.floor((ADDRESS_END - ADDRESS_TOP) / (size * LINE_HEIGHT));
  const fitting = ADDRESS_SIZES.find((size) => setIn(size).length <= roomFor(size));
  const size = fitting ?? ADDRESS_SIZES[ADDRESS_SIZES.length - 1] ?? 7;
  return setIn(size).slice(0, roomFor(size));
}

/** In the middle, with the quiet zones that a scanner needs on both sides. */
function barsOf(reference: string): Mark[] {
  const modules = widthOfCode(reference) + 2 * QUIET_MODULES;
  const unit = Math.min(MODULE_MM_MAX * MM, ROOM / modules);
  const bars: Mark[] = [];
  let x = MARGIN + (ROOM - modules * unit) / 2 + QUIET_MODULES * unit;
  for (const [index, width] of code128(reference).entries()) {
    if (index % 2 === 0) bars.push({ kind: "bar", x, y: CODE_TOP, width: width * unit, height: CODE_HEIGHT });
    x += width * unit;
  }
  return bars;
}
