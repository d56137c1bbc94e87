import { sql } from "drizzle-orm";
import { z } from "zod";
import { goodsArePromised } from "@/modules/inventory/contract";
import { describeShortages } from "@/modules/inventory/describe-shortages";
import { stockAvailability } from "@/modules/inventory/schema";
import type { TxContext } from "@/platform/context";
import { jsonRows } from "@/platform/json-rows";
import type { Quantity } from "@/shared/quantity";

/** What a warehouse's stock of a variant, and what of it is promised, grow by; below zero they shrink. */
export type AvailabilityChange = { warehouseId: string; variantId: string; onHand: Quantity; reserved: Quantity };

const Changed = z.array(z.object({ variant_id: z.string() }));

/**
 * Carries the ledger's changes into what may be promised. `changes` come in key order, and rows are taken in it.
 * Part of a posting: nothing but the ledger calls it.
 *
 * @throws goodsArePromised when what would be left is less than what is promised.
 */
export async function changeAvailability(ctx: TxContext, changes: readonly AvailabilityChange[]): Promise<void> {
  const isGain = (change: AvailabilityChange) => change.onHand > 0 && change.reserved === 0;
  const gaining = changes.filter(isGain);
  const losing = changes.filter((change) => !isGain(change));
  if (losing.length > 0) await take(ctx, losing);
  if (gaining.length > 0) await add(ctx, gaining);
}

const asRow = (change: AvailabilityChange) => ({
  warehouse_id: change.warehouseId, variant_id: change.variantId, on_hand: change.onHand, reserved: change.reserved,
});

async function take(ctx: TxContext, changes: readonly AvailabilityChange[]): Promise<void> {
  const changed = Changed.parse(await ctx.db.execute(sql`
    with wanted as (
      select * from jsonb_to_recordset(${jsonRows(changes.map(asRow))}) as w(warehouse_id uuid, variant_id uuid, on_hand bigint, reserved bigint)
    ), held as materialized (
      select wanted.* from ${stockAvailability} a join wanted on a.warehouse_id = wanted.warehouse_id and a.variant_id = wanted.variant_id
      order by a.warehouse_id, a.variant_id for update of a
    )
    update ${stockAvailability} a set on_hand = a.on_hand + held.on_hand, reserved = a.reserved + held.reserved, version = a.version + 1
    from held
    where a.warehouse_id = held.warehouse_id and a.variant_id = held.variant_id
      and a.reserved + held.reserved >= 0 and a.on_hand + held.on_hand >= a.reserved + held.reserved
    returning a.variant_id`));
  if (changed.length === changes.length) return;
  const wanted = changes.map((change) => ({ ...change, requested: -change.onHand }));
  throw goodsArePromised({ shortages: await describeShortages(ctx, wanted) });
}

async function add(ctx: TxContext, changes: readonly AvailabilityChange[]): Promise<void> {
  await ctx.db.execute(sql`
    insert into ${stockAvailability} as a (warehouse_id, variant_id, on_hand)
    select warehouse_id, variant_id, on_hand
    from jsonb_to_recordset(${jsonRows(changes.map(asRow))}) as w(warehouse_id uuid, variant_id uuid, on_hand bigint)
    order by warehouse_id, variant_id
    on conflict (warehouse_id, variant_id) do update set on_hand = a.on_hand + excluded.on_hand, version = a.version + 1`);
}
