import { actorId, type Context } from "@/platform/context";
import { can } from "@/shared/access";
import { OWN_VOID_HOURS } from "./payment";

const HOUR_MS = 3_600_000;

/** Whether this person may void it, as far as who recorded it and when decide that. */
export const isVoidableBy = (
  ctx: Pick<Context, "actor" | "now">,
  { recordedBy, recordedAt }: { recordedBy: string; recordedAt: Date },
): boolean =>
  can(ctx.actor, "orders.void-others-payment") ||
  (recordedBy === actorId(ctx) && recordedAt.getTime() > ctx.now.getTime() - OWN_VOID_HOURS * HOUR_MS);
