import { and, eq, sql } from "drizzle-orm";
import { customersHidden, fileUnreadable } from "@/modules/imports/contract";
import { importUploads, productImports } from "@/modules/imports/schema";
import { actorId, type ReadContext } from "@/platform/context";
import { can, type Permission } from "@/shared/access";
import { CUSTOMERS_BYTES_MAX } from "./customer-fields";

const NEEDED: readonly Permission[] = [
  "customers.read",
  "customers.create",
  "customers.edit",
  "customers.set-contacts",
  "customers.set-addresses",
  "customers.set-terms",
];

/** What a file would change says what is kept of customers, so a key has to have the rights of all that it does. */
export function assertHandlesCustomers({ actor }: Pick<ReadContext, "actor">): void {
  if (!NEEDED.every((permission) => can(actor, permission))) throw customersHidden({});
}

/**
 * A file is read as customers by whoever uploaded it, once, and only where no import of products has it: that one may
 * hold costs, and is still needed. @throws fileUnreadable
 */
export async function assertOwnUpload(ctx: ReadContext, fileKey: string): Promise<void> {
  const [upload] = await ctx.db
    .select({ bytes: importUploads.bytes })
    .from(importUploads)
    .where(
      and(
        eq(importUploads.fileKey, fileKey),
        sql`${importUploads.uploadedBy} = ${actorId(ctx)}`,
        sql`not exists (select from ${productImports} where ${productImports.fileKey} = ${fileKey})`,
      ),
    );
  if (!upload) throw fileUnreadable({ reason: "This file is not there, or it was imported already. Upload it again." });
  if (upload.bytes > CUSTOMERS_BYTES_MAX)
    throw fileUnreadable({ reason: "A file of customers has at most 16 MB. Split it and upload the parts." });
}
