import type { Change, TxContext } from "@/platform/context";

/** Records a change in the audit; it is written with the transaction, or not at all. */
export function recordChange(ctx: TxContext, change: Change): void {
  ctx.pending.changes.push(change);
}
