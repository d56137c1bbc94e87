import { oneLine } from "./one-line";

/** How many tags one thing may have. */
export const TAGS_MAX = 10;
export const TAG_CHARACTERS_MAX = 30;

/** A tag as it is kept: in small letters, so that it is the same however it was typed. */
export const tagOf = (typed: string): string => oneLine(typed.normalize("NFKC")).toLowerCase();

/** The tags of a text that has commas between them, each once. */
export const readTags = (typed: string): string[] => [
  ...new Set(
    typed
      .split(/[,;\n]/)
      .map(tagOf)
      .filter((tag) => tag !== ""),
  ),
];

/** As many different calm colours as there are names for them, always the same one for a tag. */
export function colourOf<Colour>(tag: string, colours: readonly [Colour, ...Colour[]]): Colour {
  const sum = [...tag].reduce((hash, letter) => (hash * 31 + (letter.codePointAt(0) ?? 0)) % 65_521, 7);
  return colours[sum % colours.length] ?? colours[0];
}
