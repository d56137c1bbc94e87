import { createHash } from "node:crypto";
import { findLogo } from "@/modules/shop/queries";
import type { TxContext } from "@/platform/context";
import { files } from "@/platform/files";
import { logger } from "@/platform/logger";
import { invoiceLogos } from "./schema";

/**
 * Keeps the shop's logo as it is now, for an invoice that shows it for good; once, however many invoices do. One that
 * can't be read must not keep anybody from an invoice, which then has none.
 */
export async function keepLogo(ctx: TxContext): Promise<string | null> {
  const found = await findLogo(ctx);
  if (!found) return null;
  const bytes = await readFile(found.fileKey);
  if (!bytes) return null;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  await ctx.db
    .insert(invoiceLogos)
    .values({ sha256, type: found.type, base64: bytes.toString("base64") })
    .onConflictDoNothing();
  return sha256;
}

async function readFile(fileKey: string): Promise<Buffer | null> {
  try {
    const parts: Buffer[] = [];
    for await (const part of await files().get(fileKey)) parts.push(part);
    return Buffer.concat(parts);
  } catch (error) {
    logger().warn({ err: error }, "the logo could not be kept for an invoice");
    return null;
  }
}
