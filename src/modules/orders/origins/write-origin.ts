import { sql } from "drizzle-orm";
import type { TxContext } from "@/platform/context";
import type { OriginKind } from "./origin";
import { orderOrigins } from "./schema";

type Origin = { orderId: string; fromId: string; kind: OriginKind };

/** Beside the order itself, with the last statement of the transaction, at whose end foreign keys are checked. */
export function writeOrigin(ctx: TxContext, { orderId, fromId, kind }: Origin): void {
  ctx.pending.writes.push(sql`
    insert into ${orderOrigins} (order_id, from_id, kind) values (${orderId}::uuid, ${fromId}::uuid, ${kind})`);
}
