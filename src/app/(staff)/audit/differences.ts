type Values = Readonly<Record<string, unknown>> | null;
type Difference = { field: string; before: string | null; after: string | null; isPlain: boolean };

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** `quantityMax` as "quantity max". */
const nameOf = (key: string): string => key.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function textOf(value: unknown): string | null {
  if (value === null || value === undefined || value === "") return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A value that reads as it is; a list of things needs a sentence of its own. */
const isPlain = (value: unknown): boolean => value === null || typeof value !== "object";

/** Each field that is not the same before and after, as it was recorded. */
export function differencesOf({ before, after }: { before: Values; after: Values }, within = ""): Difference[] {
  const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return keys.flatMap((key) => {
    const [was, is] = [before?.[key], after?.[key]];
    const field = `${within}${nameOf(key)}`;
    if (isGroup(was ?? is) && isGroup(is ?? was))
      return differencesOf({ before: isGroup(was) ? was : null, after: isGroup(is) ? is : null }, `${field}: `);
    if (textOf(was) === textOf(is)) return [];
    return [{ field, before: textOf(was), after: textOf(is), isPlain: isPlain(was) && isPlain(is) }];
  });
}
