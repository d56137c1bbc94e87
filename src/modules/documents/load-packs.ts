import { asc, sql } from "drizzle-orm";
import { unitsInPacks } from "@/modules/catalog/product";
import { packs } from "@/modules/catalog/schema";
import type { ReadContext } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";

export type PackOf = { name: string; units: number };

/** How each of these items is packed, the largest pack first, where a pack holds several whole units. */
export async function loadPacks(ctx: ReadContext, variantIds: readonly string[]): Promise<Map<string, PackOf[]>> {
  const rows = await ctx.db
    .select({
      variantId: packs.variantId,
      name: packs.name,
      numerator: packs.numerator,
      denominator: packs.denominator,
    })
    .from(packs)
    .where(sql`${packs.variantId} = any(${arrayOf(variantIds, "uuid")})`)
    .orderBy(asc(packs.variantId), asc(packs.name));
  const byVariant = new Map<string, PackOf[]>();
  for (const { variantId, name, ...pack } of rows) {
    const units = unitsInPacks(pack, 1);
    if (units === null || units < 2) continue;
    byVariant.set(variantId, [...(byVariant.get(variantId) ?? []), { name, units }]);
  }
  for (const known of byVariant.values()) known.sort((one, other) => other.units - one.units);
  return byVariant;
}

/** 27 of what comes in cartons of 12 is "2 × Carton + 3"; empty where no pack is full. */
export function countPacks(quantity: number, known: readonly PackOf[]): string {
  const largest = known.find(({ units }) => units <= quantity);
  if (!largest) return "";
  const count = Math.floor(quantity / largest.units);
  const rest = quantity - count * largest.units;
  return `${count} × ${largest.name}${rest > 0 ? ` + ${rest}` : ""}`;
}
