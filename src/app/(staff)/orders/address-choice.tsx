"use client";

import { type Outputs, trpc } from "@/client/trpc";
import { addressLines } from "@/modules/customers/customer";
import { Field } from "@/ui/field";
import { Select } from "@/ui/select";
import type { Order } from "./order-data";
import type { Draft } from "./order-draft";

/** What an order that is edited says already, of the customer it was written for. */
export type SavedAddresses = Pick<Order, "deliveryAddress" | "billingAddress"> & { customerId: string };

type Chosen = Pick<Draft, "deliveryAddressId" | "billingAddressId">;
type AddressChoiceProps = { draft: Draft; saved: SavedAddresses | undefined; onChoose: (chosen: Chosen) => void };

const KEPT = "kept";

/** Where an order goes and is billed to. Asked only for customers with several addresses, the defaults chosen. */
export function AddressChoice({ draft, saved, onChoose }: AddressChoiceProps) {
  const customerId = draft.customer?.id;
  const { data: customer } = trpc.customers.get.useQuery(
    { customerId: customerId ?? "" },
    { enabled: customerId !== undefined },
  );
  if (!customer || customer.id !== customerId || customer.addresses.length === 0) return null;
  const kept = saved?.customerId === customer.id ? saved : undefined;
  const { deliveryAddressId, billingAddressId } = draft;
  return (
    <>
      <AddressSelect
        label="Deliver to"
        customer={customer}
        kept={kept?.deliveryAddress}
        value={deliveryAddressId ?? (kept ? KEPT : defaultOf(customer, "isDeliveryDefault"))}
        onValue={(id) => onChoose({ deliveryAddressId: id })}
      />
      <AddressSelect
        label="Bill to"
        customer={customer}
        kept={kept?.billingAddress}
        value={billingAddressId ?? (kept ? KEPT : defaultOf(customer, "isBillingDefault"))}
        onValue={(id) => onChoose({ billingAddressId: id })}
      />
    </>
  );
}

type Customer = Outputs["customers"]["get"];

const defaultOf = (customer: Customer, key: "isDeliveryDefault" | "isBillingDefault"): string =>
  customer.addresses.find((each) => each[key])?.id ?? customer.id;

type AddressSelectProps = {
  label: string;
  customer: Customer;
  kept: Order["deliveryAddress"] | undefined;
  value: string;
  onValue: (id: string | undefined) => void;
};

type Place = { address: string; postcode: string; city: string };
const inOneLine = (name: string, place: Place): string =>
  [name, addressLines(place).replaceAll("\n", ", ")].filter(Boolean).join(", ");

function AddressSelect({ label, customer, kept, value, onValue }: AddressSelectProps) {
  const { name } = customer;
  return (
    <Field label={label}>
      {(control) => (
        <Select
          {...control}
          value={value}
          onValue={(id) => onValue(id === KEPT ? undefined : id)}
          options={[
            ...(kept ? [{ value: KEPT, label: `As saved: ${inOneLine(kept.name, kept)}` }] : []),
            { value: customer.id, label: `Main address: ${inOneLine("", customer) || name}` },
            ...customer.addresses.map((each) => ({ value: each.id, label: inOneLine(each.recipient, each) })),
          ]}
        />
      )}
    </Field>
  );
}
