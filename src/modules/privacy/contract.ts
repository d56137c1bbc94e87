import * as z from "zod";
import { defineError } from "@/shared/error";
import { Id } from "@/shared/given-id";
import { defineJob } from "@/shared/job";
import { formatMoney } from "@/shared/money";
import type { Staleness } from "@/shared/staleness";

const NAME_CHARACTERS_MAX = 200;

const Amount = z.number().int().min(0);

/**
 * The name is typed again, since nothing brings back what is erased. `accepted` is what the person saw of money that is
 * still open: nobody can be asked for what they owe, or given what they are owed, once the name is gone.
 */
export const EraseCustomer = z.strictObject({
  customerId: Id,
  name: z.string().trim().max(NAME_CHARACTERS_MAX),
  accepted: z.strictObject({ open: Amount, credit: Amount }).default({ open: 0, credit: 0 }),
});
export type EraseCustomer = z.input<typeof EraseCustomer>;

export const eraseMails = defineJob("privacy.erase-mails", z.object({ orderIds: z.array(Id) }));

export const PRIVACY_STALENESS = {
  // Asked anew each time it is saved.
  getPersonalData: [
    { facts: ["customers", "orders", "invoices"], about: "asked" },
    { facts: ["approvals", "notifications", "parcels"] },
  ],
} as const satisfies Staleness;

export const otherName = defineError<Record<string, never>>(
  "privacy.other-name",
  "invalid",
  () => "This isn't the name of the customer. Type it as it stands at the top of the page.",
);

export const ordersStillOpen = defineError<{ name: string; numbers: number[] }>(
  "privacy.orders-still-open",
  "conflict",
  ({ name, numbers }) =>
    `${name} has orders that are still open, or that shipped today: ` +
    `${numbers.map((number) => `#${number}`).join(", ")}. Ship or cancel those that are open. ` +
    "A shipment of today can still be voided: erase the customer tomorrow. Nothing was changed.",
);

export const moneyStillOwed = defineError<{ name: string; open: number; credit: number }>(
  "privacy.money-still-owed",
  "conflict",
  ({ name, open, credit }) =>
    [
      open > 0 && `${name} still owes ${formatMoney(open)}.`,
      credit > 0 && `${formatMoney(credit)} are still to be refunded to ${name}.`,
      "Without a name nobody can settle it. Record it first, or erase the customer all the same. Nothing was changed.",
    ]
      .filter(Boolean)
      .join(" "),
);

export const worksElsewhere = defineError<Record<string, never>>(
  "privacy.works-elsewhere",
  "forbidden",
  () =>
    "A customer's orders may be in any warehouse, and you don't work in all of them. " +
    "Ask somebody who does to do this.",
);

export const tooManyOrders = defineError<{ ordersMax: number }>(
  "privacy.too-many-orders",
  "limit",
  ({ ordersMax }) => `This customer has more than ${ordersMax} orders. Export the list of orders beside it.`,
);
