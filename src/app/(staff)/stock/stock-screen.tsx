"use client";

import { ArrowLeftRight, Boxes, PackagePlus } from "lucide-react";
import type { ReactNode } from "react";
import { ExportList } from "@/app/(staff)/_export/export-list";
import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import { useCan } from "@/client/person";
import { useShop } from "@/client/shop";
import { trpc } from "@/client/trpc";
import { ENDLESS, useEndlessList } from "@/client/use-endless-list";
import { oneOf } from "@/shared/one-of";
import { ActionLink } from "@/ui/action-link";
import { ColumnMenu } from "@/ui/column-menu";
import { DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { FilterBar } from "@/ui/filter-bar";
import { LinkButton } from "@/ui/link-button";
import { deferred } from "@/ui/on-demand";
import { PageHeader } from "@/ui/page";
import { useHiddenColumns } from "@/ui/use-hidden-columns";
import { stockColumns, type StockRow } from "./stock-columns";
import { SORTS, STATE_OPTIONS, STATES, toQuestion } from "./stock-filters";
import { useStockFilters } from "./use-stock-filters";

const SavedViews = deferred(() => import("@/app/(staff)/_views/saved-views").then((file) => file.SavedViews));

export function StockScreen() {
  const [filters, setFilters] = useStockFilters();
  const { hidden, onHidden } = useHiddenColumns("stock");
  const stock = trpc.inventory.listStock.useInfiniteQuery(toQuestion(filters), ENDLESS);
  const list = useEndlessList(stock);
  const columns = stockColumns({ quotesHold: useShop().quoteHoldHours !== null });
  const href = (row: StockRow) =>
    filters.warehouse ? `/stock/${row.variantId}?warehouse=${filters.warehouse}` : `/stock/${row.variantId}`;
  return (
    <>
      <PageHeader title="Stock" actions={<StockActions />} />
      <DataTable
        label="Stock"
        columns={columns}
        {...list}
        rowId={(row) => row.variantId}
        href={href}
        sort={{ id: filters.sort, direction: filters.descending ? "desc" : "asc" }}
        onSort={({ id, direction }) =>
          setFilters({ sort: oneOf(SORTS, id) ?? "title", descending: direction === "desc" })
        }
        hidden={hidden}
        empty={<NoStock isNarrowed={Boolean(filters.search || filters.warehouse || filters.state)} />}
        toolbar={
          <StockFilterBar
            actions={
              <>
                <SavedViews list="stock" hidden={hidden} onHidden={onHidden} />
                <ExportList of="inventory.listStock" filters={toQuestion(filters)} />
                <ColumnMenu columns={columns} hidden={hidden} onHidden={onHidden} />
              </>
            }
          />
        }
      />
    </>
  );
}

function StockFilterBar({ actions }: { actions: ReactNode }) {
  const [filters, setFilters] = useStockFilters();
  const { warehouses } = useWarehouses();
  const warehouseOptions = warehouses.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <FilterBar
      search={{
        value: filters.search,
        onChange: (search) => setFilters({ search }),
        placeholder: "Name, SKU or barcode",
      }}
      filters={[
        {
          id: "warehouse",
          label: "Warehouse",
          options: warehouseOptions,
          value: filters.warehouse,
          onChange: (warehouse) => setFilters({ warehouse }),
        },
        {
          id: "state",
          label: "State",
          options: STATE_OPTIONS,
          value: filters.state,
          onChange: (state) => setFilters({ state: oneOf(STATES, state) }),
        },
      ]}
      onClear={() => setFilters({ search: null, warehouse: null, state: null })}
      actions={actions}
    />
  );
}

function StockActions() {
  const mayMove = useCan("inventory.move-stock");
  const mayReceive = useCan("inventory.receive-stock");
  return (
    <>
      {mayMove && (
        <ActionLink href="/stock/move" icon={<ArrowLeftRight aria-hidden />} shortcut="m">
          Move
        </ActionLink>
      )}
      {mayReceive && (
        <ActionLink href="/stock/receive" icon={<PackagePlus aria-hidden />} shortcut="r" variant="primary">
          Receive
        </ActionLink>
      )}
    </>
  );
}

function NoStock({ isNarrowed }: { isNarrowed: boolean }) {
  if (isNarrowed)
    return (
      <EmptyState icon={<Boxes />} title="No product matches">
        Try fewer words or clear a filter.
      </EmptyState>
    );
  return (
    <EmptyState
      icon={<Boxes />}
      title="No products yet"
      action={<LinkButton href="/products">Go to products</LinkButton>}
    >
      Stock is kept for each product variant. Create or import products, then receive them here.
    </EmptyState>
  );
}
