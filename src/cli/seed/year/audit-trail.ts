import type { Change } from "@/platform/context";
import type { Ids } from "./ids";
import type { AuditRow } from "./rows";

/** Somebody does something at one moment: what an operation knows from its context. */
export type Action = { at: Date; actorId: string; action: string; requestId: string };

/** Writes the same history that the operations would have written. */
export class AuditTrail {
  readonly entries: AuditRow[] = [];
  readonly #ids: Ids;

  constructor(ids: Ids) {
    this.#ids = ids;
  }

  begin(at: Date, actorId: string, action: string): Action {
    return { at, actorId, action, requestId: this.#ids.at(at) };
  }

  record(act: Action, change: Change): void {
    const { at, actorId, action, requestId } = act;
    this.entries.push({
      id: this.#ids.at(at),
      occurredAt: at,
      actorId,
      keyId: null,
      action,
      requestId,
      warehouseIds: null,
      confidential: [],
      ...change,
    });
  }
}
