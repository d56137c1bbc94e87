export type Reader = { userId: string; name: string };

/** Where somebody begins to name a colleague: the place of the @, and what stands behind it so far. */
export type Asked = { from: number; words: string };

/** An @ inside a word is of an address, and no name is longer than this. */
const BEGUN = /(?:^|[\s([{"'“„/])@([\p{L}\p{N}][^@\n]{0,59})?$/u;

/** Whom the text before the caret is about to name; null where nobody. */
export function askedMention(text: string, caret: number): Asked | null {
  const before = text.slice(0, caret);
  const begun = BEGUN.exec(before);
  if (begun === null) return null;
  const words = begun[1] ?? "";
  return { from: caret - words.length - 1, words };
}

/** The text with the name in place of what was typed of it, and where one goes on to write. */
export function withMention(text: string, { from, words }: Asked, name: string): { text: string; caret: number } {
  const named = `${text.slice(0, from)}@${name} `;
  const rest = text.slice(from + 1 + words.length);
  return { text: named + rest.replace(/^ /, ""), caret: named.length };
}

/** Of those who were chosen, whom the text still names. */
export const namedIn = (text: string, chosen: readonly Reader[]): string[] => [
  ...new Set(chosen.filter(({ name }) => text.includes(`@${name}`)).map(({ userId }) => userId)),
];

/** What of a box is still to be sent once the text that it held before is: what was typed on meanwhile. */
export const restAfter = (sent: string, now: string): string =>
  now.startsWith(sent) ? now.slice(sent.length).trimStart() : now;

export type Part = { text: string; isName: boolean };

/** The text in parts, where it names somebody and where not. Of two names that begin alike the longer one is meant. */
export function partsOf(text: string, readers: readonly Reader[]): Part[] {
  const names = readers.map(({ name }) => `@${name}`).toSorted((one, other) => other.length - one.length);
  const parts: Part[] = [];
  let plain = "";
  for (let place = 0; place < text.length;) {
    const name = text[place] === "@" ? names.find((each) => text.startsWith(each, place)) : undefined;
    if (name === undefined) {
      plain += text[place];
      place += 1;
      continue;
    }
    if (plain !== "") parts.push({ text: plain, isName: false });
    parts.push({ text: name, isName: true });
    plain = "";
    place += name.length;
  }
  return plain === "" ? parts : [...parts, { text: plain, isName: false }];
}
