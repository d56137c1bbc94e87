import type { Change, TxContext } from "@/platform/context";

/** Notes a change for the audit; it is written with the transaction, or not at all. */
export function recordChange(ctx: TxContext, change: Change): void {
  ctx.pending.changes.push(change);
}
