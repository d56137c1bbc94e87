import { BoundedMap } from "@/platform/bounded-map";
import type { Context } from "@/platform/context";
import { logger } from "@/platform/logger";
import { processSingleton } from "@/platform/process-singleton";
import { newId } from "@/shared/id";
import { securityEvents } from "./schema";

type SecurityEvent = Omit<typeof securityEvents.$inferInsert, "id" | "occurredAt" | "requestId">;

/** The same refusal again within this time is one event, or whoever repeats it would fill the table. */
const REPEATED_WITHIN_MS = 60_000;
const REMEMBERED_MAX = 5_000;

/** Records that somebody was refused. Where it cannot be recorded, the refusal stands all the same. */
export async function recordSecurityEvent(ctx: Pick<Context, "db" | "requestId">, event: SecurityEvent): Promise<void> {
  const seen = processSingleton("security-events", () => new BoundedMap<string, number>(REMEMBERED_MAX));
  const key = [event.kind, event.userId, event.address, event.subject].join(" ");
  const now = performance.now();
  if (now - (seen.get(key) ?? Number.NEGATIVE_INFINITY) < REPEATED_WITHIN_MS) return;
  seen.set(key, now);
  try {
    await ctx.db.insert(securityEvents).values({ id: newId(), requestId: ctx.requestId, ...event });
  } catch (error) {
    logger().warn({ requestId: ctx.requestId, err: error }, "a security event could not be recorded");
  }
}
