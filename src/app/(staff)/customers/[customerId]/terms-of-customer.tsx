"use client";

import { TermsDialog } from "@/app/(staff)/_customers/customer-dialog";
import { Loaded } from "@/client/loaded";
import { useCan } from "@/client/person";
import { type Outputs, trpc } from "@/client/trpc";
import { carriedBy } from "@/modules/shop/carriers/carried-by";
import { formatDay } from "@/shared/dates";
import { formatMoney } from "@/shared/money";
import { formatCount } from "@/shared/plural";
import { Money } from "@/ui/amount";
import { DescriptionList } from "@/ui/description-list";
import { Progress } from "@/ui/progress";
import { Skeleton } from "@/ui/skeleton";
import { Part } from "./part-of-customer";

type Customer = Outputs["customers"]["get"];
type Credit = Outputs["orders"]["getCredit"];

/** When a customer pays, and how much of what they may owe they owe by now. */
export function Terms({ customer }: { customer: Customer }) {
  const credit = trpc.orders.getCredit.useQuery({ customerId: customer.id });
  return (
    <Part
      title="Terms"
      customer={customer}
      mayEdit={useCan("customers.set-terms")}
      edit="Edit terms"
      dialog={TermsDialog}
    >
      <Loaded inline query={credit} skeleton={<Skeleton className="h-16" />}>
        {(credit) => (
          <div className="flex flex-col gap-3">
            {credit.creditLimit !== null && <CreditUsed used={credit.used} limit={credit.creditLimit} />}
            <DescriptionList
              items={[
                paymentOf(customer, credit),
                ...(customer.paymentMethodName === null
                  ? []
                  : [{ label: "Pays by", value: customer.paymentMethodName }]),
                ...carrierOf(customer),
                ...limitOf(customer, credit),
                ...creditOf(credit),
                ...exemptionOf(customer),
              ]}
            />
          </div>
        )}
      </Loaded>
    </Part>
  );
}

/** From so much of the limit on, somebody should know before they sell more. */
const NEARLY = 0.8;

function CreditUsed({ used, limit }: { used: number; limit: number }) {
  const isAbove = used > limit;
  return (
    <Progress
      label={isAbove ? "Above the credit limit" : "Credit used"}
      value={used}
      max={limit}
      text={`${formatMoney(used)} of ${formatMoney(limit)}`}
      tone={isAbove ? "danger" : used > limit * NEARLY ? "warning" : "accent"}
    />
  );
}

const AsShop = () => <span className="text-muted"> (as the shop)</span>;

function paymentOf({ paymentTermsDays: own }: Customer, { paymentTermsDays }: Credit) {
  if (paymentTermsDays === null) return { label: "Payment", value: "No terms" };
  const value = (
    <>
      {paymentTermsDays === 0 ? "At once" : `Within ${formatCount(paymentTermsDays, "day")}`}
      {own === null && <AsShop />}
    </>
  );
  return { label: "Payment", value };
}

/** Their new orders don't take one that is archived. */
function carrierOf({ carrierName, carrierService, carrierIsArchived }: Customer) {
  if (carrierName === null) return [];
  const value = (
    <span className="wrap-anywhere">
      {carriedBy(carrierName, carrierService)}
      {carrierIsArchived && <span className="block text-xs text-muted">archived, so new orders don't take it</span>}
    </span>
  );
  return [{ label: "Goes with", value }];
}

function limitOf({ creditPolicy: own }: Customer, { open, creditLimit, creditPolicy }: Credit) {
  if (creditLimit === null)
    return [
      { label: "Credit limit", value: null },
      { label: "Left to pay", value: <Money minor={open} /> },
    ];
  const value = (
    <>
      {creditPolicy === "refuse" ? "Refuse to confirm" : "Confirm and warn"}
      {own === null && <AsShop />}
    </>
  );
  return [{ label: "Above it", value }];
}

function exemptionOf({ taxExemptReason: reason, taxExemptCode: code, ...exempt }: Customer) {
  const { taxExemptNumber: number, taxExemptUntil: until } = exempt;
  if (reason === "") return [];
  const value = [reason, code, number, until && `until ${formatDay(until)}`].filter(Boolean).join(" · ");
  return [{ label: "Exempt from tax", value }];
}

const creditOf = ({ credit }: Credit) => (credit > 0 ? [{ label: "To refund", value: <Money minor={credit} /> }] : []);
