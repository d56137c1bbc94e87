import { CsvReader, type CsvRecord } from "@/modules/imports/file/csv";
import { firstRecords, guessLayout } from "@/modules/imports/file/layout";
import { withoutGuards } from "@/shared/csv";
import { oneLine } from "@/shared/one-line";
import { trackingFileUnreadable } from "./contract";
import { parcelReference, parseParcelReference } from "./parcel";

export type TrackingLine = { line: number; reference: string; orderNumber: number; tracking: string };
export type TrackingFault = { line: number; reference: string; reason: string };

const LINES_MAX = 5_000;
const SHOWN_CHARACTERS_MAX = 60;
const TRACKING = /^[^\p{Cc},;]{1,100}$/u;

/** As spreadsheets show a long number, of which they then know the first digits alone. */
const ROUNDED = /^\d([.,]\d+)?E\+\d+$/i;
/** As spreadsheets show `2026-1-2`, which they take for a day. */
const DAY = /^\d{1,4}[./]\d{1,2}[./]\d{1,4}$/;

/** What carriers and our own file call the two columns, in small letters and without signs; the surest name first. */
const NAMES = {
  reference: ["reference", "ref", "referenz", "parcel", "parcelreference", "customerreference", "kundenreferenz"],
  tracking: ["tracking", "trackingnumber", "trackingid", "trackingcode", "sendungsnummer", "paketnummer", "barcode"],
} as const satisfies Record<string, readonly string[]>;

const formOf = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
function columnOf(header: readonly string[], names: readonly string[]): number {
  const forms = header.map(formOf);
  return names.map((name) => forms.indexOf(name)).find((at) => at >= 0) ?? -1;
}

/**
 * The lines of a carrier's file: its reference names a parcel, its tracking number follows it. Whatever separates the
 * cells, wherever the columns stand. @throws trackingFileUnreadable where the file as a whole is none
 */
export function readTrackingFile(text: string): { lines: TrackingLine[]; faults: TrackingFault[] } {
  const { header, records } = recordsOf(text.replace(/^\ufeff/, ""));
  const [reference, tracking] = [columnOf(header, NAMES.reference), columnOf(header, NAMES.tracking)];
  if (reference < 0 || tracking < 0)
    throw trackingFileUnreadable({
      reason: "The first line must name a column Reference and a column Tracking.",
    });
  if (records.length > LINES_MAX)
    throw trackingFileUnreadable({ reason: `The file has more than ${LINES_MAX} lines. Split it into parts.` });
  const lines = new Map<string, TrackingLine>();
  const faults: TrackingFault[] = [];
  for (const record of records) {
    const [named, number] = [cellOf(record, reference), cellOf(record, tracking)];
    const read = readLine({ named, number, isBroken: record.fault !== null }, lines);
    if (typeof read === "string")
      faults.push({ line: record.line, reference: named.slice(0, SHOWN_CHARACTERS_MAX), reason: read });
    else lines.set(read.reference, { line: record.line, tracking: number, ...read });
  }
  return { lines: [...lines.values()], faults };
}

function recordsOf(text: string): { header: readonly string[]; records: CsvRecord[] } {
  const { delimiter } = guessLayout(text, true);
  const [first] = firstRecords(text, delimiter, true);
  const records = new CsvReader(delimiter).read(text, true);
  const isNamed = first !== undefined && /^"?sep=/i.test(first.cells[0] ?? "");
  const [header, ...rest] = isNamed ? records.slice(1) : records;
  return { header: header?.cells ?? [], records: rest };
}

/** Signs that nobody sees would keep a number from being found. */
const cellOf = ({ cells }: CsvRecord, at: number): string =>
  oneLine(withoutGuards((cells[at] ?? "").replaceAll(/\p{Cf}/gu, "").trim()));

type Read = { named: string; number: string; isBroken: boolean };

/** What a line says, or what is wrong with it. */
function readLine({ named, number, isBroken }: Read, before: ReadonlyMap<string, TrackingLine>) {
  if (isBroken) return "A quote opens and never closes.";
  const parcel = parseParcelReference(named);
  if (DAY.test(named))
    return "A spreadsheet has made a day of this reference. Export the file again and don't save it in a spreadsheet.";
  if (parcel === null) return "This is no reference of a parcel, as 1001-1-1.";
  if (number === "") return "There is no tracking number.";
  if (ROUNDED.test(number))
    return "A spreadsheet has rounded this number. Export the file again and don't save it in a spreadsheet.";
  if (!TRACKING.test(number)) return "This is no tracking number: it is too long, or has a comma.";
  const reference = parcelReference(parcel);
  if (before.has(reference)) return "An earlier line names the same parcel.";
  return { reference, orderNumber: parcel.orderNumber };
}
