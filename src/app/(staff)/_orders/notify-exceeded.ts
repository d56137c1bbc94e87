import type { Outputs } from "@/client/trpc";
import { formatMoney } from "@/shared/money";
import { notify } from "@/ui/toast";

type Exceeded = NonNullable<Outputs["orders"]["confirm"]["exceeded"]>;

/** Says that an order was confirmed above the credit limit of its customer, where it was. */
export function notifyExceeded(exceeded: Exceeded | undefined): void {
  if (!exceeded) return;
  notify.warning("Above the credit limit", {
    description: `The customer now owes ${formatMoney(exceeded.open)}, of a limit of ${formatMoney(exceeded.limit)}.`,
  });
}
