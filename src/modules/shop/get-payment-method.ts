import { eq } from "drizzle-orm";
import type { TxContext } from "@/platform/context";
import { paymentMethodArchived, paymentMethodUnknown } from "./refusals";
import { paymentMethods } from "./schema";

/** A method that may be chosen. @throws paymentMethodUnknown, paymentMethodArchived */
export async function getMethodInUse(ctx: TxContext, id: string) {
  const [method] = await ctx.db.select().from(paymentMethods).where(eq(paymentMethods.id, id)).for("share");
  if (!method) throw paymentMethodUnknown({ method: id });
  if (method.archivedAt) throw paymentMethodArchived({ name: method.name });
  return method;
}
