/** Serial numbers: each names one piece of its item, and is kept as a lot of one. Pure, and safe in the browser. */

export const SERIAL_CHARACTERS_MAX = 100;
/** That one stock entry moves: it is one statement, which reads the pieces of the item in the bin for each. */
export const SERIALS_MAX = 500;
/** That a count names: all in the bin, of which only those move that are recorded otherwise. */
export const COUNTED_SERIALS_MAX = 5_000;
/** That one page of a list has, and that are looked up by one question. */
export const PIECES_PER_PAGE_MAX = 200;
/** Of an item, the bins and lots that are listed to choose from. */
export const BALANCES_LISTED_MAX = 5_000;

/** Where a piece is: nowhere yet, in a bin, at a customer, out of reach after a return, or taken out of stock. */
export const SERIAL_STATES = ["new", "on-hand", "shipped", "quarantine", "gone"] as const;
export type SerialState = (typeof SERIAL_STATES)[number];

/** What was scanned or pasted, one serial number a line, or with tabs or semicolons between them. */
export const readSerials = (text: string): string[] =>
  text
    .split(/[\r\n\t;]+/)
    .map((serial) => serial.trim())
    .filter((serial) => serial !== "");

/** Letters of any case name the same piece. */
export const foldSerial = (serial: string): string => serial.trim().toLowerCase();

export const isSameSerial = (one: string, other: string): boolean => foldSerial(one) === foldSerial(other);

/** Those that were named before. */
export function repeatedSerials(serials: readonly string[]): string[] {
  const seen = new Set<string>();
  return serials.filter((serial) => {
    const before = seen.size;
    return seen.add(foldSerial(serial)).size === before;
  });
}

/** Of a piece: where it stands. `locationCode` is null where it is in no bin, or in one of another's warehouse. */
export type Standing = { serial: string; sku: string | null; state: SerialState; locationCode: string | null };

const STATE_WORDS: Readonly<Record<Exclude<SerialState, "on-hand">, string>> = {
  new: "is not known",
  shipped: "has been shipped",
  quarantine: "is in quarantine",
  gone: "was taken out of stock",
};

/** `S-1 of CAM is in A-01` */
export function describeStanding({ serial, sku, state, locationCode }: Standing): string {
  const piece = sku === null ? serial : `${serial} of ${sku}`;
  if (state !== "on-hand") return `${piece} ${STATE_WORDS[state]}`;
  return `${piece} is in ${locationCode ?? "another warehouse"}`;
}
