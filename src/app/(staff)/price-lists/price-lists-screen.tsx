"use client";

import { BadgePercent, Plus } from "lucide-react";
import { useState } from "react";
import { ExportList } from "@/app/(staff)/_export/export-list";
import { PriceListBadge, periodText } from "@/app/(staff)/_pricing/price-list-badge";
import { asFlag, asText } from "@/client/address";
import { useCan } from "@/client/person";
import { type Outputs, trpc } from "@/client/trpc";
import { useAddress } from "@/client/use-address";
import { ENDLESS, useEndlessList } from "@/client/use-endless-list";
import { formatRate } from "@/shared/money";
import { Quantity } from "@/ui/amount";
import { Button } from "@/ui/button";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { FilterBar } from "@/ui/filter-bar";
import { onDemand } from "@/ui/on-demand";
import { PageHeader } from "@/ui/page";

const NewPriceList = onDemand(() => import("./price-list-dialog").then((file) => file.NewPriceList));

type Row = Outputs["pricing"]["list"]["rows"][number];

const count = (value: number) => <Quantity value={value} tone={value === 0 ? "muted" : "neutral"} />;
const COLUMNS: readonly Column<Row>[] = [
  { id: "name", header: "Price list", card: "title", hideable: false, cell: (row) => row.name },
  { id: "state", header: "Status", card: "aside", width: "8rem", cell: (row) => <PriceListBadge state={row.state} /> },
  {
    id: "period",
    header: "Period",
    width: "15rem",
    cell: (row) => <span className="text-muted">{periodText(row) || "Always"}</span>,
  },
  {
    id: "discount",
    header: "Off other prices",
    numeric: true,
    width: "9rem",
    cell: (row) => row.discountRate > 0 && formatRate(row.discountRate),
  },
  { id: "entries", header: "Prices", numeric: true, width: "7rem", cell: (row) => count(row.entries) },
  { id: "groups", header: "Groups", numeric: true, width: "7rem", cell: (row) => count(row.groups) },
  { id: "customers", header: "Customers", numeric: true, width: "7rem", cell: (row) => count(row.customers) },
];

/** What some customers pay in place of the usual prices. */
export function PriceListsScreen() {
  const [{ search, archived }, setFilters] = useAddress({ search: asText(""), archived: asFlag(false) });
  const input = { archived, ...(search && { search }) };
  const found = trpc.pricing.list.useInfiniteQuery(input, ENDLESS);
  const list = useEndlessList(found);
  return (
    <>
      <PageHeader
        title="Price lists"
        description="What groups and single customers pay in place of the usual prices."
        actions={<NewList />}
      />
      <DataTable
        label="Price lists"
        columns={COLUMNS}
        {...list}
        rowId={(row) => row.id}
        href={(row) => `/price-lists/${row.id}`}
        empty={<NoLists isNarrowed={search !== "" || archived} />}
        toolbar={
          <FilterBar
            search={{ placeholder: "Name", value: search, onChange: (value) => setFilters({ search: value }) }}
            filters={[
              {
                id: "archived",
                label: "Show",
                options: [{ value: "archived", label: "Archived" }],
                value: archived ? "archived" : null,
                onChange: (next: string | null) => setFilters({ archived: next === "archived" }),
              },
            ]}
            actions={<ExportList of="pricing.list" filters={input} />}
            onClear={() => setFilters({ search: "", archived: false })}
          />
        }
      />
    </>
  );
}

function NewList() {
  const mayCreate = useCan("pricing.create");
  const [isOpen, setOpen] = useState(false);
  if (!mayCreate) return null;
  return (
    <>
      <Button variant="primary" shortcut="c" icon={<Plus aria-hidden />} onClick={() => setOpen(true)}>
        New price list
      </Button>
      <NewPriceList open={isOpen} onOpen={setOpen} />
    </>
  );
}

function NoLists({ isNarrowed }: { isNarrowed: boolean }) {
  return isNarrowed ? (
    <EmptyState icon={<BadgePercent />} title="No price list matches">
      Try another name, or clear the filters.
    </EmptyState>
  ) : (
    <EmptyState icon={<BadgePercent />} title="No price lists yet">
      Every customer pays the usual prices. A price list gives a group, or one customer, prices of their own.
    </EmptyState>
  );
}
