import { NoInput, procedure, queryOnPrimary, queryOnReplica, router } from "@/platform/trpc/procedure";
import { continueNumbers } from "./continue-numbers";
import { ContinueNumbers, EditSettings, SetLogo } from "./contract";
import { editSettings } from "./edit-settings";
import { SetPaymentMethods } from "./payment-method-inputs";
import { getSettingsState, listPaymentMethods, listTimeZones, readShopSettings } from "./queries";
import { setLogo } from "./set-logo";
import { setPaymentMethods } from "./set-payment-methods";

export const shopRouter = router({
  getSettings: queryOnPrimary("shop.read")
    .input(NoInput)
    .query(({ ctx }) => readShopSettings(ctx)),
  getSettingsState: queryOnPrimary("shop.edit-settings")
    .input(NoInput)
    .query(({ ctx }) => getSettingsState(ctx)),
  listTimeZones: queryOnPrimary("shop.edit-settings")
    .input(NoInput)
    .query(({ ctx }) => listTimeZones(ctx)),
  listPaymentMethods: queryOnReplica("shop.read")
    .input(NoInput)
    .query(({ ctx }) => listPaymentMethods(ctx)),
  setPaymentMethods: procedure("shop.set-payment-methods")
    .input(SetPaymentMethods)
    .mutation(({ ctx, input }) => setPaymentMethods(ctx, input)),
  editSettings: procedure("shop.edit-settings")
    .input(EditSettings)
    .mutation(({ ctx, input }) => editSettings(ctx, input)),
  setLogo: procedure("shop.set-logo")
    .input(SetLogo)
    .mutation(({ ctx, input }) => setLogo(ctx, input)),
  continueNumbers: procedure("shop.continue-numbers")
    .input(ContinueNumbers)
    .mutation(({ ctx, input }) => continueNumbers(ctx, input)),
});
