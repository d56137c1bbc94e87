"use client";

import { Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { categoryPath } from "@/app/(staff)/_goods/category-path";
import { RefusalNotice } from "@/client/refusal";
import { useShop } from "@/client/shop";
import { trpc } from "@/client/trpc";
import { FIRST_DAY, TAX_CODE_NAMES } from "@/modules/catalog/taxes/tax";
import { countryName } from "@/shared/countries";
import { formatDay } from "@/shared/dates";
import { formatRate } from "@/shared/money";
import { IconButton } from "@/ui/icon-button";
import { onDemand } from "@/ui/on-demand";
import type { Tax } from "./tax";

const EditTaxCategory = onDemand(() => import("./tax-category-dialog").then((file) => file.EditTaxCategory));

/** One tax category: what it is, what it is for, and its rates. */
export function TaxCategoryPart({ tax }: { tax: Tax }) {
  const [isEdited, setEdited] = useState(false);
  const remove = trpc.catalog.removeTaxCategory.useMutation();
  return (
    <section aria-label={tax.name} className="text-sm">
      <div className="flex items-center gap-3">
        <div className="min-w-0 flex-1">
          <h3 className="font-medium">{tax.name}</h3>
          <p className="text-xs text-muted">
            <About tax={tax} />
          </p>
        </div>
        <IconButton label={`Edit ${tax.name}`} icon={<Pencil aria-hidden />} onClick={() => setEdited(true)} />
        {!tax.isStandard && (
          <IconButton
            label={`Remove ${tax.name}`}
            icon={<Trash2 aria-hidden />}
            disabled={remove.isPending}
            onClick={() => remove.mutate({ taxCategoryId: tax.id })}
          />
        )}
      </div>
      <RefusalNotice of={remove.error} />
      {tax.code === "S" && <Rates tax={tax} />}
      <EditTaxCategory tax={tax} open={isEdited} onOpen={setEdited} />
    </section>
  );
}

function About({ tax }: { tax: Tax }) {
  const categories = trpc.catalog.listCategories.useQuery();
  const paths = tax.categoryIds.map((id) => categoryPath(categories.data ?? [], id)).filter((path) => path !== "");
  const what = tax.isStandard ? "Everything for which nothing else is chosen" : TAX_CODE_NAMES[tax.code];
  return [what, tax.reason, tax.reasonCode, ...paths].filter((part) => part !== "").join(" · ");
}

function Rates({ tax }: { tax: Tax }) {
  const { taxRate } = useShop();
  const remove = trpc.catalog.setTaxRate.useMutation();
  const elsewhere = tax.isStandard ? formatRate(taxRate) : "as standard";
  const hasEverywhere = tax.rates.some(({ country, validFrom }) => country === "" && validFrom === FIRST_DAY);
  return (
    <>
      <table className="mt-1 w-full">
        <thead className="sr-only">
          <tr>
            <th>Place</th>
            <th>From</th>
            <th>Tax</th>
            <th>Remove</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-border">
          {tax.rates.map((rate) => (
            <tr key={rate.id}>
              <td className="py-1 pr-3 wrap-anywhere">{placeOf(rate)}</td>
              <td className="w-32 py-1 pr-3 text-muted">
                {rate.validFrom === FIRST_DAY ? "" : `from ${formatDay(rate.validFrom)}`}
              </td>
              <td className="w-16 py-1 text-right font-medium tabular">{formatRate(rate.rate)}</td>
              <td className="w-10 py-1 pl-2 text-right">
                <IconButton
                  label={`Remove the rate of ${tax.name} in ${placeOf(rate)}`}
                  icon={<Trash2 aria-hidden />}
                  disabled={remove.isPending}
                  onClick={() => remove.mutate({ ...asAsked(rate), taxCategoryId: tax.id, rate: null })}
                />
              </td>
            </tr>
          ))}
          {!hasEverywhere && (
            <tr className="text-muted">
              <td className="py-1.5 pr-3">{tax.rates.length === 0 ? "Everywhere" : "Everywhere else"}</td>
              <td />
              <td className="py-1.5 text-right whitespace-nowrap tabular">{elsewhere}</td>
              <td />
            </tr>
          )}
        </tbody>
      </table>
      <RefusalNotice of={remove.error} />
    </>
  );
}

type Rate = Tax["rates"][number];

const placeOf = ({ country, region }: Rate): string =>
  [country === "" ? "Every other country" : countryName(country), region && `postcodes ${region}…`]
    .filter(Boolean)
    .join(", ");

const asAsked = ({ country, region, validFrom }: Rate) => ({ country: country || null, region, validFrom });
