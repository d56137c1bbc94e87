"use client";

import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import { fulfilmentLabel } from "@/app/(staff)/_orders/order-badges";
import { ORDER_COLUMNS, type OrderRow, OVERDUE_COLUMNS } from "@/app/(staff)/_orders/order-columns";
import { paymentFilterLabel } from "@/app/(staff)/_orders/payment-badge";
import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import { useCan } from "@/client/person";
import { trpc } from "@/client/trpc";
import { ENDLESS, useEndlessList } from "@/client/use-endless-list";
import { formatOrderNumber, FULFILMENTS, ORDER_SORTS } from "@/modules/orders/order";
import { PAYMENT_FILTERS } from "@/modules/orders/payments/payment";
import { oneOf } from "@/shared/one-of";
import { ActionLink } from "@/ui/action-link";
import { DataTable } from "@/ui/data-table";
import { FilterBar } from "@/ui/filter-bar";
import { deferred, onDemand } from "@/ui/on-demand";
import { PageHeader } from "@/ui/page";
import { useRowPeek } from "@/ui/row-peek";
import { useRowSelection } from "@/ui/row-selection";
import { Tabs } from "@/ui/tabs";
import { useHiddenColumns } from "@/ui/use-hidden-columns";
import { narrowedTo, NOT_NARROWED, PERIOD_OPTIONS, PERIODS, toQuestion, type View } from "./order-filters";
import { useCarrierFilter } from "./use-carrier-filter";
import { useHoldFilter } from "./use-hold-filter";
import { useMethodFilter } from "./use-method-filter";
import { useOrderFilters } from "./use-order-filters";
import { usePromisedFilter } from "./use-promised-filter";
import { useTagFilter } from "./use-tag-filter";

const BulkBar = deferred(() => import("./_bulk/bulk-bar").then((file) => file.BulkBar));

const OrderTools = deferred(() => import("./order-tools").then((file) => file.OrderTools));

/** A list has rows as a rule. */
const NoOrders = deferred(() => import("./no-orders").then((file) => file.NoOrders));

/** Above one of the many ways to narrow the list. */
const Overdue = deferred(() => import("./overdue").then((file) => file.Overdue));

const OrderPanel = onDemand(() => import("./_panel/order-panel").then((file) => file.OrderPanel));

const NO_ROWS: readonly OrderRow[] = [];

export function OrdersScreen() {
  const [filters, setFilters] = useOrderFilters();
  const { hidden, onHidden } = useHiddenColumns("order");
  const mayPlace = useCan("orders.place");
  const orders = trpc.orders.list.useInfiniteQuery(toQuestion(filters), ENDLESS);
  const list = useEndlessList(orders);
  const selection = useRowSelection();
  const peek = useRowPeek();
  const columns = filters.payment === "overdue" ? OVERDUE_COLUMNS : ORDER_COLUMNS;
  return (
    <>
      <PageHeader
        title="Orders"
        actions={
          mayPlace && (
            <ActionLink href="/orders/new" icon={<Plus aria-hidden />} shortcut="c" variant="primary">
              New order
            </ActionLink>
          )
        }
      />
      <DataTable
        label="Orders"
        columns={columns}
        {...list}
        rowId={(row) => row.id}
        href={(row) => `/orders/${row.id}`}
        sort={{ id: filters.sort, direction: filters.descending ? "desc" : "asc" }}
        onSort={({ id, direction }) =>
          setFilters({ sort: oneOf(ORDER_SORTS, id) ?? "placedAt", descending: direction === "desc" })
        }
        hidden={hidden}
        selection={selection}
        nameOf={(row) => `order ${formatOrderNumber(row.number)}`}
        peek={peek}
        rowTone={(row) => (row.status === "on_hold" ? "warning" : undefined)}
        empty={<NoOrders filters={filters} mayPlace={mayPlace} />}
        toolbar={
          <>
            {filters.payment === "overdue" && <Overdue />}
            <Views view={filters.view} onView={(view) => setFilters({ view })} />
            <OrderFilterBar
              actions={<OrderTools filters={filters} columns={columns} hidden={hidden} onHidden={onHidden} />}
            />
          </>
        }
      />
      <OrderPanel
        open={peek.isOpen}
        onOpen={peek.close}
        rows={list.rows ?? NO_ROWS}
        orderId={peek.id}
        onOrder={peek.show}
      />
      <BulkBar selection={selection} shown={list.rows ?? NO_ROWS} />
    </>
  );
}

function Views({ view, onView }: { view: View; onView: (view: View) => void }) {
  const { data } = trpc.orders.getWorkload.useQuery();
  return (
    <Tabs
      label="Orders by status"
      value={view}
      onValue={onView}
      tabs={[
        { value: "all", label: "All" },
        { value: "to-ship", label: "To ship", count: data?.toShip },
        { value: "short", label: "Short", count: data?.short },
        { value: "backordered", label: "Backordered", count: data?.backordered },
        { value: "draft", label: "Drafts", count: data?.drafts },
        { value: "on_hold", label: "On hold", count: data?.onHold },
        { value: "to-invoice", label: "To invoice" },
        { value: "completed", label: "Completed" },
        { value: "cancelled", label: "Cancelled" },
      ]}
    />
  );
}

function OrderFilterBar({ actions }: { actions: ReactNode }) {
  const [filters, setFilters] = useOrderFilters();
  const { warehouses } = useWarehouses();
  const customer = trpc.customers.get.useQuery(
    { customerId: filters.customer ?? "" },
    { enabled: filters.customer !== null },
  );
  const tagFilter = useTagFilter();
  const holdFilter = useHoldFilter();
  const carrierFilter = useCarrierFilter();
  const methodFilter = useMethodFilter();
  const promisedFilter = usePromisedFilter();
  const warehouseOptions = warehouses.map(({ id, name }) => ({ value: id, label: name }));
  const ofCustomer = {
    id: "customer",
    label: "Customer",
    options: [{ value: filters.customer ?? "", label: customer.data?.name ?? "Chosen customer" }],
    value: filters.customer,
    onChange: (value: string | null) => setFilters({ customer: value }),
  };
  return (
    <FilterBar
      search={{
        value: filters.search,
        onChange: (search) => setFilters({ search }),
        placeholder: "Search number, reference, customer, item or tracking",
      }}
      filters={[
        {
          id: "fulfilment",
          label: "Shipping",
          options: FULFILMENTS.map((value) => ({ value, label: fulfilmentLabel(value) })),
          value: filters.fulfilment,
          onChange: (value) => setFilters({ fulfilment: oneOf(FULFILMENTS, value) }),
        },
        ...promisedFilter,
        {
          id: "payment",
          label: "Payment",
          options: PAYMENT_FILTERS.map((value) => ({ value, label: paymentFilterLabel(value) })),
          value: filters.payment,
          onChange: (value) => setFilters(narrowedTo(oneOf(PAYMENT_FILTERS, value))),
        },
        ...methodFilter,
        {
          id: "period",
          label: "Placed",
          options: PERIOD_OPTIONS,
          value: filters.period,
          onChange: (value) => setFilters({ period: oneOf(PERIODS, value) }),
        },
        {
          id: "warehouse",
          label: "Warehouse",
          options: warehouseOptions,
          value: filters.warehouse,
          onChange: (warehouse) => setFilters({ warehouse }),
        },
        ...carrierFilter,
        ...tagFilter,
        ...holdFilter,
        ...(filters.customer === null ? [] : [ofCustomer]),
      ]}
      onClear={() => setFilters(NOT_NARROWED)}
      actions={actions}
    />
  );
}
