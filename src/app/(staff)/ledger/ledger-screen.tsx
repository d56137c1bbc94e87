"use client";

import { CircleCheck, CircleX, RotateCw, Scale } from "lucide-react";
import { Loaded } from "@/client/loaded";
import { useCan } from "@/client/person";
import { type Outputs, trpc } from "@/client/trpc";
import { formatCount } from "@/shared/plural";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Card, CardHeader } from "@/ui/card";
import { type Column, DataTable } from "@/ui/data-table";
import { DateTime } from "@/ui/date-time";
import { EmptyState } from "@/ui/empty-state";
import { Notice } from "@/ui/notice";
import { PageBody, PageHeader, Section } from "@/ui/page";
import { DetailSkeleton } from "@/ui/skeleton";

type Report = Outputs["ledger"]["verify"];
type Difference = Report["differences"][number];

const COLUMNS: readonly Column<Difference>[] = [
  { id: "subject", header: "Subject", cell: (row) => row.subject, card: "title" },
  { id: "check", header: "Check", cell: (row) => row.check, card: "subtitle" },
  { id: "expected", header: "Calculated", cell: (row) => row.expected, numeric: true },
  { id: "found", header: "Recorded", cell: (row) => row.found, numeric: true },
];

/** Adds the ledger up from its first movement, on demand. */
export function LedgerScreen() {
  const mayVerify = useCan("ledger.read");
  if (mayVerify) return <LedgerCheck />;
  return (
    <>
      <PageHeader title="Ledger check" />
      <Card padded={false}>
        <EmptyState icon={<Scale />} title="For managers and administrators">
          A manager or an administrator can check the ledger.
        </EmptyState>
      </Card>
    </>
  );
}

function LedgerCheck() {
  // The check is expensive, so it runs on demand and not on window focus.
  const verify = trpc.ledger.verify.useQuery(undefined, {
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: "always",
    refetchOnWindowFocus: false,
  });
  // An older verdict must not stand in for a check that failed.
  const hasFailed = verify.error !== null && !verify.isFetching;
  return (
    <>
      <PageHeader
        title="Ledger check"
        description="Adds up all movements and compares the totals with what bins, warehouses and orders record."
        actions={
          <Button
            variant="primary"
            icon={<RotateCw aria-hidden />}
            pending={verify.isFetching}
            shortcut="r"
            onClick={() => void verify.refetch()}
          >
            {verify.isFetching ? "Checking" : "Check again"}
          </Button>
        }
      />
      <Loaded query={{ ...verify, data: hasFailed ? undefined : verify.data }} skeleton={<DetailSkeleton />}>
        {(report) => <Outcome report={report} checkedAt={new Date(verify.dataUpdatedAt)} />}
      </Loaded>
    </>
  );
}

function Outcome({ report, checkedAt }: { report: Report; checkedAt: Date }) {
  const total = report.checks.reduce((sum, check) => sum + check.differences, 0);
  return (
    <PageBody className="gap-6">
      <Notice
        tone={report.isSound ? "success" : "danger"}
        title={report.isSound ? "The ledger balances" : `${formatCount(total, "difference")} found`}
      >
        {report.isSound
          ? `Every balance matches its movements: ${formatCount(report.movementCount, "movement")} added up.`
          : "Report this to the operator of Quartermaster. The check changed nothing."}{" "}
        Checked <DateTime at={checkedAt} mode="datetime" />.
      </Notice>
      <Card padded={false}>
        <CardHeader title="Checks" className="mb-0 px-4 pt-4 pb-3" />
        <ul>
          {report.checks.map((check) => (
            <CheckRow key={check.name} check={check} />
          ))}
        </ul>
      </Card>
      {!report.isSound && (
        <Section
          title="Differences"
          description={
            report.differences.length < total ? `The first ${report.differences.length} are shown.` : undefined
          }
        >
          <DataTable
            label="Differences"
            columns={COLUMNS}
            rows={report.differences}
            rowId={(row) => `${row.check} ${row.subject} ${row.expected} ${row.found}`}
          />
        </Section>
      )}
    </PageBody>
  );
}

function CheckRow({ check }: { check: Report["checks"][number] }) {
  const isSound = check.differences === 0;
  return (
    <li className="flex items-center gap-3 border-t border-border px-4 py-2.5">
      {isSound ? (
        <CircleCheck aria-hidden className="size-4 shrink-0 text-success-text" />
      ) : (
        <CircleX aria-hidden className="size-4 shrink-0 text-danger-text" />
      )}
      <span className="min-w-0 flex-1">{check.name}</span>
      <Badge tone={isSound ? "success" : "danger"}>
        {isSound ? "Passed" : formatCount(check.differences, "difference")}
      </Badge>
    </li>
  );
}
