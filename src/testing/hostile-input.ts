import type { Shape } from "./sample-input";

/** Stands where a hostile value goes: JSON text that `JSON.stringify` would never write. */
const MARK = "@hostile@";

const ID = "01890a5d-ac96-774b-bcce-b302099a8057";
/** Cursors of other lists, of no list, and with keys that look right and are none. */
const CURSORS = [
  ["2026-01-31 10:00:00+00", ID],
  ["0000-00-00 99:99:99+00", ID],
  ["9999-12-31 23:59:59.999999+00", ID],
  ["Zorn", ID],
  ["\ud800", ID],
  ["a\u0000", ID],
  ["x".repeat(3_000), ID],
  ["999999999999999999", ID],
  ["-1", ID],
  ["1", "A-2", ID],
  ["Zorn", ID, ID],
  [ID],
  ["99999999"],
  ["999999999999999999"],
  [],
  [1, null],
].map((keys) => Buffer.from(JSON.stringify(keys)).toString("base64url"));

const NUMBERS = "NaN 1e999 -1e999 -1 0 0.5 1e-7 2147483648 -2147483649 9007199254740991 9007199254740992 1e21".split(
  " ",
);
const TEXTS = [
  ["", " ", "\u200b", "\u202e", "%", "\\", "_", "'", "a".repeat(201), "💥".repeat(60_000), "9".repeat(40)],
  ["__proto__", "constructor", "toString", "hasOwnProperty", "prototype", "xx-XX", "-1", "1e9", "#0"],
  ["0000-01-01", "0001-01-01", "9999-12-31", "275760-09-13", "+275760-09-13T00:00:00.000Z", "2026-02-30", "infinity"],
  ["-000001-01-01T00:00:00.000Z", `#${"9".repeat(15)}`, ID, ID.toUpperCase(), "00000000-0000-0000-0000-000000000000"],
  CURSORS,
].flat();

/** What no form sends: each a JSON text, some of them none. */
export const HOSTILE: readonly string[] = [
  NUMBERS,
  ["null", "true", "[]", "[[]]", '["a"]', "[null]", "{}", '{"0":"a","length":1}'],
  ['{"__proto__":{"a":1}}', '{"constructor":1}', String.raw`"\u0000"`, String.raw`"a\ud800"`],
  TEXTS.map((value) => JSON.stringify(value)),
].flat();

export type Place = readonly (string | number)[];

/** The shape of an object or a list among alternatives. */
const shapeFor = (shape: Shape | undefined): Shape | undefined =>
  [shape, ...(shape?.anyOf ?? []), ...(shape?.oneOf ?? []), ...(shape?.allOf ?? [])].find(
    (one) => one?.properties !== undefined || one?.items !== undefined,
  );

/** Every place of an input, and of what its shape would also take: the whole, each field, each item of a list. */
export function placesOf(input: unknown, shape: Shape | undefined, place: Place = []): Place[] {
  const known = shapeFor(shape);
  if (Array.isArray(input)) {
    const [first] = input;
    return [place, ...(input.length > 0 ? placesOf(first, known?.items, [...place, 0]) : [])];
  }
  if (input === null || typeof input !== "object") return [place];
  const fields = new Map([
    ...Object.keys(known?.properties ?? {}).map((key) => [key, undefined] as const),
    ...Object.entries(input),
  ]);
  return [place, ...[...fields].flatMap(([key, inner]) => placesOf(inner, known?.properties?.[key], [...place, key]))];
}

function withMark(input: unknown, [step, ...rest]: Place): unknown {
  if (step === undefined) return MARK;
  if (Array.isArray(input)) return input.map((item, index) => (index === step ? withMark(item, rest) : item));
  const fields = Object(input);
  return { ...fields, [step]: withMark(fields[step], rest) };
}

/** The text of an input in which one place holds a hostile value. */
export const withHostile = (input: unknown, place: Place, hostile: string): string =>
  JSON.stringify(withMark(input, place)).replace(JSON.stringify(MARK), () => hostile);
