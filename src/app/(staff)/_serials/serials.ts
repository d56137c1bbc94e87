import { plainCode } from "@/modules/catalog/codes/barcode";
import { isSameSerial, readSerials, SERIAL_CHARACTERS_MAX, SERIALS_MAX } from "@/modules/inventory/serials/serial";
import { formatQuantity } from "@/shared/quantity";
import { cleanScan } from "@/ui/scan-burst";

/** What the box takes: a scanned label, or a list that somebody types. */
export const SERIALS_TEXT_MAX = 2_000;

/** Serial numbers are the same if they differ in case alone. */
export const serialKey = (serial: string): string => serial.trim().toLowerCase();
export const hasSerial = (serials: readonly string[], serial: string): boolean =>
  serials.some((each) => isSameSerial(each, serial));

/** Lines of a file, cells of a spreadsheet, or a list with commas, as people type it. */
export const splitSerials = (text: string): string[] =>
  readSerials(text.replaceAll(",", "\n")).map(cleanScan).filter(Boolean);

/** Whether a text holds several: what is pasted is then taken at once, and one alone stays in the box to look at. */
export const isListOfSerials = (text: string): boolean => splitSerials(text).length > 1;

/** What a scanner sent, without the name of the symbol before it. */
export const serialOfCode = (code: string): string => (code.startsWith("]") ? plainCode(code) : cleanScan(code));
export const isSerial = (text: string): boolean =>
  text.length > 0 && text.length <= SERIAL_CHARACTERS_MAX && !/\p{C}/u.test(text);

/** Applied at once, to what is entered by then: two scans may follow each other faster than the page is drawn. */
export type ChangeSerials = (next: (serials: readonly string[]) => string[]) => void;

/** Why some are not taken, each as it was written; `strange` are not among those to choose from. */
const REASONS = ["again", "tooLong", "tooMany", "strange"] as const;
type LeftOut = Record<(typeof REASONS)[number], string[]>;
export type Entered = { serials: string[]; added: string[]; leftOut: LeftOut };

/** The serial numbers with those that were scanned, typed or pasted; none is taken twice, and no more than `most`. */
export function enterSerials(
  serials: readonly string[],
  entered: readonly string[],
  among: readonly string[] | null = null,
  most: number = SERIALS_MAX,
): Entered {
  const taken = new Map(serials.map((serial) => [serialKey(serial), serial]));
  const known = among && new Map(among.map((serial) => [serialKey(serial), serial]));
  const leftOut: LeftOut = { again: [], tooLong: [], tooMany: [], strange: [] };
  const added: string[] = [];
  for (const serial of entered) {
    const key = serialKey(serial);
    if (taken.has(key)) leftOut.again.push(serial);
    else if (serial.length > SERIAL_CHARACTERS_MAX) leftOut.tooLong.push(serial);
    else if (known && !known.has(key)) leftOut.strange.push(serial);
    else if (taken.size >= most) leftOut.tooMany.push(serial);
    else {
      const spelled = known?.get(key) ?? serial;
      taken.set(key, spelled);
      added.push(spelled);
    }
  }
  return { serials: [...taken.values()], added, leftOut };
}

export const withoutSerial = (serials: readonly string[], serial: string): string[] =>
  serials.filter((each) => serialKey(each) !== serialKey(serial));

const NAMED_MAX = 5;
const NAME_CHARACTERS_MAX = 40;
const clip = (serial: string): string =>
  serial.length > NAME_CHARACTERS_MAX ? `${serial.slice(0, NAME_CHARACTERS_MAX)}...` : serial;
/** The first of a list, and how many more there are. */
export const nameSome = (serials: readonly string[]): string => {
  const more = serials.length - NAMED_MAX;
  return serials.slice(0, NAMED_MAX).map(clip).join(", ") + (more > 0 ? ` and ${formatQuantity(more)} more` : "");
};

/** `7 of 12`; or how many there are, where any number will do. */
export const countOf = (entered: number, wanted: number | null): string =>
  wanted === null ? `${formatQuantity(entered)} in all` : `${formatQuantity(entered)} of ${formatQuantity(wanted)}`;

/** What a person hears of their last entry. */
export type EntryOutcome = { tone: "success" | "warning"; text: string };

const WORDS: Readonly<Record<Exclude<keyof LeftOut, "strange">, string>> = {
  again: "Already on the list",
  tooLong: `Longer than ${SERIAL_CHARACTERS_MAX} characters`,
  tooMany: "More than can be entered at once",
};

type Asked = { wanted: number | null; strange?: string };

/** What became of the text that was entered: what was added, and why the rest was not. */
export function describeEntered(
  { serials, added, leftOut }: Entered,
  { wanted, strange = "Not one of them" }: Asked,
): EntryOutcome {
  const words = { ...WORDS, strange };
  const problems = REASONS.filter((reason) => leftOut[reason].length > 0).map(
    (reason) => `${words[reason]}: ${nameSome(leftOut[reason])}.`,
  );
  const success = added.length > 0 ? [`${nameSome(added)} added, ${countOf(serials.length, wanted)}.`] : [];
  return { tone: problems.length > 0 ? "warning" : "success", text: [...success, ...problems].join(" ") };
}
