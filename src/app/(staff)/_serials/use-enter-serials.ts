"use client";

import { type Reading, useReadCode } from "@/app/(staff)/_scan/use-read-code";
import { formatVariant } from "@/modules/catalog/product";
import {
  type ChangeSerials,
  describeEntered,
  type Entered,
  enterSerials,
  type EntryOutcome,
  serialOfCode,
} from "./serials";

type SerialReading = { serial: string } | { problem: string };

/**
 * A box carries the item's barcode beside its serial number: scanning the wrong one of them is refused. A label that
 * carries both gives its serial number, and one of another item is refused, too.
 */
export function serialOf(reading: Reading, code: string, variantId: string): SerialReading {
  if (reading.kind !== "goods" || reading.piece) return { serial: serialOfCode(code) };
  const { goods, label } = reading;
  if (goods.variantId !== variantId) {
    const name = formatVariant(goods.title, goods.optionValues);
    return { problem: `${code} is on the label of ${name}, which is another item. Nothing was added.` };
  }
  if (label.serial === null) return { problem: `${code} is the code of the item itself. Scan its serial number.` };
  return { serial: label.serial };
}

/** What was scanned, typed or pasted, as serial numbers. A single code is looked up before it counts. */
export function useReadSerials(variantId: string) {
  const { read } = useReadCode();
  return async (entered: readonly string[]): Promise<{ serials: readonly string[] } | { problem: string }> => {
    const [only, ...others] = entered;
    if (only === undefined || others.length > 0) return { serials: entered };
    const found = serialOf(await read(only), only, variantId);
    return "problem" in found ? found : { serials: [found.serial] };
  };
}

type EnterSerials = {
  variantId: string;
  change: ChangeSerials;
  wanted: number | null;
  /** Those to choose from, and what is said of any other. */
  among?: readonly string[] | null;
  strange?: string | undefined;
  most?: number | undefined;
};

/** Adds what was scanned, typed or pasted, and says what became of it. */
export function useEnterSerials({ variantId, change, wanted, among = null, strange, most }: EnterSerials) {
  const readSerials = useReadSerials(variantId);
  return async (entered: readonly string[]): Promise<EntryOutcome> => {
    const read = await readSerials(entered);
    if ("problem" in read) return { tone: "warning", text: read.problem };
    let outcome: Entered = enterSerials([], []);
    change((now) => {
      outcome = enterSerials(now, read.serials, among, most);
      return outcome.serials;
    });
    return describeEntered(outcome, { wanted, ...(strange && { strange }) });
  };
}
