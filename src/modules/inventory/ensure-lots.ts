import { sql } from "drizzle-orm";
import type { TxContext } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";
import { newId } from "@/shared/id";
import { lotMismatch } from "./contract";
import { lots } from "./schema";

type Labelled = { variantId: string; lot: { code: string; expiresOn: string | null } | null };

/**
 * The ids of the lots of lines, created where they are new; null for a line without a lot.
 *
 * @throws lotMismatch when an existing lot has another expiry date.
 */
export async function ensureLots(ctx: TxContext, lines: readonly Labelled[]): Promise<(string | null)[]> {
  const labelled = lines.flatMap((line) => (line.lot ? [{ variantId: line.variantId, ...line.lot }] : []));
  if (labelled.length === 0) return lines.map(() => null);

  await ctx.db
    .insert(lots)
    .values(labelled.map((lot) => ({ id: newId(), createdAt: ctx.now, ...lot })))
    .onConflictDoNothing();
  const variantIds = labelled.map((lot) => lot.variantId);
  const codes = labelled.map((lot) => lot.code);
  const known = await ctx.db
    .select()
    .from(lots)
    .where(
      sql`${lots.variantId} = any(${arrayOf(variantIds, "uuid")})
        and lower(${lots.code}) in (select lower(code) from unnest(${arrayOf(codes, "text")}) as code)`,
    );
  return lines.map(({ variantId, lot }) => {
    if (!lot) return null;
    const match = known.find((row) => row.variantId === variantId && row.code.toLowerCase() === lot.code.toLowerCase());
    if (!match || match.expiresOn !== lot.expiresOn)
      throw lotMismatch({ code: lot.code, expiresOn: match?.expiresOn ?? null });
    return match.id;
  });
}
