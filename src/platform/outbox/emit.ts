import type { Message, TxContext } from "@/platform/context";
import type { EventDefinition } from "@/shared/event";
import type { JobDefinition } from "@/shared/job";

type Payload = Record<string, unknown>;
type Definition<P> = EventDefinition<P> | JobDefinition<P>;

/** Publishes that something has become true. It leaves with the transaction, or not at all. */
export function emit<P extends Payload>(ctx: TxContext, event: EventDefinition<P>, payload: P): void {
  ctx.pending.messages.push(toMessage(event, payload));
}

/** Publishes how far long work has come, for the screens that show it. No business change, so no audit entry. */
export function emitProgress<P extends Payload>(ctx: TxContext, event: EventDefinition<P>, payload: P): void {
  ctx.pending.messages.push({ ...toMessage(event, payload), isProgress: true });
}

/** Asks for background work. It leaves with the transaction, or not at all. */
export function enqueue<P extends Payload>(ctx: TxContext, job: JobDefinition<P>, payload: P): void {
  ctx.pending.messages.push(toMessage(job, payload));
}

/** Asks for work that follows from no change of the shop, as an email about what was told; so no audit entry. */
export function enqueueFollowUp<P extends Payload>(ctx: TxContext, job: JobDefinition<P>, payload: P): void {
  ctx.pending.messages.push({ ...toMessage(job, payload), isProgress: true });
}

const toMessage = <P extends Payload>(definition: Definition<P>, payload: P): Message => ({
  kind: definition.kind,
  name: definition.name,
  payload: definition.payload.parse(payload),
});
