import { amountsOf } from "@/modules/orders/amounts";
import type { LockedOrder } from "@/modules/orders/lock-order";
import type { Money } from "@/shared/money";

type Amounts = Pick<LockedOrder, "netTotal" | "taxTotal" | "cancelledNet" | "cancelledTax">;

/** What an order bills, tax included. */
export const billed = (order: Amounts): Money => amountsOf(order).billed.total;
