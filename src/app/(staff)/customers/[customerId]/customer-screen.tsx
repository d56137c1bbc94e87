"use client";

import { Archive, ArchiveRestore, Merge, Pencil, Plus } from "lucide-react";
import { useState } from "react";
import { ArchiveAnyway } from "@/app/(staff)/_archive/archive-anyway";
import { readUse } from "@/app/(staff)/_archive/still-in-use";
import { CustomerDialog, MergeDialog } from "@/app/(staff)/_customers/customer-dialog";
import { CUSTOMER_ORDER_COLUMNS } from "@/app/(staff)/_orders/customer-order-columns";
import { Loaded } from "@/client/loaded";
import { useCan } from "@/client/person";
import { type Outputs, trpc, TRPCClientError } from "@/client/trpc";
import { ENDLESS, useEndlessList } from "@/client/use-endless-list";
import type { Use } from "@/modules/catalog/contract";
import { completeCustomer } from "@/modules/customers/customer";
import { ORDER_SORTS } from "@/modules/orders/order";
import { oneOf } from "@/shared/one-of";
import { Money } from "@/ui/amount";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { DataTable } from "@/ui/data-table";
import { DateTime } from "@/ui/date-time";
import { EmptyState } from "@/ui/empty-state";
import { LinkButton } from "@/ui/link-button";
import { Notice } from "@/ui/notice";
import { deferred } from "@/ui/on-demand";
import { PageBody, PageHeader } from "@/ui/page";
import { DetailSkeleton, Skeleton } from "@/ui/skeleton";
import { Stat, StatGrid } from "@/ui/stat";
import type { Sort } from "@/ui/table-column";
import { Tabs } from "@/ui/tabs";
import { notify } from "@/ui/toast";

/** Behind the page, which shows at once what the customer bought. */
const AboutCustomer = deferred(
  () => import("./about-customer").then((file) => file.AboutCustomer),
  () => <Skeleton className="h-40" />,
);

const CustomerTimeline = deferred(
  () => import("./customer-timeline").then((file) => file.CustomerTimeline),
  () => <Skeleton className="h-40" />,
);

type Customer = Outputs["customers"]["get"];

export function CustomerScreen({ customerId }: { customerId: string }) {
  const customer = trpc.customers.get.useQuery({ customerId });
  return (
    <Loaded query={customer} skeleton={<DetailSkeleton />}>
      {(customer) => <CustomerPage customer={customer} />}
    </Loaded>
  );
}

function CustomerPage({ customer }: { customer: Customer }) {
  const [view, setView] = useState<"orders" | "timeline">("orders");
  return (
    <>
      <PageHeader
        title={customer.name}
        breadcrumb={[{ label: "Customers", href: "/customers" }, { label: customer.name }]}
        badge={customer.archivedAt && <Badge tone="warning">{endOf(customer)}</Badge>}
        actions={!customer.erasedAt && !customer.mergedInto && <CustomerActions customer={customer} />}
      />
      {customer.mergedInto && (
        <Notice
          tone="warning"
          title={`Merged into ${customer.mergedIntoName}`}
          action={<LinkButton href={`/customers/${customer.mergedInto}`}>Open {customer.mergedIntoName}</LinkButton>}
        >
          Orders, contacts, addresses and notes are there.
        </Notice>
      )}
      <PageBody aside={<AboutCustomer customer={customer} />}>
        <Totals customerId={customer.id} />
        <Tabs
          value={view}
          onValue={setView}
          label="What to show"
          tabs={[
            { value: "orders", label: "Orders", content: <OrdersOf customer={customer} /> },
            { value: "timeline", label: "Timeline", content: <CustomerTimeline customer={customer} /> },
          ]}
        />
      </PageBody>
    </>
  );
}

const endOf = ({ erasedAt, mergedInto }: Customer) => (erasedAt ? "Erased" : mergedInto ? "Merged" : "Archived");

const OVERDUE = "overdue&sort=due&descending=false";

function Totals({ customerId }: { customerId: string }) {
  const totals = trpc.orders.getCustomerTotals.useQuery({ customerId });
  return (
    <Loaded inline query={totals} skeleton={<Skeleton className="h-20" />}>
      {({ orderCount, openCount, billedNet, openAmount, overdueAmount, lastPlacedAt }) => (
        <StatGrid>
          <Stat label="Orders" value={orderCount} href={`/orders?customer=${customerId}`} />
          <Stat label="Open orders" value={openCount} />
          <Stat label="Billed (net)" value={<Money minor={billedNet} />} />
          {openAmount > 0 ? (
            <Stat
              label="Left to pay"
              value={<Money minor={openAmount} />}
              href={`/orders?customer=${customerId}&payment=${overdueAmount > 0 ? OVERDUE : "unpaid"}`}
              hint={
                overdueAmount > 0 && (
                  <span className="font-medium text-danger-text">
                    <Money minor={overdueAmount} /> overdue
                  </span>
                )
              }
            />
          ) : (
            <Stat label="Last order" value={lastPlacedAt ? <DateTime at={lastPlacedAt} /> : "Never"} />
          )}
        </StatGrid>
      )}
    </Loaded>
  );
}

