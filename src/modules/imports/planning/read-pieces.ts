import { sql } from "drizzle-orm";
import type { KnownProduct } from "@/modules/catalog/product-rows";
import type { GroupedRow } from "@/modules/imports/import-group";
import { lots, stockBalances } from "@/modules/inventory/schema";
import { foldSerial } from "@/modules/inventory/serials/serial";
import { listStanding } from "@/modules/inventory/serials/standing";
import type { TxContext } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";
import type { KnownPieces } from "./import-codes";

const NO_PIECES: KnownPieces = { named: () => undefined, inBin: () => [] };

/** Where the pieces stand that rows name of these products, and which of them are in the bin. */
export async function readPieces(
  ctx: TxContext,
  rows: readonly GroupedRow[],
  products: readonly KnownProduct[],
  binId: string | null,
): Promise<KnownPieces> {
  const variantIds = products
    .flatMap(({ variants }) => variants.filter(({ hasSerials }) => hasSerials))
    .map(({ id }) => id);
  if (binId === null || variantIds.length === 0) return NO_PIECES;
  const serials = rows.flatMap((row) => row.serials ?? []);
  const isOfItems = sql`${lots.variantId} = any(${arrayOf(variantIds, "uuid")})`;
  const named = await listStanding(
    ctx,
    sql`${isOfItems} and lower(${lots.code}) in (
      select lower(wanted) from unnest(${arrayOf(serials, "text")}) as wanted)`,
  );
  const inBin = await listStanding(
    ctx,
    sql`${lots.id} = any(array(
      select b.lot_id from ${stockBalances} b
      where b.location_id = ${binId} and b.variant_id = any(${arrayOf(variantIds, "uuid")}) and b.on_hand > 0))`,
  );
  const byName = new Map(named.map((piece) => [keyOf(piece.variantId, piece.serial), piece]));
  const byItem = new Map(variantIds.map((id) => [id, inBin.filter(({ variantId }) => variantId === id)]));
  return {
    named: (variantId, serial) => byName.get(keyOf(variantId, serial)),
    inBin: (variantId) => byItem.get(variantId) ?? [],
  };
}

const keyOf = (variantId: string, serial: string): string => `${variantId}|${foldSerial(serial)}`;
