import { eraseApprovals } from "@/modules/approvals/erase-approvals";
import { customerMerged } from "@/modules/customers/contract";
import { erasedName } from "@/modules/customers/customer";
import { lockCustomer, lockMerged } from "@/modules/customers/lock-customer";
import { writeErased } from "@/modules/customers/write-erased";
import { eraseNotices } from "@/modules/notifications/erase-notices";
import { findOwed } from "@/modules/orders/credit";
import { eraseOrders, listOpenOrders } from "@/modules/orders/erase-orders";
import { eraseFromHistory } from "@/platform/audit/erase-from-history";
import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { enqueue } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { assertEverywhere } from "./assert-everywhere";
import { type EraseCustomer, eraseMails, moneyStillOwed, ordersStillOpen, otherName } from "./contract";

/**
 * Takes everything personal of a customer out of everything that is kept, for good. Numbers, amounts, items and the
 * country of the tax stay, so the books are what they were. Whoever was merged into them is them. Erasing again changes
 * nothing.
 * @throws customerNotFound, customerMerged, otherName, ordersStillOpen, worksElsewhere; moneyStillOwed where it isn't
 * what was accepted
 */
export async function eraseCustomer(ctx: Context, { customerId, name, accepted }: EraseCustomer) {
  return inTransaction(ctx, async (ctx) => {
    assertEverywhere(ctx);
    const customer = await lockCustomer(ctx, customerId);
    const { mergedInto } = customer;
    if (customer.erasedAt) return { customerId };
    if (mergedInto) throw customerMerged({ name: customer.name, mergedInto });
    if (customer.name.trim() !== name) throw otherName({});
    const numbers = await listOpenOrders(ctx, customerId);
    if (numbers.length > 0) throw ordersStillOpen({ name, numbers });
    const { open, credit } = await findOwed(ctx, customerId);
    if (open > (accepted?.open ?? 0) || credit > (accepted?.credit ?? 0)) throw moneyStillOwed({ name, open, credit });

    const label = erasedName(customerId);
    const everyone = [customer, ...(await lockMerged(ctx, customerId))];
    for (const { id } of everyone) await writeErased(ctx, id);
    await eraseOrders(ctx, customerId);
    const orderIds: string[] = [];
    for (const each of everyone) orderIds.push(...(await eraseFromHistory(ctx, each.id, each.name)));
    for (const { id } of everyone) await eraseApprovals(ctx, { customerId: id, orderIds });
    await eraseNotices(ctx, orderIds, label);
    recordChange(ctx, {
      entity: "customer",
      entityId: customerId,
      label,
      before: { erased: false },
      after: { erased: true },
    });
    enqueue(ctx, eraseMails, { orderIds });
    return { customerId };
  });
}
