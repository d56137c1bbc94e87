const BREAK = /\r\n|[\n\r\u2028\u2029]/;
/** Those at which a line may end: neither of the two that hold an amount and its currency together. */
const BLANKS = /[ \t]+/;

/** The parts of a text that are broken only where there is no room even for one of them. */
export const wordsOf = (text: string): string[] => text.split(BREAK).flatMap((paragraph) => paragraph.split(BLANKS));

/** The lines of a text no wider than `width`. A word that is too long by itself is broken between letters. */
export function wrap(text: string, width: number, widthOf: (text: string) => number): string[] {
  return text.split(BREAK).flatMap((paragraph) => wrapParagraph(paragraph, width, widthOf));
}

function wrapParagraph(paragraph: string, width: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of paragraph.split(BLANKS)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (widthOf(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    const pieces = breakWord(word, width, widthOf);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? "";
  }
  return [...lines, line];
}

function breakWord(word: string, width: number, widthOf: (text: string) => number): string[] {
  const pieces: string[] = [];
  let piece = "";
  for (const letter of word) {
    if (piece !== "" && widthOf(piece + letter) > width) {
      pieces.push(piece);
      piece = "";
    }
    piece += letter;
  }
  return [...pieces, piece];
}
