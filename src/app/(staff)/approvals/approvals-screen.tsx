"use client";

import { UserRoundCheck } from "lucide-react";
import { useMemo } from "react";
import { ApprovalActions } from "@/app/(staff)/_approvals/approval-actions";
import type { ShownApproval } from "@/app/(staff)/_approvals/approval-state";
import { ExportList } from "@/app/(staff)/_export/export-list";
import { useCan, usePerson } from "@/client/person";
import { trpc } from "@/client/trpc";
import { ENDLESS, useEndlessList } from "@/client/use-endless-list";
import {
  APPROVAL_DAYS,
  APPROVAL_KIND_NAMES,
  APPROVAL_KINDS,
  APPROVAL_STATE_NAMES,
  APPROVAL_STATES,
} from "@/modules/approvals/approval";
import { oneOf } from "@/shared/one-of";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { FilterBar } from "@/ui/filter-bar";
import { PageHeader } from "@/ui/page";
import { approvalColumnsOf } from "./approval-columns";
import { useApprovalFilters } from "./use-approval-filters";

const DESCRIPTION =
  "Adjustments and discounts above somebody's limit, which a second person decides. " +
  `What nobody decides expires after ${APPROVAL_DAYS} days.`;

const ACTIONS: Column<ShownApproval> = {
  id: "actions",
  header: "Actions",
  cardLabel: "",
  width: "11rem",
  cell: (row) => <ApprovalActions of={row} />,
};

/** What waits for a second person, and what was decided. */
export function ApprovalsScreen() {
  const { userId } = usePerson();
  const seesImports = useCan("imports.read");
  const [{ state, kind, own, about }, setFilters] = useApprovalFilters();
  const input = {
    ...(state && { state }),
    ...(kind && { kind }),
    ...(own && { isOwn: true }),
    ...(about && { subjectId: about }),
  };
  const approvals = trpc.approvals.list.useInfiniteQuery(input, ENDLESS);
  const list = useEndlessList(approvals);
  const columns = useMemo(() => [...approvalColumnsOf(userId, seesImports), ACTIONS], [userId, seesImports]);
  return (
    <>
      <PageHeader title="Approvals" description={DESCRIPTION} />
      <DataTable
        label="Approvals"
        columns={columns}
        {...list}
        rowId={(row) => row.approvalId}
        empty={
          state || kind || own || about ? (
            <EmptyState icon={<UserRoundCheck />} title="No request matches">
              Try another status or type, or look at everybody&apos;s.
            </EmptyState>
          ) : (
            <EmptyState icon={<UserRoundCheck />} title="No requests yet">
              What is above somebody&apos;s limit is asked for where it is entered: on the form of an adjustment, or on
              the page of an order.
            </EmptyState>
          )
        }
        toolbar={
          <FilterBar
            filters={[
              {
                id: "state",
                label: "Status",
                options: APPROVAL_STATES.map((value) => ({ value, label: APPROVAL_STATE_NAMES[value] })),
                value: state,
                onChange: (value) => setFilters({ state: oneOf(APPROVAL_STATES, value) }),
              },
              {
                id: "kind",
                label: "Type",
                options: APPROVAL_KINDS.map((value) => ({ value, label: APPROVAL_KIND_NAMES[value] })),
                value: kind,
                onChange: (value) => setFilters({ kind: oneOf(APPROVAL_KINDS, value) }),
              },
              {
                id: "own",
                label: "Asked by",
                options: [{ value: "true", label: "You" }],
                value: own ? "true" : null,
                onChange: (value) => setFilters({ own: value === "true" }),
              },
              ...(about === null ? [] : [aboutOne(about, () => setFilters({ about: null }))]),
            ]}
            actions={<ExportList of="approvals.list" filters={input} />}
            onClear={() => setFilters({ state: null, kind: null, own: false, about: null })}
          />
        }
      />
    </>
  );
}

/** A notification leads to the requests about its thing, and from there to all of them. */
const aboutOne = (about: string, onClear: () => void) => ({
  id: "about",
  label: "About",
  options: [{ value: about, label: "One item or order" }],
  value: about,
  onChange: onClear,
});