function CustomerActions({ customer }: { customer: Customer }) {
  const mayEdit = useCan("customers.edit");
  const mayArchive = useCan("customers.archive");
  const mayPlace = useCan("orders.place");
  const mayMerge = useCan("orders.merge-customers");
  const [isEditing, setEditing] = useState(false);
  const [isMerging, setMerging] = useState(false);
  const isArchived = customer.archivedAt !== null;
  return (
    <>
      {mayEdit && (
        <Button icon={<Pencil aria-hidden />} shortcut="e" onClick={() => setEditing(true)}>
          Edit
        </Button>
      )}
      {mayArchive && <ArchiveButton customer={customer} />}
      {mayMerge && (
        <Button icon={<Merge aria-hidden />} onClick={() => setMerging(true)}>
          Merge
        </Button>
      )}
      {mayMerge && <MergeDialog open={isMerging} onOpen={setMerging} customer={customer} />}
      {mayPlace && !isArchived && (
        <LinkButton href={`/orders/new?customer=${customer.id}`} variant="primary" icon={<Plus aria-hidden />}>
          New order
        </LinkButton>
      )}
      {mayEdit && <CustomerDialog open={isEditing} onOpen={setEditing} customer={valuesOf(customer)} />}
    </>
  );
}

const valuesOf = ({ id, version, ...customer }: Customer) => ({ id, version, ...completeCustomer(customer) });

const notifyUnchanged = (error: unknown) =>
  notify.error("Nothing was changed", { ...(error instanceof Error && { description: error.message }) });

function ArchiveButton({ customer }: { customer: Customer }) {
  const archive = trpc.customers.archive.useMutation();
  const [use, setUse] = useState<Use | null>(null);
  const set = async (archived: boolean, acceptUse?: string) => {
    await archive.mutateAsync({ customerId: customer.id, archived, ...(acceptUse && { acceptUse }) });
    const undo = {
      label: "Undo",
      run: () => void (archived ? set(false) : archiveOrAsk()).catch(notifyUnchanged),
    };
    notify.success(archived ? `${customer.name} archived` : `${customer.name} restored`, { action: undo });
  };
  /** Where something hangs on the customer, the question that names it takes the place of this one. */
  const archiveOrAsk = async (acceptUse?: string) => {
    try {
      await set(true, acceptUse);
    } catch (error) {
      const found = error instanceof TRPCClientError ? await readUse(error) : null;
      if (found) setUse(found);
      if (!found || acceptUse !== undefined) throw error;
    }
  };
  if (customer.archivedAt !== null)
    return (
      <Button
        icon={<ArchiveRestore aria-hidden />}
        pending={archive.isPending}
        onClick={() => void set(false).catch(notifyUnchanged)}
      >
        Restore
      </Button>
    );
  return (
    <>
      <ConfirmDialog
        trigger={<Button icon={<Archive aria-hidden />}>Archive</Button>}
        title={`Archive ${customer.name}?`}
        confirm="Archive customer"
        tone="primary"
        onConfirm={() => archiveOrAsk()}
      >
        This customer can't get new orders and is hidden from searches. Existing orders stay as they are. You can
        restore the customer at any time.
      </ConfirmDialog>
      <ArchiveAnyway name={customer.name} use={use} onArchive={archiveOrAsk} onClose={() => setUse(null)}>
        Confirmed orders can still be shipped. Drafts can't be confirmed until the customer is restored.
      </ArchiveAnyway>
    </>
  );
}

function OrdersOf({ customer }: { customer: Customer }) {
  const [sort, setSort] = useState<Sort>({ id: "placedAt", direction: "desc" });
  const orders = trpc.orders.list.useInfiniteQuery(
    {
      customerId: customer.id,
      sort: oneOf(ORDER_SORTS, sort.id) ?? "placedAt",
      descending: sort.direction === "desc",
    },
    ENDLESS,
  );
  const list = useEndlessList(orders);
  return (
    <DataTable
      label={`Orders of ${customer.name}`}
      columns={CUSTOMER_ORDER_COLUMNS}
      {...list}
      sort={sort}
      onSort={setSort}
      rowId={(row) => row.id}
      href={(row) => `/orders/${row.id}`}
      empty={<EmptyState title="No orders yet">This customer's orders appear here.</EmptyState>}
    />
  );
}
