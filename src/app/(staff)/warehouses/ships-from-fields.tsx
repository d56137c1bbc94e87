import { COUNTRY_CHOICES } from "@/app/(staff)/_settings/choices";
import { ChoiceField } from "@/ui/choice-field";
import { FormGrid } from "@/ui/form";
import { TextField } from "@/ui/text-field";

/** Where a warehouse stands: `country` and `postcode` of the form around them. */
export function ShipsFromFields() {
  return (
    <FormGrid columns={2}>
      <ChoiceField
        name="country"
        label="Ships from"
        choices={COUNTRY_CHOICES}
        placeholder="The country of the shop"
        hint="Decides the tax of what leaves here."
        optional
      />
      <TextField name="postcode" label="Postcode" autoComplete="off" optional />
    </FormGrid>
  );
}
