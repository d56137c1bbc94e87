"use client";

import type { Outputs } from "@/client/trpc";
import { APPROVAL_STATE_NAMES, type ApprovalKind, type ApprovalState as State } from "@/modules/approvals/approval";
import { Badge } from "@/ui/badge";

export type ShownApproval = Outputs["approvals"]["list"]["rows"][number];

const TONES = {
  waiting: "warning",
  approved: "success",
  refused: "danger",
  withdrawn: "neutral",
  expired: "neutral",
} as const satisfies Record<State, string>;

export function ApprovalState({ state }: { state: State }) {
  return (
    <Badge tone={TONES[state]} dot>
      {APPROVAL_STATE_NAMES[state]}
    </Badge>
  );
}

const PAGES: Readonly<Record<ApprovalKind, string>> = {
  "stock-adjustment": "/stock",
  "reserved-loss": "/stock",
  "imported-stock": "/products/import",
  "order-discount": "/orders",
};

/** The page of the thing that a request is about. */
export const approvalHref = ({ kind, subjectId }: Pick<ShownApproval, "kind" | "subjectId">): string =>
  `${PAGES[kind]}/${subjectId}`;
