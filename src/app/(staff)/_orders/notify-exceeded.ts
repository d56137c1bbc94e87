import type { Outputs } from "@/client/trpc";
import { formatMoney } from "@/shared/money";
import { notify } from "@/ui/toast";

export type Exceeded = NonNullable<Outputs["orders"]["confirm"]["exceeded"]>;

export const exceededText = ({ open, limit }: Exceeded): string =>
  `The customer now owes ${formatMoney(open)}, of a limit of ${formatMoney(limit)}.`;

/** Says that an order was confirmed above the credit limit of its customer, where it was. */
export function notifyExceeded(exceeded: Exceeded | undefined): void {
  if (exceeded) notify.warning("Above the credit limit", { description: exceededText(exceeded) });
}
