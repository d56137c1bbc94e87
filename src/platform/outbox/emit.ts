import type { TxContext } from "@/platform/context";
import type { EventDefinition } from "@/shared/event";
import type { JobDefinition } from "@/shared/job";

/** Publishes that something has become true. It leaves with the transaction, or not at all. */
export function emit<Payload extends Record<string, unknown>>(
  ctx: TxContext,
  event: EventDefinition<Payload>,
  payload: Payload,
): void {
  ctx.pending.messages.push({ kind: "event", name: event.name, payload: event.payload.parse(payload) });
}

/** Publishes how far long work has come, for the screens that show it. No business change, so no audit entry. */
export function emitProgress<Payload extends Record<string, unknown>>(
  ctx: TxContext,
  event: EventDefinition<Payload>,
  payload: Payload,
): void {
  ctx.pending.messages.push({
    kind: "event",
    name: event.name,
    payload: event.payload.parse(payload),
    isProgress: true,
  });
}

/** Asks for background work. It leaves with the transaction, or not at all. */
export function enqueue<Payload extends Record<string, unknown>>(
  ctx: TxContext,
  job: JobDefinition<Payload>,
  payload: Payload,
): void {
  ctx.pending.messages.push({ kind: "job", name: job.name, payload: job.payload.parse(payload) });
}
