"use client";

import { useState } from "react";
import { RefusalNotice } from "@/client/refusal";
import { type Outputs, trpc } from "@/client/trpc";
import { formatCount } from "@/shared/plural";
import { Button } from "@/ui/button";
import { Combobox } from "@/ui/combobox";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { Field } from "@/ui/field";
import { FormActions } from "@/ui/form";
import { Skeleton } from "@/ui/skeleton";
import { notify } from "@/ui/toast";

type Customer = Pick<Outputs["customers"]["get"], "id" | "version" | "name">;
type Chosen = { id: string; name: string };
type MergeDialogProps = { open: boolean; onOpen: (open: boolean) => void; customer: Customer };

/** Chooses who is the same as this customer, and shows what becomes of both before it happens. */
export function MergeDialog({ open, onOpen, customer }: MergeDialogProps) {
  const [other, setOther] = useState<Chosen | null>(null);
  return (
    <Dialog open={open} onOpen={onOpen} title={`Merge a duplicate into ${customer.name}`}>
      <div className="flex flex-col gap-4">
        <OtherPicker keep={customer} other={other} onOther={setOther} />
        {other && <Merge key={other.id} keep={customer} otherId={other.id} onMerged={() => onOpen(false)} />}
      </div>
    </Dialog>
  );
}

const FOUND_MAX = 20;

type OtherPickerProps = { keep: Customer; other: Chosen | null; onOther: (other: Chosen | null) => void };

function OtherPicker({ keep, other, onOther }: OtherPickerProps) {
  const [query, setQuery] = useState("");
  const found = trpc.customers.list.useQuery({ limit: FOUND_MAX, ...(query && { search: query }) });
  return (
    <Field label="Duplicate" hint="The one that goes. Everything of theirs moves here." required>
      {(control) => (
        <Combobox<Chosen & { email?: string }>
          {...control}
          value={other}
          onValue={onOther}
          items={(found.data?.rows ?? []).filter(({ id }) => id !== keep.id)}
          query={query}
          onQuery={setQuery}
          loading={found.isFetching}
          failed={found.isError}
          itemId={({ id }) => id}
          itemLabel={({ name }) => name}
          itemHint={({ email }) => email}
          placeholder="Search by name, email or phone"
          empty="No other customer matches."
        />
      )}
    </Field>
  );
}

function Merge({ keep, otherId, onMerged }: { keep: Customer; otherId: string; onMerged: () => void }) {
  const { data: other } = trpc.customers.get.useQuery({ customerId: otherId });
  const totals = trpc.orders.getCustomerTotals.useQuery({ customerId: otherId });
  const merge = trpc.orders.mergeCustomers.useMutation({
    onSuccess: () => {
      notify.success("Customers merged", { description: `Everything is with ${keep.name} now.` });
      onMerged();
    },
  });
  if (!other || !totals.data) return <Skeleton className="h-24" />;
  const seen = { customerId: keep.id, version: keep.version, otherId, otherVersion: other.version };
  return (
    <>
      <div className="text-sm text-muted">
        <p>What happens:</p>
        <ul className="mt-1 list-disc pl-4">
          <li>
            {formatCount(totals.data.orderCount, "order")} of {other.name} move to {keep.name}, with payments and
            shipments. They keep the addresses that they were written with.
          </li>
          <li>Their contacts, addresses, notes and tags are added. What {keep.name} has already stays as it is.</li>
          <li>{other.name} is archived and points here. Nothing brings the two apart again.</li>
        </ul>
      </div>
      <RefusalNotice of={merge.error} />
      <FormActions>
        <DialogCancel />
        <Button variant="danger" pending={merge.isPending} onClick={() => merge.mutate(seen)}>
          Merge customers
        </Button>
      </FormActions>
    </>
  );
}
