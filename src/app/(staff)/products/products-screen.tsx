"use client";

import { Plus, Shirt, Upload } from "lucide-react";
import type { ReactNode } from "react";
import { ExportList } from "@/app/(staff)/_export/export-list";
import { useCan } from "@/client/person";
import { trpc } from "@/client/trpc";
import { ENDLESS, useEndlessList } from "@/client/use-endless-list";
import { PRODUCT_SORTS } from "@/modules/catalog/product";
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
import { PRODUCT_COLUMNS, type ProductRow } from "./product-columns";
import { type ProductFilters, STATUS_OPTIONS, STATUSES, toQuestion, toStockQuestion } from "./product-filters";
import { CategoryFilter, VendorFilter } from "./searched-filters";
import { useProductFilters } from "./use-product-filters";

const SavedViews = deferred(() => import("@/app/(staff)/_views/saved-views").then((file) => file.SavedViews));

export function ProductsScreen() {
  const [filters, setFilters] = useProductFilters();
  const { hidden, onHidden } = useHiddenColumns("product");
  const list = useProductList(filters);
  return (
    <>
      <PageHeader title="Products" actions={<ProductActions />} />
      <DataTable
        label="Products"
        columns={PRODUCT_COLUMNS}
        {...list}
        rowId={(row) => row.productId}
        href={(row) => `/products/${row.productId}`}
        sort={{ id: filters.sort, direction: filters.descending ? "desc" : "asc" }}
        onSort={({ id, direction }) =>
          setFilters({ sort: oneOf(PRODUCT_SORTS, id) ?? "title", descending: direction === "desc" })
        }
        hidden={hidden}
        empty={
          <NoProducts isNarrowed={Boolean(filters.search || filters.category || filters.vendor || filters.status)} />
        }
        toolbar={
          <ProductFilterBar
            actions={
              <>
                <SavedViews list="products" hidden={hidden} onHidden={onHidden} />
                <ExportList of="catalog.listProducts" filters={toQuestion(filters)} />
                <ColumnMenu columns={PRODUCT_COLUMNS} hidden={hidden} onHidden={onHidden} />
              </>
            }
          />
        }
      />
    </>
  );
}

/** The pages of the list, each with what is available of its products. */
function useProductList(filters: ProductFilters) {
  const products = trpc.catalog.listProducts.useInfiniteQuery(toQuestion(filters), ENDLESS);
  const pages = products.data?.pages ?? [];
  const stock = trpc.useQueries((ask) => pages.map((page) => ask.inventory.listOnHandByProduct(toStockQuestion(page))));
  const available = new Map(stock.flatMap(({ data }) => data ?? []).map((row) => [row.productId, row.available]));
  const list = useEndlessList(products);
  const rows = list.rows?.map((row): ProductRow => ({ ...row, available: available.get(row.productId) ?? null }));
  return { ...list, rows };
}

function ProductFilterBar({ actions }: { actions: ReactNode }) {
  const [filters, setFilters] = useProductFilters();
  return (
    <FilterBar
      search={{
        value: filters.search,
        onChange: (search) => setFilters({ search }),
        placeholder: "Search title, SKU or barcode",
      }}
      filters={[
        {
          id: "status",
          label: "Status",
          options: STATUS_OPTIONS,
          value: filters.status,
          onChange: (status) => setFilters({ status: oneOf(STATUSES, status) }),
        },
      ]}
      onClear={() => setFilters({ search: null, category: null, vendor: null, status: null })}
      isNarrowed={filters.category !== null || filters.vendor !== null}
      actions={actions}
    >
      <CategoryFilter value={filters.category} onChange={(category) => setFilters({ category })} />
      <VendorFilter value={filters.vendor} onChange={(vendor) => setFilters({ vendor })} />
    </FilterBar>
  );
}

function ProductActions() {
  const mayImport = useCan("imports.start");
  const mayCreate = useCan("catalog.create-product");
  return (
    <>
      {mayImport && (
        <ActionLink href="/products/import" icon={<Upload aria-hidden />} shortcut="i">
          Import
        </ActionLink>
      )}
      {mayCreate && (
        <ActionLink href="/products/new" icon={<Plus aria-hidden />} shortcut="c" variant="primary">
          New product
        </ActionLink>
      )}
    </>
  );
}

function NoProducts({ isNarrowed }: { isNarrowed: boolean }) {
  const mayCreate = useCan("catalog.create-product");
  if (isNarrowed)
    return (
      <EmptyState icon={<Shirt />} title="No product matches">
        Try fewer words or clear a filter.
      </EmptyState>
    );
  return (
    <EmptyState
      icon={<Shirt />}
      title="No products yet"
      action={
        mayCreate && (
          <LinkButton href="/products/import" variant="primary">
            Import a file
          </LinkButton>
        )
      }
    >
      {mayCreate
        ? "Import the file your shop exports, or create the first product by hand."
        : "Ask a manager to import the catalog."}
    </EmptyState>
  );
}
