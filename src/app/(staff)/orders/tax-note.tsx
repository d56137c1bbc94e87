"use client";

import { whyReversed, whyTaxed } from "@/app/(staff)/_orders/why-taxed";
import { useShop } from "@/client/shop";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import type { DraftTaxes } from "./use-default-tax";

type TaxNoteProps = { taxes: DraftTaxes; onRetax: () => void };

/** Why an order is taxed as it is, where that is not as at home; and that an open one keeps its tax. */
export function TaxNote({ taxes: { basis, lines, isKept, isOutdated }, onRetax }: TaxNoteProps) {
  const { country } = useShop();
  if (isOutdated)
    return (
      <Notice
        tone="info"
        action={
          <Button size="sm" onClick={onRetax}>
            Take today&apos;s tax
          </Button>
        }
      >
        This order keeps the tax that it was confirmed with. Today it would be another.
      </Notice>
    );
  const why = basis && [whyTaxed(basis, country), whyReversed(basis, [...lines.values()])].filter(Boolean).join(" ");
  const text = isKept ? "Lines that stand keep the tax that they were confirmed with." : why;
  return text && <p className="px-1 text-xs text-muted">{text}</p>;
}
