import { eq, sql } from "drizzle-orm";
import { assertReasonCode } from "@/modules/catalog/taxes/assert-reason-code";
import { getMethodInUse } from "@/modules/shop/get-payment-method";
import { listPaymentMethods } from "@/modules/shop/queries";
import type { Context } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { toMoney } from "@/shared/money";
import type { SetTerms } from "./contract";
import { lockVersion } from "./lock-customer";
import { recordCustomer } from "./record-customer";
import { customers } from "./schema";

/**
 * Sets when a customer pays, what may be open at once, and why they pay no tax. Orders that are confirmed already stay.
 * @throws customerNotFound, customerErased, customerSavedMeanwhile, reasonCodeUnknown, and what `getMethodInUse` does
 * of another method
 */
export async function setTerms(ctx: Context, { customerId, version, ...asked }: SetTerms) {
  return inTransaction(ctx, async (ctx) => {
    assertReasonCode(asked.taxExemptCode);
    const customer = await lockVersion(ctx, { customerId, version });
    const { paymentTermsDays, creditPolicy } = asked;
    const creditLimit = asked.creditLimit === null ? null : toMoney(asked.creditLimit);
    const exemption = asked.taxExemptReason === undefined ? exemptionOf(customer) : exemptionOf(asked, customer);
    const paymentMethod = asked.paymentMethod === undefined ? customer.paymentMethod : asked.paymentMethod;
    const isOther = paymentMethod !== null && paymentMethod !== customer.paymentMethod;
    if (isOther) await getMethodInUse(ctx, paymentMethod);
    await ctx.db
      .update(customers)
      .set({
        paymentTermsDays,
        paymentMethod,
        creditLimit,
        creditPolicy,
        ...exemption,
        version: sql`${customers.version} + 1`,
      })
      .where(eq(customers.id, customerId));
    // Another reason has no code until it is given one: a trigger sees to that.
    const { taxExemptCode } = exemption;
    await ctx.db.update(customers).set({ taxExemptCode }).where(eq(customers.id, customerId));
    const names = new Map((await listPaymentMethods(ctx)).map(({ id, name }) => [id, name]));
    const nameOf = (method: string | null) => (method === null ? "" : (names.get(method) ?? ""));
    recordCustomer(
      ctx,
      customer,
      { ...inWords(customer), paymentMethod: nameOf(customer.paymentMethod) },
      { ...inWords({ ...asked, ...exemption }), paymentMethod: nameOf(paymentMethod) },
    );
    return { customerId, version: version + 1 };
  });
}

type Exemption = Partial<Pick<SetTerms, `taxExempt${"Reason" | "Code" | "Number" | "Until"}`>>;

function exemptionOf(asked: Exemption, before: Exemption = asked) {
  const { taxExemptReason = "", taxExemptNumber = "", taxExemptUntil = null } = asked;
  const kept = taxExemptReason === before.taxExemptReason ? before.taxExemptCode : "";
  const taxExemptCode = taxExemptReason === "" ? "" : (asked.taxExemptCode ?? kept ?? "");
  return { taxExemptReason, taxExemptCode, taxExemptNumber, taxExemptUntil };
}

type Terms = Pick<SetTerms, "paymentTermsDays" | "creditLimit" | "creditPolicy"> & ReturnType<typeof exemptionOf>;

const inWords = ({ taxExemptReason, taxExemptCode, taxExemptNumber, taxExemptUntil, ...terms }: Terms) => ({
  paymentTermsDays: terms.paymentTermsDays,
  creditLimit: terms.creditLimit,
  creditPolicy: terms.creditPolicy,
  taxExemption: [taxExemptReason, taxExemptCode, taxExemptNumber, taxExemptUntil && `until ${taxExemptUntil}`]
    .filter(Boolean)
    .join(", "),
});
