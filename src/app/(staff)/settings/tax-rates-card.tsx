"use client";

import { Trash2 } from "lucide-react";
import { type Category, categoryPath } from "@/app/(staff)/_goods/category-path";
import { COUNTRY_CHOICES } from "@/app/(staff)/_settings/choices";
import { Loaded } from "@/client/loaded";
import { RefusalNotice, refusalOf } from "@/client/refusal";
import { type Outputs, trpc } from "@/client/trpc";
import { countryName } from "@/shared/countries";
import { formatRate } from "@/shared/money";
import { Card, CardHeader } from "@/ui/card";
import { ChoiceField } from "@/ui/choice-field";
import { EmptyState } from "@/ui/empty-state";
import { Form, FormActions, FormGrid, SubmitButton, useZodForm } from "@/ui/form";
import { IconButton } from "@/ui/icon-button";
import { PercentField } from "@/ui/percent-field";
import { DetailSkeleton } from "@/ui/skeleton";

type TaxRate = Outputs["catalog"]["listTaxRates"][number];

const DESCRIPTION =
  "New order lines start with the rate of the product's nearest category, the one for the customer's country first. " +
  "Where no category has a rate, they start with the country's, or else the default.";

/** The rates that differ from the default: by category, by the customer's country, or by both. */
export function TaxRatesCard() {
  const rates = trpc.catalog.listTaxRates.useQuery();
  const categories = trpc.catalog.listCategories.useQuery();
  return (
    <Card className="flex flex-col gap-4">
      <CardHeader title="Tax by category and country" description={DESCRIPTION} className="mb-0" />
      <Loaded inline query={rates} skeleton={<DetailSkeleton />}>
        {(rates) => <Rates rates={rates} categories={categories.data ?? []} />}
      </Loaded>
      <SetRate categories={categories.data ?? []} />
    </Card>
  );
}

function Rates({ rates, categories }: { rates: readonly TaxRate[]; categories: readonly Category[] }) {
  const remove = trpc.catalog.setTaxRate.useMutation();
  if (rates.length === 0)
    return <EmptyState title="No other rates">Every new order line starts with the default tax.</EmptyState>;
  const nameOf = ({ categoryId, country }: TaxRate) =>
    [
      categoryId === null ? "All categories" : categoryPath(categories, categoryId),
      country === null ? "all countries" : countryName(country),
    ].join(", ");
  return (
    <div>
      <ul aria-label="Tax rates" className="divide-y divide-border text-sm">
        {rates.map((each) => (
          <li key={each.id} className="flex items-center gap-3 py-1">
            <span className="min-w-0 flex-1 break-words">{nameOf(each)}</span>
            <span className="font-medium tabular">{formatRate(each.rate)}</span>
            <IconButton
              label={`Remove the rate of ${nameOf(each)}`}
              icon={<Trash2 aria-hidden />}
              disabled={remove.isPending}
              onClick={() => remove.mutate({ categoryId: each.categoryId, country: each.country, rate: null })}
            />
          </li>
        ))}
      </ul>
      <RefusalNotice of={remove.error} />
    </div>
  );
}

/** Null would take the rate away, which is what the button beside it does. */
const fetchInput = async () => {
  const { SetTaxRate } = await import("@/modules/catalog/contract");
  return SetTaxRate.refine(({ rate }) => rate !== null, { message: "Enter a rate.", path: ["rate"] });
};

const ANY = "any";

function SetRate({ categories }: { categories: readonly Category[] }) {
  const form = useZodForm(fetchInput, { categoryId: null, country: null, rate: null });
  const set = trpc.catalog.setTaxRate.useMutation({ onSuccess: () => form.reset() });
  return (
    <Form
      form={form}
      onSubmit={(values) => set.mutate(values)}
      pending={set.isPending}
      error={set.error && refusalOf(set.error).message}
      label="Set a tax rate"
      className="border-t border-border pt-4"
    >
      <FormGrid columns={3}>
        <ChoiceField
          name="categoryId"
          label="Category"
          none={ANY}
          choices={[
            { value: ANY, label: "All categories" },
            ...categories.map(({ id }) => ({ value: id, label: categoryPath(categories, id) })),
          ]}
        />
        <ChoiceField
          name="country"
          label="Country of the customer"
          none={ANY}
          choices={[{ value: ANY, label: "All countries" }, ...COUNTRY_CHOICES]}
        />
        <PercentField name="rate" label="Tax" nullable />
      </FormGrid>
      <FormActions>
        <SubmitButton variant="secondary">Set rate</SubmitButton>
      </FormActions>
    </Form>
  );
}
