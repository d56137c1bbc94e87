"use client";

import { useState } from "react";
import type { Goods } from "@/app/(staff)/_goods/goods";
import type { FoundBin } from "@/app/(staff)/_places/locations";
import { type ClientError, refusalOf } from "@/client/refusal";
import { type Outputs, trpc, TRPCClientError } from "@/client/trpc";
import { binCodeOf } from "@/modules/inventory/locations/bin-code";

/** What a label says of the goods it is on. Its count is null where a person must say how many there are. */
export type GoodsLabel = Pick<FoundGoods, "of" | "count" | "lot" | "expiresOn" | "serial"> & {
  packName: string | null;
};
type FoundGoods = NonNullable<Outputs["catalog"]["findByCode"]>;

/** Goods that were chosen from a list: one of them, of no lot that is known. */
export const BY_HAND: GoodsLabel = { of: "item", count: 1, lot: null, expiresOn: null, serial: null, packName: null };

/** What a code means on the floor: goods (as many as the label says), a bin's label, or nothing we know. */
export type Reading =
  | { kind: "goods"; goods: Goods; label: GoodsLabel }
  | { kind: "bin"; bins: FoundBin[] }
  | { kind: "archived"; title: string }
  | { kind: "unknown" }
  | { kind: "failed"; message: string };

const isClientError = (error: unknown): error is ClientError & Error => error instanceof TRPCClientError;

/** Reads codes one after the other or several at once; `isReading` while any answer is out. */
export function useReadCode() {
  const utils = trpc.useUtils();
  const [reading, setReading] = useState(0);

  const ask = async (code: string): Promise<Reading> => {
    const found = await utils.catalog.findByCode.fetch({ code });
    if (found?.archived) return { kind: "archived", title: found.title };
    if (found) return { kind: "goods", goods: found, label: { ...found, packName: found.pack?.name ?? null } };
    const bins = await utils.inventory.findBinsByCode.fetch(binCodeOf(code));
    return bins.length > 0 ? { kind: "bin", bins } : { kind: "unknown" };
  };

  const read = async (code: string): Promise<Reading> => {
    setReading((count) => count + 1);
    try {
      return await ask(code);
    } catch (error) {
      return {
        kind: "failed",
        message: isClientError(error) ? refusalOf(error).message : "This code could not be looked up. Scan it again.",
      };
    } finally {
      setReading((count) => count - 1);
    }
  };
  return { read, isReading: reading > 0 };
}
