import type { Cause } from "@/modules/notifications/causes/cause";
import { overdueOrders } from "@/modules/notifications/causes/overdue-orders";
import { overduePayments } from "@/modules/notifications/causes/overdue-payments";
import { scarceStock } from "@/modules/notifications/causes/scarce-stock";
import { stoppedImports } from "@/modules/notifications/causes/stopped-imports";
import { orderCancelled, orderConfirmed, orderEdited } from "@/modules/orders/contract";
import { orderHoldEnded, orderHoldShrunk, orderStockFreed, orderStockHeld } from "@/modules/orders/holds/hold";
import type { Context, TxContext } from "@/platform/context";
import { hasFacts, holdReader, readFacts } from "@/platform/outbox/read-facts";
import { inTransaction } from "@/platform/transaction";
import { namesOf } from "@/shared/staleness";
import { findEndingHolds, settleEndingHolds } from "./ending-holds";
import { findExpiringKeys } from "./find-keys";
import type { Happening } from "./happening";
import { findHappenings } from "./happenings";
import { publishNotices, tellReaders } from "./publish-notices";
import { type SettledAlert, settleAlerts } from "./settle-alerts";

const READER = "notifications";
/** Facts that are looked at together. What they are about is looked up once, however often it comes. */
export const FACTS_AT_ONCE_MAX = 500;

/** What is wrong with the business itself, where facts tell of nearly all of it. */
export const CAUSES: readonly Cause[] = [scarceStock, overdueOrders, overduePayments, stoppedImports];

/** After these a quote may hold its stock longer, or no more. */
const ENDS_HOLDS = namesOf(
  orderStockHeld,
  orderStockFreed,
  orderHoldEnded,
  orderHoldShrunk,
  orderEdited,
  orderConfirmed,
  orderCancelled,
);

/**
 * Turns the next facts into notices and alerts. All of it commits with the position that was read to, so each fact is
 * told once; and one at a time, so places in the inbox become visible in their order. Returns how many were read.
 */
export async function takeNotice(ctx: Context): Promise<number> {
  if (!(await hasFacts(ctx, READER))) return 0;
  return inTransaction(ctx, async (ctx) => {
    const facts = await readFacts(ctx, READER, FACTS_AT_ONCE_MAX);
    if (facts.length === 0) return 0;
    const settled: SettledAlert[] = [];
    for (const cause of CAUSES) {
      const subjectIds = [...new Set(facts.flatMap(cause.subjectsOf))];
      if (subjectIds.length > 0) settled.push(...(await settleAlerts(ctx, cause, subjectIds)));
    }
    await tell(ctx, await findHappenings(ctx, facts), settled);
    if (facts.some(({ name }) => ENDS_HOLDS.includes(name))) await settleEndingHolds(ctx, { ofLate: true });
    return facts.length;
  });
}

/** Looks for all that is wrong in these ways: some of it comes about by time alone, and some is told by no fact. */
export async function lookAround(ctx: Context, causes: readonly Cause[]): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    if (!(await holdReader(ctx, READER))) return;
    const settled: SettledAlert[] = [];
    for (const cause of causes) settled.push(...(await settleAlerts(ctx, cause, null)));
    await settleEndingHolds(ctx, { ofLate: false });
    await tell(ctx, [...(await findExpiringKeys(ctx)), ...(await findEndingHolds(ctx))], settled);
  });
}

async function tell(ctx: TxContext, happened: readonly Happening[], settled: readonly SettledAlert[]): Promise<void> {
  const news = settled.filter(({ isNews }) => isNews).map(asHappening);
  await publishNotices(ctx, [...happened, ...news]);
  tellReaders(
    ctx,
    settled.filter(({ isNews }) => !isNews),
  );
}

const asHappening = ({ isNews: _, ...alert }: SettledAlert): Happening => ({
  ...alert,
  userId: null,
  actorId: null,
  onceKey: null,
});
