import { decodeHTMLStrict } from "entities";
import { Parser } from "htmlparser2";

const TAGS =
  "a|b|br|div|em|font|h[1-6]|hr|i|iframe|img|li|ol|p|pre|script|span|strong|style|sub|sup|table|td|th|tr|u|ul";
const TAG = new RegExp(`<(?:!--|/?(?:${TAGS})\\b)`, "i");

/** How many ends of a line part an element from its neighbours. */
const LINES = new Map<string, number>([
  ...["br", "div", "li", "tr", "dt", "dd", "hr", "pre", "ul", "ol"].map((name) => [name, 1] as const),
  ...["p", "table", "blockquote", "section", "h1", "h2", "h3", "h4", "h5", "h6"].map((name) => [name, 2] as const),
]);
const SILENT = new Set(["script", "style", "template", "noscript", "iframe", "object", "svg"]);

/** `Caf&eacute; &amp; Co` becomes `Café & Co`; whatever is no entity stays as it is. */
export const decodeEntities = (text: string): string => (text.includes("&") ? decodeHTMLStrict(text) : text);

/** Text that grows at its end, in time that is linear in its length: no blanks in a row, no two blank lines. */
class Lines {
  private text = "";
  private ends = 2;

  add(part: string): void {
    const text = part.replace(/\s+/g, " ");
    const fresh = this.ends > 0 || this.text.endsWith(" ") ? text.trimStart() : text;
    if (fresh === "") return;
    this.text += fresh;
    this.ends = 0;
  }

  end(lines: number): void {
    if (lines > 0 && this.text.endsWith(" ")) this.text = this.text.slice(0, -1);
    for (; this.ends < lines; this.ends += 1) this.text += "\n";
  }

  toText(): string {
    return this.text.trim();
  }
}

/** The text of HTML as shops export it, with paragraphs and the points of lists on lines of their own. */
export function toPlainText(text: string): string {
  if (!TAG.test(text)) return decodeEntities(text);
  const lines = new Lines();
  let silentDepth = 0;
  const parser = new Parser(
    {
      onopentag(name) {
        if (SILENT.has(name)) silentDepth += 1;
        if (name === "td" || name === "th") lines.add(" ");
        lines.end(LINES.get(name) ?? 0);
      },
      onclosetag(name) {
        if (SILENT.has(name)) silentDepth = Math.max(0, silentDepth - 1);
        lines.end(LINES.get(name) ?? 0);
      },
      ontext(part) {
        if (silentDepth === 0) lines.add(part);
      },
    },
    { decodeEntities: true },
  );
  parser.end(text);
  return lines.toText();
}
