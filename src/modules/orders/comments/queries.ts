import { asc, eq, inArray, or } from "drizzle-orm";
import type { Context } from "@/platform/context";
import { orderComments } from "./schema";

/** What was written of a customer's orders, and of those that were theirs then. */
export const listComments = (ctx: Pick<Context, "db">, customerId: string, orderIds: string[]) =>
  ctx.db
    .select({
      orderId: orderComments.orderId,
      writtenAt: orderComments.writtenAt,
      editedAt: orderComments.editedAt,
      removedAt: orderComments.removedAt,
      text: orderComments.text,
    })
    .from(orderComments)
    .where(or(eq(orderComments.customerId, customerId), inArray(orderComments.orderId, orderIds)))
    .orderBy(asc(orderComments.id));
