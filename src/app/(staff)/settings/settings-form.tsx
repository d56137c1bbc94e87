"use client";

import { useWatch } from "react-hook-form";
import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import { COUNTRY_CHOICES, CURRENCY_CHOICES, LOCALE_OPTIONS, zoneChoices } from "@/app/(staff)/_settings/choices";
import { ShopSettingsForm } from "@/app/(staff)/_settings/shop-settings-form";
import { useShop } from "@/client/shop";
import { trpc } from "@/client/trpc";
import { DOCUMENT_LANGUAGES, LANGUAGE_NAMES } from "@/modules/shop/shop";
import { countryName } from "@/shared/countries";
import { Card, CardHeader } from "@/ui/card";
import { CheckboxField } from "@/ui/checkbox-field";
import { ChoiceField } from "@/ui/choice-field";
import { FormActions, FormGrid, SubmitButton } from "@/ui/form";
import { NumberField } from "@/ui/number-field";
import { PercentField } from "@/ui/percent-field";
import { SelectField } from "@/ui/select-field";
import { TextField } from "@/ui/text-field";
import { notify } from "@/ui/toast";
import { DayExplained } from "./day-explained";

const ROUNDING_HINT =
  "Of all that is taxed at one rate, as electronic invoices have it. Otherwise the tax of each line is rounded. " +
  "Applies to orders placed from now on.";

/** Everything that is saved together: who the shop is, how it writes, what it charges. */
export function SettingsForm({ currencyIsBooked }: { currencyIsBooked: boolean }) {
  const { currency } = useShop();
  return (
    <ShopSettingsForm label="Settings of the shop" onSaved={() => notify.success("Settings saved")}>
      {(isDirty) => (
        <>
          <Company />
          <Writing currencyIsBooked={currencyIsBooked} currency={currency} />
          <Selling />
          <Credit />
          <Documents />
          <FormActions>
            <SubmitButton disabled={!isDirty}>Save settings</SubmitButton>
          </FormActions>
        </>
      )}
    </ShopSettingsForm>
  );
}

function Company() {
  return (
    <Card className="flex flex-col gap-4">
      <CardHeader title="Company" description="As it stands on documents." className="mb-0" />
      <FormGrid columns={2}>
        <TextField name="companyName" label="Company name" autoComplete="organization" />
        <ChoiceField name="country" label="Country" choices={COUNTRY_CHOICES} placeholder="Choose a country" />
      </FormGrid>
      <FormGrid columns={2}>
        <TextField name="address" label="Address" rows={3} autoComplete="street-address" optional />
        <div className="flex flex-col gap-4">
          <TextField name="vatNumber" label="VAT number" hint="With the letters of its country, such as DE." optional />
          <TextField name="registrationNumber" label="Register number" placeholder="HRB 12345" optional />
        </div>
      </FormGrid>
    </Card>
  );
}

function Writing({ currencyIsBooked, currency }: { currencyIsBooked: boolean; currency: string }) {
  const zones = trpc.shop.listTimeZones.useQuery(undefined, { staleTime: Number.POSITIVE_INFINITY });
  const timeZone: unknown = useWatch({ name: "timeZone" });
  return (
    <Card className="flex flex-col gap-4">
      <CardHeader
        title="Money, numbers and time"
        description="Every amount, number, date and time is written so, and typed numbers are read so."
        className="mb-0"
      />
      <FormGrid columns={2}>
        <ChoiceField
          name="currency"
          label="Currency"
          choices={CURRENCY_CHOICES}
          disabled={currencyIsBooked}
          hint={
            currencyIsBooked
              ? `Orders or costs are recorded in ${currency}, so it can't be changed any more.`
              : "It can be changed until the first order or cost is recorded."
          }
        />
        <SelectField name="locale" label="Number format" options={LOCALE_OPTIONS} />
      </FormGrid>
      <ChoiceField
        name="timeZone"
        label="Time zone"
        choices={zoneChoices(zones.data, timeZone)}
        className="sm:max-w-[calc(50%-0.5rem)]"
      />
      {typeof timeZone === "string" && <DayExplained timeZone={timeZone} />}
    </Card>
  );
}

const LANGUAGE_OPTIONS = DOCUMENT_LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }));

function Documents() {
  return (
    <Card className="flex flex-col gap-4">
      <CardHeader
        title="Documents"
        description="Quotes, order confirmations and packing slips also show the company above, and its logo."
        className="mb-0"
      />
      <FormGrid columns={2}>
        <TextField name="iban" label="IBAN" optional />
        <TextField name="bic" label="BIC" optional />
      </FormGrid>
      <FormGrid columns={2}>
        <TextField
          name="documentFooter"
          label="Footer"
          rows={3}
          hint="At the foot of each page, such as the register and who manages the company."
          optional
        />
        <SelectField name="documentLanguage" label="Language of documents" options={LANGUAGE_OPTIONS} />
      </FormGrid>
    </Card>
  );
}

const NO_WAREHOUSE = "none";

function Selling() {
  const country: unknown = useWatch({ name: "country" });
  const where = typeof country === "string" && country !== "" ? countryName(country) : "your country";
  return (
    <Card className="flex flex-col gap-4">
      <CardHeader title="Selling" description="What new orders start with." className="mb-0" />
      <FormGrid columns={2}>
        <PercentField
          name="taxRate"
          label="Default tax"
          hint={`The usual rate in ${where}. Other rates are set under Taxes below.`}
        />
        <DefaultWarehouse />
      </FormGrid>
      <NumberField
        name="quoteHoldHours"
        label="Quotes hold stock for"
        unit="hours"
        nullable
        optional
        className="sm:max-w-[calc(50%-0.5rem)]"
        hint="From when a draft is saved, what is available of its items is kept for it. Empty: drafts hold nothing."
      />
      <CheckboxField
        name="pricesIncludeTax"
        label="Prices include tax"
        hint="As for shops that sell to consumers. Applies to orders placed from now on."
      />
      <CheckboxField
        name="taxFreeAbroad"
        label="Sell without tax abroad"
        hint="To companies registered in other EU countries, and everything that leaves the EU."
      />
      <CheckboxField name="roundsTaxOnce" label="Round tax once for the whole order" hint={ROUNDING_HINT} />
    </Card>
  );
}

/** What holds for customers for whom nothing else is set. */
function Credit() {
  return (
    <Card className="flex flex-col gap-4">
      <CardHeader title="Payment and credit" description="Unless a customer has terms of their own." className="mb-0" />
      <FormGrid columns={2}>
        <NumberField
          name="paymentTermsDays"
          label="Payment terms"
          unit="days"
          nullable
          optional
          hint="From the day an order ships. Empty where payments are followed elsewhere: then nothing is overdue here."
        />
        <SelectField
          name="creditPolicy"
          label="Above a credit limit"
          hint="When confirming an order takes a customer above their limit."
          options={[
            { value: "warn", label: "Confirm and warn" },
            { value: "refuse", label: "Refuse to confirm" },
          ]}
        />
      </FormGrid>
    </Card>
  );
}

function DefaultWarehouse() {
  const { warehouses } = useWarehouses();
  return (
    <SelectField
      name="defaultWarehouseId"
      label="Default warehouse"
      hint="For people without a home warehouse."
      options={[
        { value: NO_WAREHOUSE, label: "None" },
        ...warehouses.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      none={NO_WAREHOUSE}
    />
  );
}
