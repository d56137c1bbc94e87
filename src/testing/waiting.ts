import { expect } from "vitest";
import { recordChange } from "@/platform/audit/record-change";
import type { Context, TxContext } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import type { TestDatabase } from "./database";

const WAITS_WITHIN_MS = 10_000;

/** Returns once a statement waits for a lock that another transaction holds. */
export const untilSomeoneWaits = ({ owner }: TestDatabase): Promise<void> =>
  expect
    .poll(
      () => owner`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      { timeout: WAITS_WITHIN_MS, interval: 5 },
    )
    .not.toHaveLength(0);

/** How `second` ends, which started later: `first` commits only once that waits for a lock of it. */
export async function settleBehind<Result>(
  world: TestDatabase,
  ctx: Context,
  first: (ctx: TxContext) => Promise<unknown>,
  second: () => Promise<Result>,
): Promise<PromiseSettledResult<Result> | undefined> {
  let behind = Promise.allSettled<Result[]>([]);
  await inTransaction(ctx, async (ctx) => {
    // Parts of an operation emit events, which need a change that is recorded.
    recordChange(ctx, { entity: "product", entityId: newId(), label: "Tea", before: null, after: null });
    await first(ctx);
    behind = Promise.allSettled([second()]);
    await untilSomeoneWaits(world);
  });
  return (await behind)[0];
}
