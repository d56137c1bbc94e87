import { BoundedMap } from "@/platform/bounded-map";
import type { Context } from "@/platform/context";
import { networkOf } from "@/platform/http/caller-address";
import { logger } from "@/platform/logger";
import { processSingleton } from "@/platform/process-singleton";
import { newId } from "@/shared/id";
import { recordSession } from "./record-session";
import { securityEvents } from "./schema";

type SecurityEvent = Omit<typeof securityEvents.$inferInsert, "id" | "occurredAt" | "requestId">;

const MINUTE_MS = 60_000;
const REMEMBERED_MAX = 5_000;
/** Of one kind: whoever asks from many networks would fill the table, but never hides what is of another kind. */
const RECORDED_PER_MINUTE_MAX = 100;

type Recent = {
  seen: BoundedMap<string, number>;
  counts: Map<SecurityEvent["kind"], { began: number; count: number }>;
};

const recent = (): Recent =>
  processSingleton("security-events", () => ({ seen: new BoundedMap(REMEMBERED_MAX), counts: new Map() }));

/** Records that somebody was refused. Where it cannot be recorded, the refusal stands all the same. */
export async function recordSecurityEvent(
  ctx: Pick<Context, "db" | "requestId" | "sessionId">,
  event: SecurityEvent,
): Promise<void> {
  const now = performance.now();
  if (isRepeated(event, now) || isOneTooMany(event, now)) return;
  recent().seen.set(sameAs(event), now);
  const id = newId();
  try {
    await ctx.db.insert(securityEvents).values({ id, requestId: ctx.requestId, ...event });
    await recordSession(ctx, id);
  } catch (error) {
    logger().warn({ requestId: ctx.requestId, err: error }, "a security event could not be recorded");
  }
}

/** The same refusal again within a minute is one event, from wherever in one network it comes. */
const isRepeated = (event: SecurityEvent, now: number): boolean =>
  now - (recent().seen.get(sameAs(event)) ?? Number.NEGATIVE_INFINITY) < MINUTE_MS;

const sameAs = ({ kind, userId, address, subject }: SecurityEvent): string =>
  [kind, userId, networkOf(address), subject].join(" ");

function isOneTooMany({ kind }: SecurityEvent, now: number): boolean {
  const { counts } = recent();
  const before = counts.get(kind);
  const minute = before && now - before.began < MINUTE_MS ? before : { began: now, count: 0 };
  minute.count += 1;
  counts.set(kind, minute);
  if (minute.count === RECORDED_PER_MINUTE_MAX + 1)
    logger().warn({ kind }, "too many security events to record: until the minute is over only the log has them");
  return minute.count > RECORDED_PER_MINUTE_MAX;
}
