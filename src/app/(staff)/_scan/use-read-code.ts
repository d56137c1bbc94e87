"use client";

import { useState } from "react";
import type { Goods } from "@/app/(staff)/_goods/goods";
import type { FoundBin } from "@/app/(staff)/_places/locations";
import { isSerial, serialOfCode } from "@/app/(staff)/_serials/serials";
import { type ClientError, refusalOf } from "@/client/refusal";
import { type Outputs, trpc, TRPCClientError } from "@/client/trpc";
import { binCodeOf } from "@/modules/inventory/locations/bin-code";

/** What a label says of the goods it is on. Its count is null where a person must say how many there are. */
export type GoodsLabel = Pick<FoundGoods, "of" | "count" | "lot" | "expiresOn" | "serial"> & {
  packName: string | null;
};
/** Items that have a serial number are told apart by it as others are by their lot. */
const labelOf = ({ hasSerials, lot, ...found }: FoundGoods): GoodsLabel => ({
  ...found,
  lot: hasSerials ? found.serial : lot,
  packName: found.pack?.name ?? null,
});
type FoundGoods = NonNullable<Outputs["catalog"]["findByCode"]>;

/** Goods that were chosen from a list: one of them, of no lot that is known. */
export const BY_HAND: GoodsLabel = { of: "item", count: 1, lot: null, expiresOn: null, serial: null, packName: null };

/** One item that is known by its serial number: where it is, or which document took it away. */
export type Piece = Outputs["inventory"]["findSerial"][number];

/**
 * What a code means on the floor: goods (as many as the label says), a bin's label, or nothing we know. `piece` is
 * there where the code was a serial number alone, which items of several products may have.
 */
export type Reading =
  | { kind: "goods"; goods: Goods; label: GoodsLabel; piece?: Piece }
  | { kind: "bin"; bins: FoundBin[] }
  | { kind: "pieces"; pieces: Piece[] }
  | { kind: "archived"; title: string }
  | { kind: "unknown" }
  | { kind: "failed"; message: string };

const readingOf = (piece: Piece): Reading => ({
  kind: "goods",
  goods: { ...piece, unit: "each", hasSerials: true },
  label: { ...BY_HAND, lot: piece.serial, expiresOn: piece.expiresOn, serial: piece.serial },
  piece,
});

/** Where items of several products have the serial number that was scanned, the one of them that is wanted here. */
export function narrowTo(reading: Reading, isWanted: (variantId: string) => boolean): Reading {
  if (reading.kind !== "pieces") return reading;
  const [piece, ...others] = reading.pieces.filter(({ variantId }) => isWanted(variantId));
  return piece && others.length === 0 ? readingOf(piece) : reading;
}

const isClientError = (error: unknown): error is ClientError & Error => error instanceof TRPCClientError;

/** Reads codes one after the other or several at once; `isReading` while any answer is out. */
export function useReadCode() {
  const utils = trpc.useUtils();
  const [reading, setReading] = useState(0);

  const ask = async (code: string): Promise<Reading> => {
    const found = await utils.catalog.findByCode.fetch({ code });
    if (found?.archived) return { kind: "archived", title: found.title };
    if (found) return { kind: "goods", goods: found, label: labelOf(found) };
    const bins = await utils.inventory.findBinsByCode.fetch(binCodeOf(code));
    if (bins.length > 0) return { kind: "bin", bins };
    const serial = serialOfCode(code);
    const pieces = isSerial(serial) ? await utils.inventory.findSerial.fetch({ serial }) : [];
    const [piece, ...others] = pieces;
    if (!piece) return { kind: "unknown" };
    return others.length > 0 ? { kind: "pieces", pieces } : readingOf(piece);
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
