"use client";

import { Undo2 } from "lucide-react";
import { ExportList } from "@/app/(staff)/_export/export-list";
import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import { ReturnBadge } from "@/app/(staff)/_returns/return-badge";
import { asOneOf, asText } from "@/client/address";
import { type Outputs, trpc } from "@/client/trpc";
import { useAddress } from "@/client/use-address";
import { ENDLESS, useEndlessList } from "@/client/use-endless-list";
import { formatOrderNumber } from "@/modules/orders/order";
import { formatReturnNumber, RETURN_STATUS_NAMES, RETURN_STATUSES } from "@/modules/returns/return";
import { oneOf } from "@/shared/one-of";
import { formatQuantity } from "@/shared/quantity";
import { Money, Quantity } from "@/ui/amount";
import { type Column, DataTable } from "@/ui/data-table";
import { DateTime } from "@/ui/date-time";
import { EmptyState } from "@/ui/empty-state";
import { FilterBar } from "@/ui/filter-bar";
import { PageHeader } from "@/ui/page";
import { TextLink } from "@/ui/text-link";

type Row = Outputs["returns"]["list"]["rows"][number];

const COLUMNS: Column<Row>[] = [
  {
    id: "number",
    header: "Return",
    card: "title",
    hideable: false,
    width: "7rem",
    cell: (row) => <TextLink href={`/returns/${row.id}`}>{formatReturnNumber(row.number)}</TextLink>,
  },
  {
    id: "order",
    header: "Order",
    width: "7rem",
    cell: (row) => <TextLink href={`/orders/${row.orderId}`}>{formatOrderNumber(row.orderNumber)}</TextLink>,
  },
  { id: "customer", header: "Customer", card: "subtitle", cell: (row) => row.customerName },
  { id: "status", header: "Status", card: "aside", width: "9rem", cell: (row) => <ReturnBadge status={row.status} /> },
  {
    id: "received",
    header: "Received",
    numeric: true,
    width: "8rem",
    cell: (row) => (
      <span className="tabular">
        {formatQuantity(row.received)} of {formatQuantity(row.quantity)}
      </span>
    ),
  },
  {
    id: "quarantine",
    header: "Quarantine",
    numeric: true,
    width: "8rem",
    cell: (row) => row.inQuarantine > 0 && <Quantity value={row.inQuarantine} />,
  },
  {
    id: "credited",
    header: "Credited",
    numeric: true,
    width: "8rem",
    cell: (row) => <Money minor={row.credited} currency={row.currency} />,
  },
  { id: "warehouse", header: "Warehouse", width: "8rem", cell: (row) => row.warehouseCode },
  {
    id: "authorised",
    header: "Authorised",
    width: "10rem",
    cell: (row) => <DateTime at={row.authorisedAt} />,
  },
];

const QUARANTINE = ["waiting"] as const;

/** What comes back, has come back, or did not. */
export function ReturnsScreen() {
  const [{ search, status, quarantine, warehouse }, setFilters] = useAddress({
    search: asText(""),
    status: asOneOf(RETURN_STATUSES, null),
    quarantine: asOneOf(QUARANTINE, null),
    warehouse: asText(null),
  });
  const { warehouses } = useWarehouses();
  const input = {
    ...(search && { search }),
    ...(status && { status }),
    ...(quarantine && { inQuarantine: true }),
    ...(warehouse && { warehouseId: warehouse }),
  };
  const returns = trpc.returns.list.useInfiniteQuery(input, ENDLESS);
  const list = useEndlessList(returns);
  const isNarrowed = Boolean(search || status || quarantine || warehouse);
  return (
    <>
      <PageHeader title="Returns" description="Items that come back. Each is authorised on the page of its order." />
      <DataTable
        label="Returns"
        columns={COLUMNS}
        {...list}
        rowId={(row) => row.id}
        empty={<NoReturns isNarrowed={isNarrowed} />}
        toolbar={
          <FilterBar
            search={{
              placeholder: "Number, order or customer",
              value: search,
              onChange: (value) => setFilters({ search: value }),
            }}
            filters={[
              {
                id: "status",
                label: "Status",
                options: RETURN_STATUSES.map((value) => ({ value, label: RETURN_STATUS_NAMES[value] })),
                value: status,
                onChange: (value) => setFilters({ status: oneOf(RETURN_STATUSES, value) }),
              },
              {
                id: "quarantine",
                label: "Quarantine",
                options: [{ value: "waiting", label: "Waits for a decision" }],
                value: quarantine,
                onChange: (value) => setFilters({ quarantine: oneOf(QUARANTINE, value) }),
              },
              ...(warehouses.length < 2
                ? []
                : [
                    {
                      id: "warehouse",
                      label: "Warehouse",
                      options: warehouses.map(({ id, name }) => ({ value: id, label: name })),
                      value: warehouse,
                      onChange: (value: string | null) => setFilters({ warehouse: value }),
                    },
                  ]),
            ]}
            actions={<ExportList of="returns.list" filters={input} />}
            onClear={() => setFilters({ search: "", status: null, quarantine: null, warehouse: null })}
          />
        }
      />
    </>
  );
}

function NoReturns({ isNarrowed }: { isNarrowed: boolean }) {
  return isNarrowed ? (
    <EmptyState icon={<Undo2 />} title="No return matches">
      Try another number or name, or clear the filters.
    </EmptyState>
  ) : (
    <EmptyState icon={<Undo2 />} title="No returns yet">
      Open an order that has shipped and choose &quot;Return items&quot;.
    </EmptyState>
  );
}
