import { sql } from "drizzle-orm";
import * as z from "zod";
import { lotMismatch } from "@/modules/inventory/refusals";
import { lots } from "@/modules/inventory/schema";
import type { TxContext } from "@/platform/context";
import { rowsOf } from "@/platform/database/rows";
import { newId } from "@/shared/id";

/** Without an expiry date it has the one that is recorded, or none where it is new. */
type Labelled = { variantId: string; lot: { code: string; expiresOn?: string | null } | null };

const COLUMNS = { ordinal: "integer", id: "uuid", variantId: "uuid", code: "text", expiresOn: "text" } as const;
const KnownLots = z.array(z.object({ ordinal: z.number(), id: z.string(), expiresOn: z.string().nullable() }));

/**
 * The ids of the lots of lines, created where they are new; null for a line without a lot. New lots are inserted in key
 * order, so that two receipts with the same new lots wait for each other and do not deadlock. Codes are compared by the
 * database alone, as its unique index compares them.
 *
 * @throws lotMismatch when an existing lot has another expiry date.
 */
export async function ensureLots(ctx: TxContext, lines: readonly Labelled[]): Promise<(string | null)[]> {
  const labelled = lines.flatMap(({ variantId, lot }, ordinal) =>
    lot ? [{ ordinal, id: newId(), variantId, code: lot.code, expiresOn: lot.expiresOn ?? null }] : [],
  );
  if (labelled.length === 0) return lines.map(() => null);

  const rows = rowsOf("line", COLUMNS, labelled);
  await ctx.db.execute(sql`
    insert into ${lots} (id, variant_id, code, expires_on, created_at)
    select id, "variantId", code, "expiresOn"::date, ${ctx.now.toISOString()}::timestamptz
    from ${rows}
    order by "variantId", lower(code), ordinal
    on conflict do nothing`);
  const known = KnownLots.parse(
    await ctx.db.execute(sql`
      select line.ordinal, lots.id, lots.expires_on::text as "expiresOn"
      from ${rows}
      join ${lots} on lots.variant_id = line."variantId" and lower(lots.code) = lower(line.code)`),
  );
  const byOrdinal = new Map(known.map((row) => [row.ordinal, row]));
  return lines.map(({ lot }, ordinal) => {
    if (!lot) return null;
    const match = byOrdinal.get(ordinal);
    if (!match || (lot.expiresOn !== undefined && match.expiresOn !== lot.expiresOn))
      throw lotMismatch({ code: lot.code, expiresOn: match?.expiresOn ?? null });
    return match.id;
  });
}
