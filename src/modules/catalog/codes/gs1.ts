import { identifierOf, isIdentifier } from "./gs1-identifiers";
import { canonicalGtin, isGtin } from "./gtin";

/** What symbols of GS1 hold: element strings with FNC1 or brackets, links, and the URNs of RFID tags. */

/** Ends an element of no fixed length, as scanners send FNC1 (ASCII 29). */
const FNC1 = "\u001d";

/** How terminals, files and people write FNC1 where they cannot show it. */
const FNC1_WORDS = /[{<[(](?:GS|FNC1)[}>\])]|\^\]|\u241d|\\x1d|\\u001d|_x001d_|%1d|&#(?:29|x1d);|~d029|\\F/gi;
/** No element holds these (GS1 character set 82), so that one of them stands where FNC1 was. */
const NO_DATA = /[^!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]+/g;

/** AIM's symbology identifier, which many scanners send first: `]C1` for GS1-128, `]d2` for GS1 DataMatrix. */
const SYMBOLOGY = /^\][A-Za-z][0-9A-Za-z]/;
/** The envelope of ISO/IEC 15434 around GS1 element strings. */
const ENVELOPE = /^\[\)>\u001e?05\u001d?/;

const INVISIBLE_ENDS = /^[\s\p{Cc}\p{Cf}]+|[\s\p{Cc}\p{Cf}]+$/gu;

export const withoutSymbology = (text: string): string =>
  text.replace(INVISIBLE_ENDS, "").replace(SYMBOLOGY, "").replace(INVISIBLE_ENDS, "");

/** The symbology identifier of a scan, or nothing. */
export const symbologyOf = (text: string): string => SYMBOLOGY.exec(text.replace(INVISIBLE_ENDS, ""))?.[0] ?? "";

/** The elements of a symbol by their identifier. */
export type Elements = ReadonlyMap<string, string>;

/** The elements that a scanned text holds; none where it is no text of GS1. */
export function readElements(text: string): Elements {
  const plain = withoutSymbology(text.replace(INVISIBLE_ENDS, "")).replace(ENVELOPE, "");
  if (/^urn:epc:/i.test(plain)) return readTag(plain);
  if (/^(?:https?:\/\/|[\w-]+(?:\.[\w-]+)+\/)/i.test(plain)) return readLink(plain);
  return plain.startsWith("(") && isIdentifier(bracketed(plain)) ? readBracketed(plain) : readJoined(plain);
}

const bracketed = (text: string): string => /^\((\d{2,4})\)/.exec(text)?.[1] ?? "";

/** `(01)04006381333931(10)LOT1`, with blanks as printed below the bars. */
function readBracketed(text: string): Elements {
  const starts = [...text.matchAll(/\((\d{2,4})\)/g)].filter(([, identifier = ""]) => isIdentifier(identifier));
  return new Map(
    starts.map(({ 0: { length }, 1: identifier = "", index }, place) => [
      identifier,
      trimmed(identifier, text.slice(index + length, starts[place + 1]?.index)),
    ]),
  );
}

const trimmed = (identifier: string, value: string): string =>
  identifierOf(identifier)?.isFixed ? value.replace(/\s+/g, "") : value.replace(INVISIBLE_ENDS, "");

/** `10LOT1<FNC1>0104006381333931`. Nothing of a text that does not fit to its end. */
function readJoined(text: string): Elements {
  const elements = new Map<string, string>();
  let rest = text
    .replace(FNC1_WORDS, FNC1)
    .replace(NO_DATA, FNC1)
    .replace(/^\u001d+/, "");
  while (rest !== "") {
    const known = identifierOf(rest);
    if (!known) return new Map();
    const { identifier, length, isFixed } = known;
    const after = rest.slice(identifier.length);
    const value = isFixed ? after.slice(0, length) : (after.split(FNC1, 1)[0] ?? "");
    if (value === "" || value.includes(FNC1) || (isFixed ? value.length < length : value.length > length))
      return new Map();
    elements.set(identifier, value);
    rest = after.slice(value.length).replace(/^\u001d+/, "");
  }
  return elements;
}

/** Keys of links that were words before they were identifiers. */
const KEY_WORDS: Readonly<Record<string, string>> = { gtin: "01", lot: "10", ser: "21", cpv: "22", exp: "17" };
const keyOf = (word: string): string => KEY_WORDS[word.toLowerCase()] ?? word;

/** A GS1 Digital Link: `https://id.gs1.org/01/04006381333931/10/LOT1?17=271231`, of any domain and below any path. */
function readLink(text: string): Elements {
  const address = /^https?:/i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(address)) return new Map();
  const { pathname, searchParams } = new URL(address);
  const steps = pathname.split("/").filter(Boolean).map(decoded);
  const start = steps.findIndex((step, index) => keyOf(step) === "01" && isGtin(steps[index + 1] ?? ""));
  if (start < 0) return new Map();
  const elements = new Map<string, string>();
  for (let index = start; index + 1 < steps.length; index += 2)
    elements.set(keyOf(steps[index] ?? ""), steps[index + 1] ?? "");
  for (const [word, value] of searchParams) elements.set(keyOf(word), value);
  return new Map([...elements].filter(([identifier]) => isIdentifier(identifier)));
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}

/** `urn:epc:id:sgtin:4006381.033393.SERIAL`, and `lgtin` with a lot: maker, indicator with item, and the rest. */
function readTag(text: string): Elements {
  const found =
    /^urn:epc:(?:id|idpat|class|tag):(sgtin|lgtin)(?:-\d+)?:(?:\d\.(?=\d+\.\d+\.))?(\d+)\.(\d)(\d*)\.(.+)$/i.exec(text);
  if (!found) return new Map();
  const [, kind = "", maker = "", indicator = "", item = "", last = ""] = found;
  const body = `${indicator}${maker}${item}`;
  const gtin = Array.from({ length: 10 }, (_, digit) => `${body}${digit}`).find(isGtin);
  if (body.length !== 13 || gtin === undefined) return new Map();
  return new Map([
    ["01", gtin],
    [kind.toLowerCase() === "lgtin" ? "10" : "21", decoded(last)],
  ]);
}

/** The number of an element, where its check digit is right; shorter than 14 digits as people write it in brackets. */
export function gtinIn(elements: Elements, ...identifiers: string[]): string | null {
  const numbers = identifiers.map((identifier) => (elements.get(identifier) ?? "").slice(0, 14));
  const gtin = numbers.find(isGtin);
  return gtin === undefined ? null : canonicalGtin(gtin);
}

/** `271200` is the last of December 2027; of the years that end so the one within 50 of this year is meant. */
export function readDate(digits: string, thisYear: number): string | null {
  const [, short = "", month = "", day = ""] = /^(\d\d)(\d\d)(\d\d)/.exec(digits) ?? [];
  if (short === "") return null;
  const ahead = Number(short) - (thisYear % 100);
  const century = Math.floor(thisYear / 100) + (ahead > 50 ? -1 : ahead < -49 ? 1 : 0);
  const [year, monthIndex] = [century * 100 + Number(short), Number(month) - 1];
  const lastDay = new Date(Date.UTC(year, monthIndex + 1, 0)).getUTCDate();
  if (monthIndex < 0 || monthIndex > 11 || Number(day) > lastDay) return null;
  return `${year}-${month}-${day === "00" ? String(lastDay) : day}`;
}
