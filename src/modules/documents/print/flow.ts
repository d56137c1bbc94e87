import type { Mark, Measure, Page, Writing } from "./mark";
import { wrap } from "./wrap";

export const BODY: Writing = { size: 9, isStrong: false, isFaint: false };
export const SMALL: Writing = { size: 7.5, isStrong: false, isFaint: true };
export const STRONG: Writing = { ...BODY, isStrong: true };
const LINE_HEIGHT = 1.35;
/** From the upper edge of a line to where its letters stand. */
const ASCENT = 1;

export const lineHeight = ({ size }: Writing): number => size * LINE_HEIGHT;

type Area = { readonly left: number; readonly width: number; readonly top: number; readonly bottom: number };

/** Pages that are filled from above: where the next thing goes, and what every new page begins with. */
export class Flow {
  readonly pages: Page[] = [[]];
  y: number;
  /** Puts on a new page what continues there, as the head of a table does. */
  onPage: () => void = () => {};

  constructor(
    readonly area: Area,
    readonly measure: Measure,
  ) {
    this.y = area.top;
  }

  get page(): Page {
    return this.pages.at(-1) ?? [];
  }

  put(...marks: readonly Mark[]): void {
    this.page.push(...marks);
  }

  /** A new page where less than `height` is left, unless nothing stands on this one yet. */
  need(height: number): void {
    if (this.y + height <= this.area.bottom) return;
    this.pages.push([]);
    this.y = this.area.top;
    this.onPage();
  }

  linesOf(text: string, width: number, writing: Writing): string[] {
    return wrap(text, width, (part) => this.measure(part, writing));
  }

  /** One line whose upper edge is at `y`; `right` is where it ends instead of where it begins. */
  write(text: string, at: { x: number; y: number } | { right: number; y: number }, writing: Writing): void {
    if (text === "") return;
    const x = "x" in at ? at.x : at.right - this.measure(text, writing);
    this.put({ kind: "text", x, y: at.y + writing.size * ASCENT, text, ...writing });
  }

  /** Lines below each other from `y`, which goes on below them. */
  writeLines(lines: readonly string[], { x, y }: { x: number; y: number }, writing: Writing): number {
    for (const [index, line] of lines.entries()) this.write(line, { x, y: y + index * lineHeight(writing) }, writing);
    return y + lines.length * lineHeight(writing);
  }
}
