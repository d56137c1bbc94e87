const BREAK = /\r\n|[\n\r\u2028\u2029]/;
/** Those at which a line may end: neither of the two that hold an amount and its currency together. */
const BLANKS = /[ \t]+/;

/** The parts of a text that are broken only where there is no room even for one of them. */
export const wordsOf = (text: string): string[] => text.split(BREAK).flatMap((paragraph) => paragraph.split(BLANKS));

/** The lines of a text no wider than `width`. A word that is too long by itself is broken, too. */
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
  let rest = [...word];
  while (rest.length > 1 && widthOf(rest.join("")) > width) {
    const fits = (count: number, hyphen = "") => widthOf(rest.slice(0, count).join("") + hyphen) <= width;
    const { count, hyphen } = cutOf(rest, fits);
    pieces.push(rest.slice(0, count).join("") + hyphen);
    rest = rest.slice(count);
  }
  return [...pieces, rest.join("")];
}

/** Behind which a code, an address or a compound may be broken. */
const JOINT = /[-/_.@]/;
const LETTERS_ALONE = /^\p{L}+[.,;:!?]?$/u;
/** Fewer letters stand on no line of their own. */
const SYLLABLE = 3;

type Cut = { count: number; hyphen: "" | "-" };

/** Where a word is broken best: at a joint, then between syllables with a hyphen, and a code anywhere. */
function cutOf(letters: readonly string[], fits: (count: number, hyphen?: string) => boolean): Cut {
  const counts = letters.map((_, at) => at).filter((count) => count > 0 && fits(count));
  const joint = counts.findLast((count) => count > 1 && JOINT.test(letters[count - 1] ?? ""));
  if (joint !== undefined) return { count: joint, hyphen: "" };
  const isWord = LETTERS_ALONE.test(letters.join(""));
  const spelled = counts.filter(
    (count) => isWord && count >= SYLLABLE && letters.length - count >= SYLLABLE && fits(count, "-"),
  );
  const syllable = spelled.findLast((count) => startsSyllable(letters, count)) ?? spelled.at(-1);
  return syllable === undefined ? { count: counts.at(-1) ?? 1, hyphen: "" } : { count: syllable, hyphen: "-" };
}

const VOWEL = /^[aeiouy]/;
/** Letters that are one sound. */
const SOUND = /^(sch|ch|ck|ph|th|sh|qu)/;

/** A syllable begins with the last consonant before a vowel, which is right in most words of German and English. */
function startsSyllable(letters: readonly string[], at: number): boolean {
  const from = (place: number) =>
    letters
      .slice(Math.max(0, place), place + 4)
      .join("")
      .normalize("NFD")
      .toLowerCase();
  const soundAt = (place: number) => SOUND.exec(from(place))?.[0].length ?? 1;
  const isWithinSound = [1, 2].some((before) => at >= before && soundAt(at - before) > before);
  return !isWithinSound && !VOWEL.test(from(at)) && VOWEL.test(from(at + soundAt(at)));
}
