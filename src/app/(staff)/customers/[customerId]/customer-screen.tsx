"use client";

import { Archive, ArchiveRestore, Pencil, Plus } from "lucide-react";
import { useState } from "react";
import { CustomerDialog } from "@/app/(staff)/_customers/customer-dialog";
import { EntityHistory } from "@/app/(staff)/_history/entity-history";
import { CUSTOMER_ORDER_COLUMNS } from "@/app/(staff)/_orders/order-columns";
import { Loaded } from "@/client/loaded";
import { useCan } from "@/client/person";
import { type Outputs, trpc } from "@/client/trpc";
import { ENDLESS, useEndlessList } from "@/client/use-endless-list";
import { Money } from "@/ui/amount";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Card, CardHeader } from "@/ui/card";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { DataTable } from "@/ui/data-table";
import { DateTime } from "@/ui/date-time";
import { DescriptionList } from "@/ui/description-list";
import { EmptyState } from "@/ui/empty-state";
import { LinkButton } from "@/ui/link-button";
import { PageBody, PageHeader, Section } from "@/ui/page";
import { DetailSkeleton, Skeleton } from "@/ui/skeleton";
import { Stat, StatGrid } from "@/ui/stat";
import { TextLink } from "@/ui/text-link";
import { notify } from "@/ui/toast";

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
  return (
    <>
      <PageHeader
        title={customer.name}
        breadcrumb={[{ label: "Customers", href: "/customers" }, { label: customer.name }]}
        badge={customer.archivedAt && <Badge tone="warning">Archived</Badge>}
        actions={<CustomerActions customer={customer} />}
      />
      <PageBody aside={<About customer={customer} />}>
        <Totals customerId={customer.id} />
        <OrdersOf customer={customer} />
      </PageBody>
    </>
  );
}

function Totals({ customerId }: { customerId: string }) {
  const totals = trpc.orders.getCustomerTotals.useQuery({ customerId });
  return (
    <Loaded inline query={totals} skeleton={<Skeleton className="h-20" />}>
      {({ orderCount, openCount, netTotal, lastPlacedAt }) => (
        <StatGrid>
          <Stat label="Orders" value={orderCount} href={`/orders?customer=${customerId}`} />
          <Stat label="Open orders" value={openCount} />
          <Stat label="Total spent (net)" value={<Money minor={netTotal} />} />
          <Stat label="Last order" value={lastPlacedAt ? <DateTime at={lastPlacedAt} /> : "Never"} />
        </StatGrid>
      )}
    </Loaded>
  );
}

function CustomerActions({ customer }: { customer: Customer }) {
  const mayEdit = useCan("customers.edit");
  const mayArchive = useCan("customers.archive");
  const mayPlace = useCan("orders.place");
  const [isEditing, setEditing] = useState(false);
  const isArchived = customer.archivedAt !== null;
  return (
    <>
      {mayEdit && (
        <Button icon={<Pencil aria-hidden />} shortcut="e" onClick={() => setEditing(true)}>
          Edit
        </Button>
      )}
      {mayArchive && <ArchiveButton customer={customer} />}
      {mayPlace && !isArchived && (
        <LinkButton href={`/orders/new?customer=${customer.id}`} variant="primary" icon={<Plus aria-hidden />}>
          New order
        </LinkButton>
      )}
      {mayEdit && <CustomerDialog open={isEditing} onOpen={setEditing} customer={valuesOf(customer)} />}
    </>
  );
}

const valuesOf = ({ id, version, name, email, phone, address, country, note }: Customer) => ({
  id,
  version,
  name,
  email,
  phone,
  address,
  country,
  note,
});

function ArchiveButton({ customer }: { customer: Customer }) {
  const archive = trpc.customers.archive.useMutation();
  const set = async (archived: boolean) => {
    await archive.mutateAsync({ customerId: customer.id, archived });
    const undo = {
      label: "Undo",
      run: () => void archive.mutateAsync({ customerId: customer.id, archived: !archived }),
    };
    notify.success(archived ? `${customer.name} archived` : `${customer.name} restored`, { action: undo });
  };
  if (customer.archivedAt !== null)
    return (
      <Button icon={<ArchiveRestore aria-hidden />} pending={archive.isPending} onClick={() => void set(false)}>
        Restore
      </Button>
    );
  return (
    <ConfirmDialog
      trigger={<Button icon={<Archive aria-hidden />}>Archive</Button>}
      title={`Archive ${customer.name}?`}
      confirm="Archive customer"
      tone="primary"
      onConfirm={() => set(true)}
    >
      This customer can't get new orders and is hidden from searches. Existing orders stay as they are. You can restore
      the customer at any time.
    </ConfirmDialog>
  );
}

function About({ customer }: { customer: Customer }) {
  return (
    <>
      <Card>
        <CardHeader title="Contact" />
        <DescriptionList
          items={[
            {
              label: "Email",
              value: customer.email ? <TextLink href={`mailto:${customer.email}`}>{customer.email}</TextLink> : null,
            },
            { label: "Phone", value: customer.phone || null },
            {
              label: "Address",
              value: customer.address ? <span className="whitespace-pre-line">{customer.address}</span> : null,
            },
            { label: "Country", value: customer.country || null },
            { label: "Since", value: <DateTime at={customer.createdAt} mode="date" /> },
            {
              label: "Note",
              value: customer.note ? <span className="whitespace-pre-line">{customer.note}</span> : null,
            },
          ]}
        />
      </Card>
      <Card>
        <CardHeader title="History" />
        <EntityHistory entityId={customer.id} label={`History of ${customer.name}`} />
      </Card>
    </>
  );
}

function OrdersOf({ customer }: { customer: Customer }) {
  const orders = trpc.orders.list.useInfiniteQuery({ customerId: customer.id }, ENDLESS);
  const list = useEndlessList(orders);
  return (
    <Section title="Orders">
      <DataTable
        label={`Orders of ${customer.name}`}
        columns={CUSTOMER_ORDER_COLUMNS}
        {...list}
        rowId={(row) => row.id}
        href={(row) => `/orders/${row.id}`}
        empty={<EmptyState title="No orders yet">This customer's orders appear here.</EmptyState>}
      />
    </Section>
  );
}
