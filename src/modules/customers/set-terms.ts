import { eq, sql } from "drizzle-orm";
import { assertReasonCode } from "@/modules/catalog/taxes/assert-reason-code";
import { carriedBy } from "@/modules/shop/carriers/carried-by";
import { lockCarrier, nameOfCarrier } from "@/modules/shop/carriers/lock-carrier";
import { getMethodInUse } from "@/modules/shop/get-payment-method";
import { listPaymentMethods } from "@/modules/shop/queries";
import type { Context, TxContext } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import { toMoney } from "@/shared/money";
import type { SetTerms } from "./contract";
import { lockVersion } from "./lock-customer";
import { recordCustomer } from "./record-customer";
import { customers } from "./schema";

/**
 * Sets when a customer pays, what may be open at once, why they pay no tax, and with whom their orders go. Orders that
 * are confirmed already stay.
 * @throws customerNotFound, customerErased, customerSavedMeanwhile, reasonCodeUnknown, and of another method or carrier
 * what `getMethodInUse` and `nameOfCarrier` do
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
    const carried = carriedOf(asked.carrier, customer);
    const goesWith = await bothInWords(ctx, customer, carried);
    await ctx.db
      .update(customers)
      .set({
        paymentTermsDays,
        paymentMethod,
        ...carried,
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
      { ...inWords(customer), paymentMethod: nameOf(customer.paymentMethod), goesWith: goesWith.was },
      { ...inWords({ ...asked, ...exemption }), paymentMethod: nameOf(paymentMethod), goesWith: goesWith.is },
    );
    return { customerId, version: version + 1 };
  });
}

type Carried = { carrierId: string | null; carrierService: string };

function carriedOf(asked: SetTerms["carrier"], { carrierId, carrierService }: Carried): Carried {
  if (asked === undefined) return { carrierId, carrierService };
  return { carrierId: asked?.carrierId ?? null, carrierService: asked?.service ?? "" };
}

async function bothInWords(ctx: TxContext, was: Carried, is: Carried) {
  const name = was.carrierId === null ? "" : (await lockCarrier(ctx, was.carrierId, "share")).name;
  return {
    was: carriedBy(name, was.carrierService),
    is: carriedBy(await nameOfCarrier(ctx, is.carrierId, was.carrierId), is.carrierService),
  };
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
