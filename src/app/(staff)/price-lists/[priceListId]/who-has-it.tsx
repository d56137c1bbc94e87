"use client";

import { X } from "lucide-react";
import { useState } from "react";
import { useCan } from "@/client/person";
import { RefusalNotice } from "@/client/refusal";
import { trpc } from "@/client/trpc";
import { ENDLESS } from "@/client/use-endless-list";
import { Button } from "@/ui/button";
import { Card, CardHeader } from "@/ui/card";
import { Combobox } from "@/ui/combobox";
import { Field } from "@/ui/field";
import { IconButton } from "@/ui/icon-button";
import { Select } from "@/ui/select";
import { TextLink } from "@/ui/text-link";
import type { PriceList } from "./price-list";

const FOUND_MAX = 20;

/** The groups and customers who have the list. */
export function WhoHasIt({ list }: { list: PriceList }) {
  return (
    <>
      <Groups list={list} />
      <Customers list={list} />
    </>
  );
}

const useMayAssign = (permission: "pricing.assign-group" | "pricing.assign-customer", list: PriceList): boolean =>
  useCan(permission) && list.archivedAt === null;

function Groups({ list }: { list: PriceList }) {
  const { id: priceListId, groups } = list;
  const mayAssign = useMayAssign("pricing.assign-group", list);
  const all = trpc.customers.listGroups.useQuery(undefined, { enabled: mayAssign });
  const assign = trpc.pricing.assignGroup.useMutation();
  const left = (all.data ?? []).filter(({ id }) => !groups.some((group) => group.id === id));
  return (
    <Card>
      <CardHeader title="Groups" description="Their customers have this list." />
      <Names
        label="Groups with this list"
        names={groups}
        onRemove={mayAssign ? (groupId) => assign.mutate({ priceListId, groupId, isAssigned: false }) : undefined}
      />
      {mayAssign && left.length > 0 && (
        <Field label="Add a group">
          {(control) => (
            <Select
              {...control}
              value={null}
              onValue={(groupId) => assign.mutate({ priceListId, groupId, isAssigned: true })}
              options={left.map(({ id, name }) => ({ value: id, label: name }))}
              placeholder="Choose a group"
            />
          )}
        </Field>
      )}
      <RefusalNotice of={assign.error} />
    </Card>
  );
}

type Found = { id: string; name: string; email?: string };

function Customers({ list }: { list: PriceList }) {
  const { id: priceListId } = list;
  const pages = trpc.pricing.listCustomers.useInfiniteQuery({ priceListId }, ENDLESS);
  const customers = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const mayAssign = useMayAssign("pricing.assign-customer", list);
  const assign = trpc.pricing.assignCustomer.useMutation();
  const [query, setQuery] = useState("");
  const found = trpc.customers.list.useQuery(
    { limit: FOUND_MAX, ...(query && { search: query }) },
    { enabled: mayAssign && query !== "" },
  );
  return (
    <Card>
      <CardHeader title="Customers" description="Their own list goes before those of their group." />
      <Names
        label="Customers with this list"
        names={customers.map((each) => ({ ...each, href: `/customers/${each.id}` }))}
        onRemove={mayAssign ? (customerId) => assign.mutate({ priceListId, customerId, isAssigned: false }) : undefined}
      />
      {pages.hasNextPage && (
        <Button
          size="sm"
          variant="ghost"
          className="mb-2"
          pending={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          Show more customers
        </Button>
      )}
      {mayAssign && (
        <Combobox<Found>
          label="Add a customer"
          placeholder="Add a customer by name"
          value={null}
          onValue={(customer) => {
            if (customer) assign.mutate({ priceListId, customerId: customer.id, isAssigned: true });
            setQuery("");
          }}
          items={(found.data?.rows ?? []).filter(({ id }) => !customers.some((each) => each.id === id))}
          query={query}
          onQuery={setQuery}
          loading={found.isFetching}
          failed={found.isError}
          itemId={({ id }) => id}
          itemLabel={({ name }) => name}
          itemHint={({ email }) => email}
        />
      )}
      <RefusalNotice of={assign.error} />
    </Card>
  );
}

type NamesProps = {
  label: string;
  names: readonly { id: string; name: string; href?: string }[];
  onRemove: ((id: string) => void) | undefined;
};

function Names({ label, names, onRemove }: NamesProps) {
  if (names.length === 0) return <p className="mb-2 text-sm text-faint">None</p>;
  return (
    <ul aria-label={label} className="mb-2 divide-y divide-border text-sm">
      {names.map(({ id, name, href }) => (
        <li key={id} className="flex min-h-9 items-center gap-2">
          <span className="min-w-0 flex-1">{href ? <TextLink href={href}>{name}</TextLink> : name}</span>
          {onRemove && <IconButton label={`Take from ${name}`} icon={<X aria-hidden />} onClick={() => onRemove(id)} />}
        </li>
      ))}
    </ul>
  );
}
