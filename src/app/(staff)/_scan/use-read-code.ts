"use client";

import { useState } from "react";
import type { Goods } from "@/app/(staff)/_goods/goods";
import type { FoundBin } from "@/app/(staff)/_places/bin-choice";
import { type ClientError, refusalOf } from "@/client/refusal";
import { trpc, TRPCClientError } from "@/client/trpc";
import { unitsInPacks } from "@/modules/catalog/product";

const BIN_CODE_CHARACTERS_MAX = 100;

/** What a code means on the floor: goods (as many as the pack holds), a bin's label, or nothing we know. */
export type Reading =
  | { kind: "goods"; goods: Goods; count: number; packName: string | null }
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
    if (found)
      return {
        kind: "goods",
        goods: found,
        count: found.pack ? (unitsInPacks(found.pack, 1) ?? 1) : 1,
        packName: found.pack?.name ?? null,
      };
    const bins = await utils.inventory.findBinsByCode.fetch({ code: code.slice(0, BIN_CODE_CHARACTERS_MAX) });
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
