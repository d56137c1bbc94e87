"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { CustomerDialog } from "@/app/(staff)/_customers/customer-dialog";
import { useCan } from "@/client/person";
import { trpc } from "@/client/trpc";
import { Button } from "@/ui/button";
import { Combobox } from "@/ui/combobox";
import { Field } from "@/ui/field";

type Chosen = { id: string; name: string };
type CustomerPickerProps = { customer: Chosen | null; onCustomer: (customer: Chosen | null) => void };

const FOUND_MAX = 20;

/** The customer of an order: searched, or created in a dialog. */
export function CustomerPicker({ customer, onCustomer }: CustomerPickerProps) {
  const [query, setQuery] = useState("");
  const [isCreating, setCreating] = useState(false);
  const mayCreate = useCan("customers.create");
  const found = trpc.customers.list.useQuery({ limit: FOUND_MAX, ...(query && { search: query }) });
  return (
    <Field label="Customer" required>
      {(control) => (
        <div className="flex gap-2">
          <Combobox<Chosen & { email?: string }>
            {...control}
            className="min-w-0 flex-1"
            value={customer}
            onValue={onCustomer}
            items={found.data?.rows ?? []}
            query={query}
            onQuery={setQuery}
            loading={found.isFetching}
            failed={found.isError}
            itemId={({ id }) => id}
            itemLabel={({ name }) => name}
            itemHint={({ email }) => email}
            placeholder="Search by name, email or phone"
            empty="No customer matches. Create one with New."
          />
          {mayCreate && (
            <Button icon={<Plus aria-hidden />} onClick={() => setCreating(true)}>
              New
            </Button>
          )}
          {mayCreate && <CustomerDialog open={isCreating} onOpen={setCreating} name={query} onSaved={onCustomer} />}
        </div>
      )}
    </Field>
  );
}
