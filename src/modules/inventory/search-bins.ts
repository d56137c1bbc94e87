import { and, eq, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { Context } from "@/platform/context";
import { inLetters } from "@/platform/database/letters";
import { containsEachWord } from "@/platform/database/search";
import { searchForm } from "@/shared/search-form";
import type { SearchBins } from "./contract";
import { locations } from "./schema";

/** What a bin is found by. */
const form = sql`search_forms(${locations.code} || ' ' || ${locations.name})`;

/** Bins whose code and name hold each word of the search, in all warehouses in scope; a whole code comes first. */
export async function searchBins(ctx: Context, { query, limit }: SearchBins) {
  const warehouse = alias(locations, "warehouse");
  return ctx.db
    .select({
      id: locations.id,
      code: locations.code,
      name: locations.name,
      warehouseId: warehouse.id,
      warehouseName: warehouse.name,
    })
    .from(locations)
    .innerJoin(warehouse, eq(warehouse.id, locations.warehouseId))
    .where(
      and(
        containsEachWord(form, query),
        eq(locations.kind, "bin"),
        isNull(locations.archivedAt),
        warehouseScope(ctx, locations.warehouseId),
      ),
    )
    .orderBy(
      sql`(search_form(${locations.code}) = ${searchForm(query)}) desc`,
      inLetters(locations.code),
      inLetters(warehouse.name),
      locations.id,
    )
    .limit(limit);
}
