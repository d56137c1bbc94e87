import { recordChange } from "@/platform/audit/record-change";
import type { TxContext } from "@/platform/context";
import type { ApprovalKind, ApprovalState } from "./approval";

type Recorded = { id: string; kind: ApprovalKind; subjectId: string; label: string; warehouseId: string };
type Told = { state: ApprovalState; asked?: string; reason?: string; note?: string };

/** In the history of the order where it is about one, so that it is read there, and forgotten with its customer. */
export function recordApproval(ctx: TxContext, request: Recorded, { state, ...said }: Told): void {
  const { label, warehouseId } = request;
  const isNew = state === "waiting";
  const place = { label, warehouseIds: [warehouseId] };
  if (request.kind === "order-discount")
    recordChange(ctx, {
      ...place,
      entity: "order",
      entityId: request.subjectId,
      before: isNew ? {} : { approval: "waiting" },
      after: { approval: state, ...said },
    });
  else
    recordChange(ctx, {
      ...place,
      entity: "approval",
      entityId: request.id,
      before: isNew ? null : { state: "waiting" },
      after: { state, ...said },
    });
}
