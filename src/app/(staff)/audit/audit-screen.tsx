"use client";

import { ScrollText } from "lucide-react";
import { useState } from "react";
import { ExportList } from "@/app/(staff)/_export/export-list";
import { trpc } from "@/client/trpc";
import { ENDLESS, useEndlessList } from "@/client/use-endless-list";
import { DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { onDemand } from "@/ui/on-demand";
import { PageHeader } from "@/ui/page";
import { AUDIT_COLUMNS, type AuditRow } from "./audit-columns";
import { AuditFilterBar } from "./audit-filter-bar";
import { NO_FILTERS, useAuditFilters } from "./audit-filters";
import { TrailState } from "./trail-state";
import { useChosenActor } from "./use-actors";

const EntrySheet = onDemand(() => import("./entry-sheet").then((file) => file.EntrySheet));

/** Refusals are no facts that screens hear of, so the list asks again by itself as well. */
const ASK_EVERY_MS = 20_000;

/** Who did what, when and from where, and what was refused. */
export function AuditScreen() {
  const [filters, setFilters] = useAuditFilters();
  const { chosen, isKnown, ids } = useChosenActor(filters.who);
  const { search, kind, action, warehouse, session, from, until } = filters;
  const question = { search, kind, action, warehouseId: warehouse, sessionId: session, from, until, ...ids };
  const entries = trpc.history.listAll.useInfiniteQuery(question, {
    ...ENDLESS,
    refetchInterval: ASK_EVERY_MS,
    enabled: isKnown,
  });
  const list = useEndlessList(entries);
  const [opened, setOpened] = useState<AuditRow | null>(null);
  const [isOpen, setOpen] = useState(false);
  const open = (row: AuditRow) => {
    setOpened(row);
    setOpen(true);
  };
  const showSession = (sessionId: string) => {
    setFilters({ ...NO_FILTERS, session: sessionId });
    setOpen(false);
  };
  return (
    <>
      <PageHeader
        title="Audit"
        description="Who did what, when and from where, and what was refused. Each day is sealed: a change shows."
      />
      <TrailState />
      <DataTable
        label="Audit"
        columns={AUDIT_COLUMNS}
        {...list}
        rowId={(row) => row.id}
        onOpen={open}
        empty={
          <EmptyState icon={<ScrollText />} title="No entry matches">
            Search for the whole number, SKU, barcode, email or id, or clear a filter.
          </EmptyState>
        }
        toolbar={
          <AuditFilterBar
            filters={filters}
            onChange={setFilters}
            chosen={chosen}
            actions={<ExportList of="history.listAll" filters={question} />}
          />
        }
      />
      <EntrySheet open={isOpen} onOpen={setOpen} entry={opened} onSession={showSession} />
    </>
  );
}
