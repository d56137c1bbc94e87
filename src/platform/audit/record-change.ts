import type { TxContext } from "@/platform/context";

/** One thing that changed. `before` is null where it is new, `after` where it is gone; neither holds a secret. */
export type Change = {
  entity: string;
  entityId: string;
  label: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
};

/** Notes a change for the audit; it is written with the transaction, or not at all. */
export function recordChange(ctx: TxContext, change: Change): void {
  ctx.pending.changes.push(change);
}
