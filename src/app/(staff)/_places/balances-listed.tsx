import { BALANCES_LISTED_MAX } from "@/modules/inventory/serials/serial";
import { formatQuantity } from "@/shared/quantity";

type BalancesListedProps = { balances: readonly unknown[]; children: string };

/** Where more bins and lots hold an item than a list shows: that it ends, and how to reach the others. */
export const BalancesListed = ({ balances, children }: BalancesListedProps) =>
  balances.length < BALANCES_LISTED_MAX ? null : (
    <p className="text-xs text-muted">
      Only the first {formatQuantity(BALANCES_LISTED_MAX)} bins and lots are listed. {children}
    </p>
  );
