"use client";

import { moneyKind, percentKind } from "@/shared/typed-number";
import { Card } from "@/ui/card";
import { useRegion } from "@/ui/region";
import { CarrierCard } from "./carrier-card";
import { DiscountInput } from "./discount-input";
import { type Draft, termFaults } from "./order-draft";
import { ParsedInput } from "./parsed-input";
import { TaxNote } from "./tax-note";
import type { DraftTaxes } from "./use-default-tax";

type OrderTermsCardProps = {
  draft: Draft;
  isNew: boolean;
  taxes: DraftTaxes;
  onDraft: (change: (draft: Draft) => Draft) => void;
};
type Terms = Pick<Draft, "discount" | "shipping">;

/** What holds for the order as a whole: its tax, what is off it, what shipping is charged, and who carries it. */
export function OrderTermsCard({ taxes, isNew, ...props }: OrderTermsCardProps) {
  if (props.draft.lines.length === 0) return null;
  return (
    <>
      <TaxNote taxes={taxes} onRetax={() => props.onDraft((now) => ({ ...now, retax: true }))} />
      <WholeOrder {...props} />
      {isNew && <CarrierCard {...props} />}
    </>
  );
}

function WholeOrder({ draft, onDraft }: Omit<OrderTermsCardProps, "taxes" | "isNew">) {
  const { discount = null, shipping = null, pricesIncludeTax = false } = draft;
  const { currency } = useRegion();
  const faults = termFaults(draft);
  const onTerms = (terms: Terms) => onDraft((now) => ({ ...now, ...terms }));
  return (
    <Card className="@container">
      <div className="grid grid-cols-2 gap-x-4 gap-y-3 @xl:grid-cols-[minmax(0,1fr)_8rem_8rem_6rem] @xl:items-start">
        <div className="col-span-2 text-sm @xl:col-span-1 @xl:pt-5">
          <p className="font-medium">Whole order</p>
          <p className="text-xs text-muted">The discount is shared by all products, and not by shipping.</p>
        </div>
        <Box name="Discount">
          <DiscountInput
            of="the order"
            value={discount?.value === undefined ? 0 : discount.value}
            inMoney={discount?.inMoney ?? false}
            onValue={(value, inMoney) => onTerms({ discount: { value, inMoney } })}
            invalid={faults.discount}
          />
        </Box>
        <Box name={pricesIncludeTax ? "Shipping with tax" : "Shipping charge"}>
          <ParsedInput
            label="Shipping charge"
            value={shipping?.price ?? null}
            onValue={(price) => onTerms({ shipping: { ...shipping, price } })}
            onClear={() => onTerms({ shipping: null })}
            kind={moneyKind(currency)}
            placeholder="None"
            invalid={faults.price}
            unit={currency}
          />
        </Box>
        <Box name="Shipping tax">
          <ParsedInput
            label="Tax on shipping in percent"
            value={shipping?.taxRate ?? null}
            onValue={(taxRate) => shipping && onTerms({ shipping: { ...shipping, taxRate } })}
            onClear={() => shipping && onTerms({ shipping: { price: shipping.price } })}
            kind={percentKind}
            placeholder="As goods"
            disabled={shipping === null}
            invalid={faults.taxRate}
            unit="%"
          />
        </Box>
      </div>
    </Card>
  );
}

function Box({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <span aria-hidden className="mb-1 block text-xs text-muted">
        {name}
      </span>
      {children}
    </div>
  );
}
