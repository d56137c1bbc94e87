"use client";

import { useState } from "react";
import { COUNTRY_CHOICES, CURRENCY_CHOICES, LOCALE_OPTIONS, zoneChoices } from "@/app/(staff)/_settings/choices";
import { ShopSettingsForm } from "@/app/(staff)/_settings/shop-settings-form";
import { useShop } from "@/client/shop";
import { trpc } from "@/client/trpc";
import { isTimeZone } from "@/modules/shop/shop";
import { CheckboxField } from "@/ui/checkbox-field";
import { ChoiceField } from "@/ui/choice-field";
import { Dialog, DialogCancel } from "@/ui/dialog";
import { FormActions, FormGrid, SubmitButton } from "@/ui/form";
import { SelectField } from "@/ui/select-field";
import { TextField } from "@/ui/text-field";
import { notify } from "@/ui/toast";

type SetUpShopDialogProps = { open: boolean; onOpen: (open: boolean) => void };

/** The few settings that all others build on, asked for before the first sale. */
export function SetUpShopDialog({ open, onOpen }: SetUpShopDialogProps) {
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      title="Set up your shop"
      description="The currency can't be changed once orders or costs are recorded; the rest can, under Settings."
    >
      <Basics onDone={() => onOpen(false)} />
    </Dialog>
  );
}

/** In a shop that nobody has set up, the reader's own zone is the better guess. */
function zoneOfReader(saved: string): string {
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return isTimeZone(own) ? own : saved;
}

function Basics({ onDone }: { onDone: () => void }) {
  const saved = useShop();
  const zones = trpc.shop.listTimeZones.useQuery(undefined, { staleTime: Number.POSITIVE_INFINITY });
  const [timeZone] = useState(() => zoneOfReader(saved.timeZone));
  return (
    <ShopSettingsForm
      label="Set up your shop"
      guess={{ timeZone }}
      onSaved={() => {
        notify.success("Your shop is set up");
        onDone();
      }}
    >
      {() => (
        <>
          <TextField name="companyName" label="Company name" autoComplete="organization" />
          <FormGrid columns={2}>
            <ChoiceField name="country" label="Country" choices={COUNTRY_CHOICES} placeholder="Choose a country" />
            <ChoiceField name="currency" label="Currency" choices={CURRENCY_CHOICES} />
            <ChoiceField name="timeZone" label="Time zone" choices={zoneChoices(zones.data, timeZone)} />
            <SelectField name="locale" label="Number format" options={LOCALE_OPTIONS} />
          </FormGrid>
          <CheckboxField
            name="pricesIncludeTax"
            label="Prices include tax"
            hint="As for shops that sell to consumers."
          />
          <FormActions>
            <DialogCancel />
            <SubmitButton>Save settings</SubmitButton>
          </FormActions>
        </>
      )}
    </ShopSettingsForm>
  );
}
