/** Several entries in one box, as people type them: codes, packs and the values of an option. */
export const splitList = (text: string): string[] =>
  text
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** The list with one entry in the place of another; all others stay as they were typed. */
export const replaceInList = (text: string, entry: string, next: string): string =>
  splitList(text)
    .map((each) => (each === entry ? next : each))
    .join(", ");

type Pack = { name: string; numerator: number; denominator: number };

/** `Carton = 12` or `Half bag = 5/2`. */
export function readPack(text: string): Pack | null {
  const match = /^(.{1,120}?)\s*=\s*(\d{1,9})(?:\s*\/\s*(\d{1,9}))?$/.exec(text);
  if (!match) return null;
  const [, name = "", numerator = "", denominator = "1"] = match;
  const pack = { name: name.trim(), numerator: Number(numerator), denominator: Number(denominator) };
  return pack.numerator > 0 && pack.denominator > 0 ? pack : null;
}

export const writePack = ({ name, numerator, denominator }: Pack): string =>
  `${name} = ${numerator}${denominator === 1 ? "" : `/${denominator}`}`;
