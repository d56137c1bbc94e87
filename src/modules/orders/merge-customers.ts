import { eq, sql } from "drizzle-orm";
import { absorbCustomer, tagsOfBoth } from "@/modules/customers/absorb-customer";
import {
  customerChanged,
  differentVatNumbers,
  type MergeCustomers,
  mergesItself,
  tooManyTags,
} from "@/modules/customers/contract";
import { lockVersion } from "@/modules/customers/lock-customer";
import { takeOverLists } from "@/modules/pricing/take-over-lists";
import { recordChange } from "@/platform/audit/record-change";
import type { Context, TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { TAGS_MAX } from "@/shared/tags";
import { customersMerged } from "./contract";
import { mergeNeedsAllWarehouses } from "./refusals";
import { orders } from "./schema";

/**
 * Makes one customer of two that are the same. The orders of the other, with their payments and shipments, and their
 * contacts, addresses and notes go to the one that stays; the other is archived and says where they went. Orders keep
 * the addresses that they were written with.
 * @throws customerNotFound, customerErased, customerMerged, customerSavedMeanwhile, differentVatNumbers, tooManyTags,
 * mergesItself, mergeNeedsAllWarehouses
 */
export async function mergeCustomers(ctx: Context, { customerId, version, otherId, otherVersion }: MergeCustomers) {
  if (customerId === otherId) throw mergesItself({});
  if (ctx.actor.kind === "person" && ctx.actor.warehouses !== "all") throw mergeNeedsAllWarehouses({});
  return inTransaction(ctx, async (ctx) => {
    const { kept, other } = await lockBoth(
      ctx,
      { customerId, version },
      { customerId: otherId, version: otherVersion },
    );
    if (kept.vatNumber && other.vatNumber && kept.vatNumber !== other.vatNumber)
      throw differentVatNumbers({ vatNumber: kept.vatNumber, otherVatNumber: other.vatNumber });
    if (tagsOfBoth(kept, other).length > TAGS_MAX) throw tooManyTags({ tagsMax: TAGS_MAX });

    const moved = await ctx.db
      .update(orders)
      .set({ customerId, version: sql`${orders.version} + 1` })
      .where(eq(orders.customerId, otherId))
      .returning({ id: orders.id });
    await absorbCustomer(ctx, kept, other);
    await takeOverLists(ctx, customerId, otherId);
    record(ctx, { id: customerId, label: kept.name, after: { merged: other.name, orders: moved.length } });
    record(ctx, { id: otherId, label: other.name, after: { mergedInto: kept.name } });
    emit(ctx, customersMerged, { customerId, otherId });
    return { customerId, version: version + 1 };
  });
}

type Seen = { customerId: string; version: number };

/** In key order, as whoever holds several customers does. An order that is being changed holds its own row first. */
async function lockBoth(ctx: TxContext, keep: Seen, go: Seen) {
  await ctx.db
    .select({ id: orders.id })
    .from(orders)
    .where(eq(orders.customerId, go.customerId))
    .orderBy(orders.id)
    .for("update");
  if (keep.customerId < go.customerId) {
    const kept = await lockVersion(ctx, keep);
    return { kept, other: await lockVersion(ctx, go) };
  }
  const other = await lockVersion(ctx, go);
  return { kept: await lockVersion(ctx, keep), other };
}

function record(
  ctx: TxContext,
  { id, label, after }: { id: string; label: string; after: Record<string, string | number> },
) {
  recordChange(ctx, { entity: "customer", entityId: id, label, before: {}, after });
  emit(ctx, customerChanged, { customerId: id });
}
