import { sql } from "drizzle-orm";
import * as z from "zod";
import { variants } from "@/modules/catalog/schema";
import { stockFigures } from "@/modules/inventory/available";
import type { AcceptBackorders } from "@/modules/inventory/contract";
import { describeUnreserved } from "@/modules/inventory/ledger/describe-shortages";
import { backordersNotAccepted, insufficientStock, type Shortage } from "@/modules/inventory/refusals";
import { stockAvailability } from "@/modules/inventory/schema";
import type { TxContext } from "@/platform/context";
import { arrayOf, rowsOf } from "@/platform/database/rows";
import { type Delta, type Held, isSameStock, type Stock, waitingLines } from "./reservation-change";

export type AcceptedBackorders = AcceptBackorders | undefined;

type Rest = {
  warehouseId: string;
  held: readonly Held[];
  after: readonly Held[];
  /** Of what more was wanted than there is, by how much. The caller holds the rows that there are of it. */
  refused: readonly Delta[];
  accepted?: AcceptedBackorders;
};

/**
 * What is done where less is available than lines want: they take what there is and wait for the rest, if all of those
 * items may be backordered and a person has accepted as much. Only what would else be refused comes here. Returns the
 * lines that wait, which are still to be written.
 *
 * @throws insufficientStock where one of the items may not be backordered, backordersNotAccepted, each with every
 * variant that is short and what could be had of it
 */
export async function backorderRest(ctx: TxContext, rest: Rest): Promise<Held[]> {
  const { warehouseId, held, after, refused, accepted = [] } = rest;
  const isForWaiting = await mayAllWait(ctx, refused);
  if (!isForWaiting) throw insufficientStock({ warehouseId, shortages: await describeRefused(ctx, rest) });
  const available = await lockAvailable(ctx, refused);
  const missing = refused.map((wanted) => {
    const free = available.find((row) => isSameStock(row, wanted))?.available ?? 0;
    return { ...wanted, quantity: Math.max(0, wanted.delta - free) };
  });
  const isAccepted = missing.every(({ variantId, quantity }) =>
    accepted.some((one) => one.variantId === variantId && one.quantity >= quantity),
  );
  if (!isAccepted) throw backordersNotAccepted({ warehouseId, shortages: await describeRefused(ctx, rest) });
  await takeAvailable(
    ctx,
    missing.map(({ quantity, delta, ...stock }) => ({ ...stock, delta: delta - quantity })),
  );
  return waitingLines(held, after, missing);
}

const takeAvailable = (ctx: TxContext, taken: readonly Delta[]) =>
  ctx.db.execute(sql`
    update ${stockAvailability} a set reserved = a.reserved + taken.delta, version = a.version + 1
    from ${rowsOf("taken", { warehouseId: "uuid", variantId: "uuid", delta: "bigint" }, taken)}
    where a.warehouse_id = taken."warehouseId" and a.variant_id = taken."variantId" and taken.delta > 0`);

async function mayAllWait(ctx: TxContext, refused: readonly Stock[]): Promise<boolean> {
  const ids = [...new Set(refused.map(({ variantId }) => variantId))];
  const rows = await ctx.db
    .select({ id: variants.id })
    .from(variants)
    .where(sql`${variants.id} = any(${arrayOf(ids, "uuid")}) and ${variants.backorder}`);
  return rows.length === ids.length;
}

const AvailableRows = z.array(
  z.object({ warehouseId: z.string(), variantId: z.string(), available: z.coerce.number() }),
);

/** What is there for whoever holds its row, which is made where a warehouse never had the item: others wait there. */
async function lockAvailable(ctx: TxContext, wanted: readonly Stock[]): Promise<z.infer<typeof AvailableRows>> {
  const stock = rowsOf("wanted", { warehouseId: "uuid", variantId: "uuid" }, wanted);
  await ctx.db.execute(sql`
    insert into ${stockAvailability} as a (warehouse_id, variant_id)
    select "warehouseId", "variantId" from ${stock} order by 1, 2
    on conflict (warehouse_id, variant_id) do update set version = a.version + 1`);
  return AvailableRows.parse(
    await ctx.db.execute(sql`
      select a.warehouse_id as "warehouseId", a.variant_id as "variantId",
        ${stockFigures(sql`a`).available} as available
      from ${stockAvailability} a
      join ${stock} on a.warehouse_id = wanted."warehouseId" and a.variant_id = wanted."variantId"`),
  );
}

/** With all that these lines want of it, and what is there for them: what they hold already, and what nobody does. */
async function describeRefused(ctx: TxContext, { warehouseId, held, after, refused }: Rest): Promise<Shortage[]> {
  const named = new Set(after.map(({ lineId }) => lineId));
  const before = held.filter(({ lineId }) => named.has(lineId));
  const heldOf = (variantId: string, rows: readonly Held[]) =>
    rows.filter((row) => isSameStock(row, { warehouseId, variantId })).reduce((sum, { quantity }) => sum + quantity, 0);
  const missing = await describeUnreserved(
    ctx,
    refused.map(({ variantId, delta }) => ({ warehouseId, variantId, requested: delta })),
  );
  return missing.map((shortage) => ({
    ...shortage,
    requested: heldOf(shortage.variantId, after),
    available: shortage.available + heldOf(shortage.variantId, before),
  }));
}
