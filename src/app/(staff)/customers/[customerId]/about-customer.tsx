"use client";

import { AddressesDialog, ContactsDialog } from "@/app/(staff)/_customers/customer-dialog";
import { EntityHistory } from "@/app/(staff)/_history/entity-history";
import { useCan } from "@/client/person";
import type { Outputs } from "@/client/trpc";
import { addressLines, tagsOf } from "@/modules/customers/customer";
import { countryName } from "@/shared/countries";
import { Badge } from "@/ui/badge";
import { Card, CardHeader } from "@/ui/card";
import { DateTime } from "@/ui/date-time";
import { DescriptionList } from "@/ui/description-list";
import { TextLink } from "@/ui/text-link";
import { Part } from "./part-of-customer";
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
  const tags = tagsOf(customer.tags);
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
                    <Badge key={tag}>{tag}</Badge>
                  ))}
                </span>
              ) : null,
          },
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

function Contacts({ customer }: { customer: Customer }) {
  return (
    <Part
      title="Contacts"
      customer={customer}
      mayEdit={useCan("customers.set-contacts")}
      edit="Edit contacts"
      dialog={ContactsDialog}
    >
      {customer.contacts.length === 0 ? (
        <p className="text-sm text-faint">None</p>
      ) : (
        <ul aria-label="Contacts" className="flex flex-col gap-2 text-sm">
          {customer.contacts.map(({ id, name, role, email, phone }) => (
            <li key={id} className="flex flex-col break-words">
              <span>
                {name}
                {role && <span className="text-muted"> · {role}</span>}
              </span>
              {email && <MailLink email={email} />}
              {phone && <span className="text-muted">{phone}</span>}
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

function Addresses({ customer }: { customer: Customer }) {
  return (
    <Part
      title="Other addresses"
      customer={customer}
      mayEdit={useCan("customers.set-addresses")}
      edit="Edit addresses"
      dialog={AddressesDialog}
    >
      {customer.addresses.length === 0 ? (
        <p className="text-sm text-faint">None</p>
      ) : (
        <ul aria-label="Other addresses" className="flex flex-col gap-3 text-sm">
          {customer.addresses.map((each) => (
            <li key={each.id} className="flex flex-col gap-1">
              {each.recipient && <span>{each.recipient}</span>}
              <span className="whitespace-pre-line break-words text-muted">{addressLines(each)}</span>
              {each.country && <span className="text-muted">{countryName(each.country)}</span>}
              <span className="flex flex-wrap gap-1 empty:hidden">
                {each.isDeliveryDefault && <Badge tone="accent">Deliveries</Badge>}
                {each.isBillingDefault && <Badge tone="accent">Bills</Badge>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}
