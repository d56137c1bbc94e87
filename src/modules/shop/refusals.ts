import { defineError } from "@/shared/error";
import type { SettingsValues } from "./contract";

export const settingsChangedMeanwhile = defineError<{ version: number; theirs: SettingsValues }>(
  "shop.settings-changed-meanwhile",
  "conflict",
  () =>
    "Someone else saved the settings while you were editing. " +
    "Your entries are kept: compare them with theirs, then save again.",
);

export const paymentMethodsChangedMeanwhile = defineError(
  "shop.payment-methods-changed-meanwhile",
  "conflict",
  () =>
    "Someone else saved the payment methods while you were editing. " +
    "Your entries are kept: look at theirs below, then save again. Nothing was changed.",
);

export const paymentMethodUnknown = defineError<{ method: string }>(
  "shop.payment-method-unknown",
  "invalid",
  () => "This shop has no such payment method. Choose one from the list. Nothing was changed.",
);

export const paymentMethodArchived = defineError<{ name: string }>(
  "shop.payment-method-archived",
  "conflict",
  ({ name }) => `${name} is not used any more. Choose another payment method. Nothing was changed.`,
);
