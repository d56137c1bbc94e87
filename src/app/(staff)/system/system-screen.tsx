"use client";

import { RotateCw } from "lucide-react";
import { EntityHistory } from "@/app/(staff)/_history/entity-history";
import { Loaded } from "@/client/loaded";
import { type Outputs, trpc } from "@/client/trpc";
import { formatCount } from "@/shared/plural";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Card, CardHeader } from "@/ui/card";
import { type Column, DataTable } from "@/ui/data-table";
import { DateTime } from "@/ui/date-time";
import { DescriptionList } from "@/ui/description-list";
import { PageBody, PageHeader, Section } from "@/ui/page";
import { DetailSkeleton } from "@/ui/skeleton";
import { DeadJobs } from "./dead-jobs";

type System = Outputs["system"]["get"];
type Process = System["processes"][number];
type Queue = NonNullable<System["queues"]>[number];
type Replica = System["replicas"][number];

const ASK_EVERY_MS = 10_000;
/** Above this people notice it. */
const LATE_S = 10;

const PROCESSES: readonly Column<Process>[] = [
  { id: "name", header: "Process", cell: (row) => row.name, card: "title" },
  { id: "host", header: "Machine", cell: (row) => `${row.host} (${row.pid})`, card: "subtitle" },
  { id: "release", header: "Release", cell: (row) => row.release },
  { id: "node", header: "Node", cell: (row) => row.node },
  { id: "memory", header: "Memory", cell: (row) => `${row.memoryMb} MB`, numeric: true },
  { id: "started", header: "Running since", cell: (row) => <DateTime at={row.startedAt} mode="datetime" /> },
];

const QUEUES: readonly Column<Queue>[] = [
  { id: "queue", header: "Queue", cell: (row) => row.queue, card: "title" },
  { id: "waiting", header: "Waiting", cell: (row) => row.counts["waiting"] ?? 0, numeric: true },
  {
    id: "oldest",
    header: "Oldest waits",
    cell: ({ oldestMs }) => oldestMs !== null && seconds(oldestMs / 1_000),
    numeric: true,
  },
  { id: "active", header: "Running", cell: (row) => row.counts["active"] ?? 0, numeric: true },
  { id: "delayed", header: "Tried again later", cell: (row) => row.counts["delayed"] ?? 0, numeric: true },
  { id: "failed", header: "Given up", cell: (row) => row.counts["failed"] ?? 0, numeric: true },
];

const REPLICAS: readonly Column<Replica>[] = [
  { id: "name", header: "Replica", cell: (row) => row.name, card: "title" },
  {
    id: "state",
    header: "State",
    cell: ({ state }) => <Badge tone={state === "serving" ? "success" : "warning"}>{STATES[state]}</Badge>,
  },
  { id: "lag", header: "Behind by", cell: (row) => `${row.lagMs} ms`, numeric: true },
];
const STATES = {
  serving: "Serves reads",
  unasked: "Not asked yet",
  failed: "Does not answer",
  behind: "Too far behind",
  promoted: "No replica any more",
} as const satisfies Record<Replica["state"], string>;

const seconds = (value: number): string => (value < 1 ? "under 1 s" : `${Math.round(value)} s`);

/** What an operator looks at first. It asks again by itself, since no live event tells of machines. */
export function SystemScreen() {
  const system = trpc.system.get.useQuery(undefined, { refetchInterval: ASK_EVERY_MS });
  return (
    <>
      <PageHeader
        title="System"
        description="The processes that run, what waits in them, and whether the books were checked."
        actions={
          <Button
            icon={<RotateCw aria-hidden />}
            pending={system.isFetching}
            shortcut="r"
            onClick={() => void system.refetch()}
          >
            Look again
          </Button>
        }
      />
      <Loaded query={system} skeleton={<DetailSkeleton />}>
        {(found) => <Findings system={found} />}
      </Loaded>
    </>
  );
}

function Findings({
  system: { processes, outboxAges, queues, deadJobs, replicas, ledgerCheck, lastBackup },
}: {
  system: System;
}) {
  return (
    <PageBody className="gap-6">
      <Card>
        <CardHeader title="At a glance" />
        <DescriptionList
          columns={2}
          items={[
            { label: "Changes that wait for screens", value: <Waits age={outboxAges.publishing} /> },
            { label: "Work that waits for its queue", value: <Waits age={outboxAges.queueing} /> },
            { label: "Last check of the ledger", value: ledgerCheck && <LedgerCheck {...ledgerCheck} /> },
            {
              label: "Last backup by npm run backup",
              value: lastBackup && <DateTime at={lastBackup.takenAt} mode="datetime" />,
            },
          ]}
        />
      </Card>
      <Section title="Processes" description="Each says every 30 seconds that it runs.">
        <DataTable label="Processes" columns={PROCESSES} rows={processes} rowId={(row) => row.id} />
      </Section>
      <Section
        title="Background work"
        description={queues === null ? "The queue does not answer just now." : undefined}
      >
        {queues && <DataTable label="Queues" columns={QUEUES} rows={queues} rowId={(row) => row.queue} />}
      </Section>
      {deadJobs && <DeadJobs jobs={deadJobs} />}
      <Section title="Retried and discarded" description="Who did so, and with which work.">
        <EntityHistory
          entity="job"
          label="History of background work"
          empty="Nobody has retried or discarded any work."
        />
      </Section>
      {replicas.length > 0 && (
        <Section title="Replicas" description="As the process sees them that answered you.">
          <DataTable label="Replicas" columns={REPLICAS} rows={replicas} rowId={(row) => row.name} />
        </Section>
      )}
    </PageBody>
  );
}

function Waits({ age }: { age: number }) {
  if (age === 0) return <Badge tone="success">None</Badge>;
  return <Badge tone={age > LATE_S ? "danger" : "neutral"}>{`For ${seconds(age)}`}</Badge>;
}

function LedgerCheck({ finishedAt, isSound, isWhole, differences }: NonNullable<System["ledgerCheck"]>) {
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Badge tone={isSound ? "success" : "danger"}>
        {isSound ? "Balances" : `${formatCount(differences, "difference")} found`}
      </Badge>
      <DateTime at={finishedAt} mode="datetime" />
      <span className="text-muted">{isWhole ? "all of it" : "what was new"}</span>
    </span>
  );
}
