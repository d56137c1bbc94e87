"use client";

import { AddressesDialog, ContactsDialog } from "@/app/(staff)/_customers/customer-dialog";
import { EntityHistory } from "@/app/(staff)/_history/entity-history";
import { useCan } from "@/client/person";
import type { Outputs } from "@/client/trpc";
import { addressLines } from "@/modules/customers/customer";
import { LANGUAGE_NAMES } from "@/modules/shop/shop";
import { countryName } from "@/shared/countries";
import { Badge } from "@/ui/badge";
import { Card, CardHeader } from "@/ui/card";
import { DateTime } from "@/ui/date-time";
import { DescriptionList } from "@/ui/description-list";
import { TagBadge } from "@/ui/tag-badge";
import { TextLink } from "@/ui/text-link";
import { ListsOfCustomer } from "./lists-of-customer";
import { ListPart } from "./part-of-customer";
import { PersonalData } from "./personal-data";
import { Terms } from "./terms-of-customer";

type Customer = Outputs["customers"]["get"];

/** Who a customer is, what was agreed with them, and what became of it. */
export function AboutCustomer({ customer }: { customer: Customer }) {
  return (
    <>
      <Details customer={customer} />
      <Contacts customer={customer} />
      <Addresses customer={customer} />
      <Terms customer={customer} />
      <ListsOfCustomer customerId={customer.id} />
      <PersonalData customer={customer} />
      <Card>
        <CardHeader title="History" />
        <EntityHistory entityId={customer.id} label={`History of ${customer.name}`} />
      </Card>
    </>
  );
}

const orNull = (text: string | null) => text || null;

function Details({ customer }: { customer: Customer }) {
  const place = addressLines(customer);
  const { tags } = customer;
  return (
    <Card>
      <CardHeader title={customer.kind === "company" ? "Company" : "Person"} />
      <DescriptionList
        items={[
          { label: "Email", value: customer.email ? <MailLink email={customer.email} /> : null },
          { label: "Phone", value: orNull(customer.phone) },
          { label: "Address", value: place ? <span className="whitespace-pre-line">{place}</span> : null },
          { label: "Country", value: customer.country ? countryName(customer.country) : null },
          { label: "VAT number", value: orNull(customer.vatNumber) },
          { label: "Group", value: orNull(customer.groupName) },
          {
            label: "Tags",
            value:
              tags.length > 0 ? (
                <span className="flex flex-wrap gap-1">
                  {tags.map((tag) => (
                    <TagBadge key={tag} tag={tag} />
                  ))}
                </span>
              ) : null,
          },
          { label: "Language", value: customer.language ? LANGUAGE_NAMES[customer.language] : "As the shop" },
          { label: "Since", value: <DateTime at={customer.createdAt} mode="date" /> },
          {
            label: "Note",
            value: customer.note ? <span className="whitespace-pre-line">{customer.note}</span> : null,
          },
        ]}
      />
    </Card>
  );
}

const MailLink = ({ email }: { email: string }) => <TextLink href={`mailto:${email}`}>{email}</TextLink>;

const Contacts = ({ customer }: { customer: Customer }) => (
  <ListPart
    title="Contacts"
    customer={customer}
    mayEdit={useCan("customers.set-contacts")}
    edit="Edit contacts"
    dialog={ContactsDialog}
    rows={customer.contacts}
    row={({ name, role, email, phone }) => (
      <>
        <span>
          {name}
          {role && <span className="text-muted"> · {role}</span>}
        </span>
        {email && <MailLink email={email} />}
        {phone && <span className="text-muted">{phone}</span>}
      </>
    )}
  />
);

const Addresses = ({ customer }: { customer: Customer }) => (
  <ListPart
    title="Other addresses"
    customer={customer}
    mayEdit={useCan("customers.set-addresses")}
    edit="Edit addresses"
    dialog={AddressesDialog}
    rows={customer.addresses}
    row={({ recipient, country, isDeliveryDefault, isBillingDefault, ...place }) => (
      <>
        {recipient && <span>{recipient}</span>}
        <span className="whitespace-pre-line text-muted">{addressLines(place)}</span>
        {country && <span className="text-muted">{countryName(country)}</span>}
        <span className="mt-0.5 flex flex-wrap gap-1 empty:hidden">
          {isDeliveryDefault && <Badge tone="accent">Deliveries</Badge>}
          {isBillingDefault && <Badge tone="accent">Bills</Badge>}
        </span>
      </>
    )}
  />
);
