import { createHash } from "node:crypto";
import { and, eq, ne } from "drizzle-orm";
import type { Context } from "@/platform/context";
import { orderMails } from "./schema";

type Printed = { mailId: string; fileName: string; pdf: Buffer };

/** Writes down what an email carries, before it leaves: every further try sends this, whatever became of the order. */
export async function keepPdf(ctx: Context, { mailId, fileName, pdf }: Printed): Promise<void> {
  const sha256 = createHash("sha256").update(pdf).digest("hex");
  await ctx.db
    .update(orderMails)
    .set({ fileName, sha256, pdf })
    // Nothing is kept of whoever was erased meanwhile.
    .where(and(eq(orderMails.id, mailId), eq(orderMails.sha256, ""), ne(orderMails.recipient, "")));
}
