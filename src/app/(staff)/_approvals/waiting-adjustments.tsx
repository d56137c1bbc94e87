"use client";

import { trpc } from "@/client/trpc";
import { DateTime } from "@/ui/date-time";
import { Notice } from "@/ui/notice";
import { ApprovalActions } from "./approval-actions";

/** Adjustments of an item, or of an imported file, that wait for a second person. Nothing of them is booked. */
export function WaitingAdjustments({ of: subjectId }: { of: string }) {
  const { data } = trpc.approvals.listWaiting.useQuery({ subjectId });
  if (!data || data.length === 0) return null;
  return (
    <Notice tone="warning" title="Waiting for approval, not booked yet">
      <ul className="flex flex-col gap-2 pt-1">
        {data.map((request) => (
          <li key={request.approvalId} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            <span className="min-w-0 flex-1 basis-64">
              {request.label}: {request.detail}.{" "}
              <span className="text-muted">
                {request.askedByName}, <DateTime at={request.askedAt} />: {request.reason}
              </span>
            </span>
            <ApprovalActions of={request} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}
