"use client";

import { useState } from "react";
import { usePerson } from "@/client/person";
import { trpc } from "@/client/trpc";
import { DECIDED_WITH } from "@/modules/approvals/approval";
import { roleMay } from "@/shared/access";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { onDemand } from "@/ui/on-demand";
import { notify } from "@/ui/toast";
import type { ShownApproval } from "./approval-state";

type Decision = "approve" | "refuse";

const DecideDialog = onDemand(() => import("./decide-approval-dialog").then((file) => file.DecideApprovalDialog));

/** What this person may do about a request that waits: take back their own, or decide one of somebody else. */
export function ApprovalActions({ of }: { of: ShownApproval }) {
  const { userId, role } = usePerson();
  if (of.state !== "waiting") return null;
  if (of.askedBy === userId) return <Withdraw of={of} />;
  return roleMay(role, DECIDED_WITH[of.kind]) ? <Decide of={of} /> : null;
}

function Withdraw({ of }: { of: ShownApproval }) {
  const { mutateAsync: withdraw } = trpc.approvals.withdraw.useMutation({
    onSuccess: () => notify.success("Your request was withdrawn"),
  });
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" aria-label={`Withdraw ${of.label}`}>
          Withdraw
        </Button>
      }
      title={`Withdraw the request for ${of.label}?`}
      confirm="Withdraw"
      onConfirm={() => withdraw({ approvalId: of.approvalId })}
    >
      Nobody can approve it any more. You can ask again.
    </ConfirmDialog>
  );
}

function Decide({ of }: { of: ShownApproval }) {
  const [asking, setAsking] = useState<Decision | null>(null);
  // The dialog keeps what it asks while it closes.
  const [asked, setAsked] = useState<Decision>("approve");
  const ask = (decision: Decision) => () => {
    setAsked(decision);
    setAsking(decision);
  };
  return (
    <span className="flex flex-wrap gap-2">
      <Button size="sm" variant="primary" aria-label={`Approve ${of.label}`} onClick={ask("approve")}>
        Approve
      </Button>
      <Button size="sm" aria-label={`Refuse ${of.label}`} onClick={ask("refuse")}>
        Refuse
      </Button>
      <DecideDialog
        request={of}
        decision={asked}
        open={asking !== null}
        onOpen={(open) => setAsking(open ? asked : null)}
      />
    </span>
  );
}
