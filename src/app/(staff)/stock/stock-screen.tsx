"use client";

import { keepPreviousData } from "@tanstack/react-query";
import { ArrowLeftRight, Boxes, PackagePlus } from "lucide-react";
import type { ReactNode } from "react";
import { z } from "zod";
import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import { useCan } from "@/client/person";
import { QueryError } from "@/client/query-error";
import { trpc } from "@/client/trpc";
import { ActionLink } from "@/ui/action-link";
import { ColumnMenu } from "@/ui/column-menu";
import { DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { FilterBar } from "@/ui/filter-bar";
import { LinkButton } from "@/ui/link-button";
import { PageHeader } from "@/ui/page";
import { useKept } from "@/ui/use-kept";
import { STOCK_COLUMNS, type StockRow } from "./stock-columns";
import { isSort, isState, STATE_OPTIONS, useStockFilters } from "./stock-filters";

const HIDDEN_COLUMNS = {
  key: "quartermaster.stock-columns-hidden",
  storage: "local" as const,
  shape: z.array(z.string()),
  empty: [],
};

export function StockScreen() {
  const [filters, setFilters] = useStockFilters();
  const [hidden, setHidden] = useKept<string[]>(HIDDEN_COLUMNS);
  const stock = useStockPages(filters);
  const href = (row: StockRow) =>
    filters.warehouse ? `/stock/${row.variantId}?warehouse=${filters.warehouse}` : `/stock/${row.variantId}`;
  return (
    <>
      <PageHeader title="Stock" actions={<StockActions />} />
      <DataTable
        label="Stock"
        columns={STOCK_COLUMNS}
        rows={stock.data?.pages.flatMap((page) => page.rows)}
        rowId={(row) => row.variantId}
        href={href}
        sort={{ id: filters.sort, direction: filters.descending ? "desc" : "asc" }}
        onSort={({ id, direction }) =>
          void setFilters({ sort: isSort(id) ? id : "title", descending: direction === "desc" })
        }
        hidden={hidden}
        updating={stock.isPlaceholderData}
        hasMore={stock.hasNextPage}
        loadingMore={stock.isFetchingNextPage}
        onMore={() => void stock.fetchNextPage()}
        error={stock.error && !stock.data && <QueryError error={stock.error} onRetry={() => void stock.refetch()} />}
        empty={<NoStock isNarrowed={Boolean(filters.search || filters.warehouse || filters.state)} />}
        toolbar={
          <StockFilters
            actions={<ColumnMenu columns={STOCK_COLUMNS} hidden={hidden} onHidden={(next) => setHidden(() => next)} />}
          />
        }
      />
    </>
  );
}

function useStockPages({ search, warehouse, state, sort, descending }: ReturnType<typeof useStockFilters>[0]) {
  return trpc.inventory.stock.useInfiniteQuery(
    {
      sort,
      descending,
      state: state ?? "all",
      ...(search && { search }),
      ...(warehouse && { warehouseId: warehouse }),
    },
    { getNextPageParam: (page) => page.nextCursor, placeholderData: keepPreviousData },
  );
}

function StockFilters({ actions }: { actions: ReactNode }) {
  const [filters, setFilters] = useStockFilters();
  const { warehouses } = useWarehouses();
  const warehouseOptions = warehouses.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <FilterBar
      search={{
        value: filters.search,
        onChange: (search) => void setFilters({ search }),
        placeholder: "Name, SKU or barcode",
      }}
      filters={[
        {
          id: "warehouse",
          label: "Warehouse",
          options: warehouseOptions,
          value: filters.warehouse,
          onChange: (warehouse) => void setFilters({ warehouse }),
        },
        {
          id: "state",
          label: "State",
          options: STATE_OPTIONS,
          value: filters.state,
          onChange: (state) => void setFilters({ state: isState(state) ? state : null }),
        },
      ]}
      onClear={() => void setFilters({ search: null, warehouse: null, state: null })}
      actions={actions}
    />
  );
}

function StockActions() {
  const mayMove = useCan("inventory.move");
  const mayReceive = useCan("inventory.receive");
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
        Use fewer words, or take a filter off.
      </EmptyState>
    );
  return (
    <EmptyState
      icon={<Boxes />}
      title="No products yet"
      action={<LinkButton href="/products">Go to products</LinkButton>}
    >
      Stock is kept of each variant of a product. Create or import products, then receive them here.
    </EmptyState>
  );
}
