"use client";

import { Plus, Upload, UserRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { CustomerDialog } from "@/app/(staff)/_customers/customer-dialog";
import { ExportList } from "@/app/(staff)/_export/export-list";
import { tagFilter } from "@/app/(staff)/_tags/tag-filter";
import { asFlag, asText } from "@/client/address";
import { searchAndOrder, searchedAndOrdered } from "@/client/list-filters";
import { useCan } from "@/client/person";
import { type Outputs, trpc } from "@/client/trpc";
import { useAddress } from "@/client/use-address";
import { ENDLESS, useEndlessList } from "@/client/use-endless-list";
import { CUSTOMER_SORTS } from "@/modules/customers/customer-sorts";
import { oneOf } from "@/shared/one-of";
import { Money, Quantity } from "@/ui/amount";
import { Button } from "@/ui/button";
import { type Column, DataTable } from "@/ui/data-table";
import { DateTime } from "@/ui/date-time";
import { EmptyState } from "@/ui/empty-state";
import { FilterBar } from "@/ui/filter-bar";
import { LinkButton } from "@/ui/link-button";
import { deferred } from "@/ui/on-demand";
import { PageHeader } from "@/ui/page";
import { TagBadge } from "@/ui/tag-badge";

const SavedViews = deferred(() => import("@/app/(staff)/_views/saved-views").then((file) => file.SavedViews));

type CustomerRow = Outputs["orders"]["listCustomers"]["rows"][number];

const NameCell = ({ row }: { row: CustomerRow }) => (
  <>
    {row.name}
    {row.tags.length > 0 && (
      <span className="flex flex-wrap gap-1">
        {row.tags.map((tag) => (
          <TagBadge key={tag} tag={tag} />
        ))}
      </span>
    )}
  </>
);

const CUSTOMER_COLUMNS: readonly Column<CustomerRow>[] = [
  {
    id: "name",
    header: "Name",
    cell: (row) => <NameCell row={row} />,
    sortable: true,
    card: "title",
    width: "16%",
  },
  { id: "email", header: "Email", cell: (row) => <span className="text-muted">{row.email}</span>, card: "subtitle" },
  {
    id: "phone",
    header: "Phone",
    // Wide enough for most numbers in one line; what is longer breaks.
    cell: (row) => row.phone && <span className="inline-block text-muted xl:min-w-30">{row.phone}</span>,
    width: "9rem",
  },
  {
    id: "city",
    header: "City",
    cell: (row) => row.city && <span className="text-muted">{row.city}</span>,
    width: "9rem",
  },
  {
    id: "country",
    header: "Country",
    cell: (row) => row.country && <span className="text-muted">{row.country}</span>,
    width: "6rem",
  },
  {
    id: "group",
    header: "Group",
    cell: (row) => row.groupName && <span className="text-muted">{row.groupName}</span>,
    width: "8rem",
  },
  { id: "orders", header: "Orders", cell: (row) => <Quantity value={row.orderCount} />, numeric: true, width: "6rem" },
  {
    id: "billed",
    header: "Billed (net)",
    cell: (row) => <Money minor={row.billedNet} />,
    numeric: true,
    width: "8rem",
  },
  {
    id: "createdAt",
    header: "Customer since",
    cell: (row) => <DateTime at={row.createdAt} mode="date" className="text-muted" />,
    sortable: true,
    width: "10rem",
  },
];

const useCustomerFilters = () =>
  useAddress({
    ...searchAndOrder(CUSTOMER_SORTS, "name"),
    group: asText(null),
    tag: asText(null),
    archived: asFlag(false),
  });

/** What the list is narrowed to beside a search. */
function useNarrowing() {
  const [{ group, tag, archived }, setFilters] = useCustomerFilters();
  const { data: groups = [] } = trpc.customers.listGroups.useQuery();
  const { data: tags = [] } = trpc.customers.listTags.useQuery();
  const known = tags.map(({ tag, customers }) => ({ tag, count: customers }));
  return [
    {
      id: "group",
      label: "Group",
      options: groups.map(({ id, name, customers }) => ({ value: id, label: name, count: customers })),
      value: group,
      onChange: (next: string | null) => setFilters({ group: next }),
    },
    ...tagFilter(known, tag, (next) => setFilters({ tag: next })),
    {
      id: "archived",
      label: "Show",
      options: [{ value: "archived", label: "Archived" }],
      value: archived ? "archived" : null,
      onChange: (next: string | null) => setFilters({ archived: next === "archived" }),
    },
  ];
}

export function CustomersScreen() {
  const [filters, setFilters] = useCustomerFilters();
  const narrowing = useNarrowing();
  const mayImport = useCan("imports.import-customers");
  const { search, group, tag, archived, sort, descending } = filters;
  const question = { archived, ...searchedAndOrdered(filters), ...(group && { groupId: group }), ...(tag && { tag }) };
  const customers = trpc.orders.listCustomers.useInfiniteQuery(question, ENDLESS);
  const list = useEndlessList(customers);
  const isNarrowed = search !== "" || archived || group !== null || tag !== null;
  return (
    <>
      <PageHeader
        title="Customers"
        actions={
          <>
            {mayImport && (
              <LinkButton href="/customers/import" icon={<Upload aria-hidden />}>
                Import
              </LinkButton>
            )}
            <NewCustomer />
          </>
        }
      />
      <DataTable
        label="Customers"
        columns={CUSTOMER_COLUMNS}
        {...list}
        rowId={(row) => row.id}
        href={(row) => `/customers/${row.id}`}
        sort={{ id: sort, direction: descending ? "desc" : "asc" }}
        onSort={(next) =>
          setFilters({ sort: oneOf(CUSTOMER_SORTS, next.id) ?? "name", descending: next.direction === "desc" })
        }
        empty={
          isNarrowed ? (
            <EmptyState icon={<UserRound />} title="No customer matches">
              Try fewer words or clear a filter.
            </EmptyState>
          ) : (
            <EmptyState icon={<UserRound />} title="No customers yet">
              Customers appear here with their contacts and addresses.
            </EmptyState>
          )
        }
        toolbar={
          <FilterBar
            search={{
              value: search,
              onChange: (next) => setFilters({ search: next }),
              placeholder: "Search name, email, city or VAT",
            }}
            filters={narrowing}
            onClear={() => setFilters({ search: null, group: null, tag: null, archived: null })}
            actions={
              <>
                <SavedViews list="customers" />
                <ExportList of="orders.listCustomers" filters={question} />
              </>
            }
          />
        }
      />
    </>
  );
}

function NewCustomer() {
  const router = useRouter();
  const mayCreate = useCan("customers.create");
  const [isOpen, setOpen] = useState(false);
  if (!mayCreate) return null;
  return (
    <>
      <Button variant="primary" icon={<Plus aria-hidden />} shortcut="c" onClick={() => setOpen(true)}>
        New customer
      </Button>
      <CustomerDialog open={isOpen} onOpen={setOpen} onSaved={({ id }) => router.push(`/customers/${id}`)} />
    </>
  );
}
