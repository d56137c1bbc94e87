import { defineExport } from "@/platform/exports/define-export";
import { APPROVAL_KIND_NAMES, APPROVAL_STATE_NAMES } from "./approval";
import { ListApprovals } from "./contract";
import { listApprovals } from "./queries";

export const approvalsExports = [
  defineExport({
    list: "approvals.list",
    permission: "approvals.read",
    fileName: "approvals",
    input: ListApprovals,
    page: listApprovals,
    columns: [
      { header: "Type", cell: (row) => APPROVAL_KIND_NAMES[row.kind] },
      { header: "Request", cell: (row) => row.label },
      { header: "Asked for", cell: (row) => row.detail },
      { header: "Reason", cell: (row) => row.reason },
      { header: "Asked by", cell: (row) => row.askedByName },
      { header: "Asked", cell: (row) => row.askedAt },
      { header: "Expires", cell: (row) => row.expiresAt },
      { header: "Status", cell: (row) => APPROVAL_STATE_NAMES[row.state] },
      { header: "Decided by", cell: (row) => row.decidedByName },
      { header: "Ended", cell: (row) => row.endedAt },
      { header: "Note", cell: (row) => row.note },
      { header: "Request ID", cell: (row) => row.approvalId },
    ],
  }),
];
