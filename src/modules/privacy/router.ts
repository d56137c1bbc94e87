import { CustomerRef } from "@/modules/customers/contract";
import { procedure, queryOnPrimary, router } from "@/platform/trpc/procedure";
import { EraseCustomer } from "./contract";
import { eraseCustomer } from "./erase-customer";
import { getPersonalData } from "./queries";

export const privacyRouter = router({
  getPersonalData: queryOnPrimary("privacy.read")
    .input(CustomerRef)
    .query(({ ctx, input }) => getPersonalData(ctx, input)),
  eraseCustomer: procedure("privacy.erase-customer")
    .input(EraseCustomer)
    .mutation(({ ctx, input }) => eraseCustomer(ctx, input)),
});
