import { countMovements } from "@/modules/inventory/stock-card";
import { NoInput, queryOnPrimary, router } from "@/platform/trpc/procedure";
import { verifyBooks } from "./verify-books";

/** The books as a whole, over every module that keeps any. */
export const ledgerRouter = router({
  verify: queryOnPrimary("ledger.read")
    .input(NoInput)
    .query(async ({ ctx }) => ({ ...(await verifyBooks(ctx)), movementCount: await countMovements(ctx) })),
});
