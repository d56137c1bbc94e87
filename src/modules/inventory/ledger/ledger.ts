import { type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { stockChanged } from "@/modules/inventory/contract";
import { goodsArePromised, insufficientInBin, locationUnusable } from "@/modules/inventory/refusals";
import { fillWaiting } from "@/modules/inventory/reservations/fill-waiting";
import { lots, stockTransactions } from "@/modules/inventory/schema";
import { listSerialItems } from "@/modules/inventory/serials/pieces";
import { piecesOnLists, serialsMissing, serialsOnHand } from "@/modules/inventory/serials/refusals";
import { listStanding } from "@/modules/inventory/serials/standing";
import { assertWarehouse } from "@/modules/users/assert-warehouse";
import { recordChange } from "@/platform/audit/record-change";
import type { TxContext } from "@/platform/context";
import { refuseOn } from "@/platform/database/refuse-on";
import { arrayOf } from "@/platform/database/rows";
import { emit } from "@/platform/outbox/emit";
import { newId } from "@/shared/id";
import { assertGoodItemsCover } from "./assert-good-items-cover";
import { describeBinShortages, describePromised } from "./describe-shortages";
import {
  type BalanceChange,
  balanceKey,
  findMisplacedEnds,
  movedLots,
  type Posting,
  sumBalanceChanges,
} from "./posting";
import { postingStatement } from "./posting-statement";

/**
 * The one way stock changes: writes the movements and the balances and availability that they change, in one statement.
 * Each change is conditional and returns the rows it changed; a missing row becomes a refusal, which rolls back all of
 * it. The check constraints of the tables guard the same rules. What comes in goes to the orders that wait for it.
 *
 * @returns the transaction's id; `isNew` is false when it was posted under the same key before.
 * @throws insufficientInBin, goodsArePromised, locationUnusable, warehouseNotGranted, serialsMissing, serialsOnHand,
 * piecesOnLists
 */
export async function post(ctx: TxContext, posting: Posting): Promise<{ transactionId: string; isNew: boolean }> {
  const misplaced = findMisplacedEnds(posting);
  if (misplaced.length > 0) throw locationUnusable({ locationIds: misplaced });
  // What stays where it was would be found in two places by the constraint, which can't say why.
  await assertOnNoList(ctx, movedLots(posting.movements));
  const transactionId = newId();
  const changes = sumBalanceChanges(posting.movements);
  const outcome = await write(ctx, postingStatement(ctx, transactionId, posting, changes));
  if (!outcome.some(({ what }) => what === "header"))
    return { transactionId: await getPosted(ctx, posting.postingKey), isNew: false };

  const warehouseIds = new Set(
    outcome.flatMap(({ what, warehouse_id }) => (what === "bin" && warehouse_id !== null ? [warehouse_id] : [])),
  );
  for (const warehouseId of warehouseIds) assertWarehouse(ctx, warehouseId);
  await assertBinsChanged(ctx, changes, outcome);
  await assertNothingReserved(ctx, outcome);
  // A shipment takes items together with their reservations, so it leaves no more of them uncovered than before.
  if (posting.kind !== "ship" && outcome.some(({ what }) => what === "expiring"))
    await assertGoodItemsCover(ctx, changes);
  recordPosting(ctx, posting, transactionId, [...warehouseIds]);
  await fillWaiting(ctx, waitedFor(outcome));
  return { transactionId, isNew: true };
}

/**
 * `header`: posted now. `bin`: a balance was changed. `reserved`: a quantity that cannot leave its warehouse.
 * `expiring`: less is on hand of stock that expires. `waited-for`: more is on hand of what lines of orders wait for.
 */
const Outcome = z.array(
  z.object({
    what: z.enum(["header", "bin", "reserved", "expiring", "waited-for"]),
    warehouse_id: z.string().nullable(),
    location_id: z.string().nullable(),
    variant_id: z.string().nullable(),
    lot_id: z.string().nullable(),
    delta: z.coerce.number(),
  }),
);
type Outcome = z.infer<typeof Outcome>;

/** Of two who bring one piece at once, and whoever brings back what somebody has found meanwhile. */
const write = (ctx: TxContext, statement: SQL): Promise<Outcome> =>
  refuseOn(
    {
      stock_balances_hold_single_pieces: () => serialsMissing({ items: [] }),
      stock_balances_hold_serials_once: () => serialsOnHand({ serials: [] }),
    },
    async () => Outcome.parse(await ctx.db.execute(statement)),
  );

const waitedFor = (outcome: Outcome) =>
  outcome.flatMap(({ what, warehouse_id, variant_id }) =>
    what === "waited-for" && warehouse_id !== null && variant_id !== null
      ? [{ warehouseId: warehouse_id, variantId: variant_id }]
      : [],
  );

/** @throws insufficientInBin where a bin holds less than was to leave it; locationUnusable where it is not active. */
async function assertBinsChanged(ctx: TxContext, changes: readonly BalanceChange[], outcome: Outcome): Promise<void> {
  const changed = new Set(
    outcome.map(({ location_id, variant_id, lot_id }) =>
      balanceKey({ locationId: location_id ?? "", variantId: variant_id ?? "", lotId: lot_id }),
    ),
  );
  const unchanged = changes.filter((change) => !changed.has(balanceKey(change)));
  const short = unchanged.filter(({ delta }) => delta < 0);
  if (short.length > 0) await refuseShort(ctx, short);
  await assertPiecesNamed(ctx, unchanged);
  if (unchanged.length > 0) throw locationUnusable({ locationIds: unchanged.map(({ locationId }) => locationId) });
}

/** @throws piecesOnLists for pieces that are there and kept for orders; insufficientInBin */
async function refuseShort(ctx: TxContext, short: readonly BalanceChange[]): Promise<never> {
  const shortages = await describeBinShortages(ctx, short);
  if (shortages.some(({ allocated }) => allocated > 0))
    await assertOnNoList(
      ctx,
      short.flatMap(({ lotId }) => lotId ?? []),
    );
  throw insufficientInBin({ shortages });
}

/** @throws piecesOnLists */
async function assertOnNoList(ctx: TxContext, lotIds: readonly string[]): Promise<void> {
  if (lotIds.length === 0) return;
  const pieces = await listStanding(ctx, sql`${lots.id} = any(${arrayOf(lotIds, "uuid")})`);
  const held = pieces.flatMap(({ serial, sku, list }) => (list === null ? [] : [{ serial, sku, list }]));
  if (held.length > 0) throw piecesOnLists({ pieces: held });
}

/** @throws serialsMissing for what was to come in without the serial numbers that its item has */
async function assertPiecesNamed(ctx: TxContext, unchanged: readonly BalanceChange[]): Promise<void> {
  const loose = unchanged.filter(({ lotId, delta }) => lotId === null || delta > 1);
  if (loose.length === 0) return;
  const items = await listSerialItems(
    ctx,
    loose.map(({ variantId }) => variantId),
  );
  const unnamed = loose.flatMap(({ variantId, delta }) => {
    const item = items.get(variantId);
    return item?.hasSerials ? [{ sku: item.sku, quantity: delta, serials: 0 }] : [];
  });
  if (unnamed.length > 0) throw serialsMissing({ items: unnamed });
}

/** @throws goodsArePromised where less would remain at a warehouse than is reserved. */
async function assertNothingReserved(ctx: TxContext, outcome: Outcome): Promise<void> {
  const reserved = outcome.flatMap(({ what, warehouse_id, variant_id, delta }) =>
    what === "reserved" && warehouse_id !== null && variant_id !== null
      ? [{ warehouseId: warehouse_id, variantId: variant_id, requested: -delta }]
      : [],
  );
  if (reserved.length > 0) throw goodsArePromised({ shortages: await describePromised(ctx, reserved) });
}

function recordPosting(ctx: TxContext, posting: Posting, transactionId: string, warehouseIds: string[]): void {
  recordChange(ctx, {
    entity: "stock-transaction",
    entityId: transactionId,
    label: posting.document?.label ?? posting.kind,
    warehouseIds,
    before: null,
    after: {
      kind: posting.kind,
      reason: posting.reason ?? null,
      movements: posting.movements.length,
      reversesId: posting.reversesId ?? null,
    },
  });
  emit(ctx, stockChanged, {
    transactionId,
    variantIds: [...new Set(posting.movements.map((movement) => movement.variantId))],
    warehouseIds,
  });
}

async function getPosted(ctx: TxContext, postingKey: string): Promise<string> {
  const rows = await ctx.db.execute(sql`select id from ${stockTransactions} where posting_key = ${postingKey}`);
  return z.tuple([z.object({ id: z.string() })]).parse([...rows])[0].id;
}
