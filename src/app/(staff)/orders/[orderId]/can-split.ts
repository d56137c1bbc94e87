import type { Order } from "@/app/(staff)/orders/order-data";
import { canChange } from "@/modules/orders/order";

/** With one item left of one line there is nothing to split, unless something has shipped. */
export const canSplit = ({ status, lines }: Pick<Order, "status" | "lines">): boolean =>
  canChange(status) &&
  lines.reduce((sum, line) => sum + line.quantity - line.cancelled, 0) > 1 &&
  lines.some(({ open }) => open > 0);
