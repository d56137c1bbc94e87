import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { plainCode } from "@/modules/catalog/codes/barcode";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { Context, ReadContext } from "@/platform/context";
import { inLetters } from "@/platform/database/letters";
import { containsEachWord, isWhole } from "@/platform/database/search";
import type { FindBinsByCode, SearchBins } from "./contract";
import { locations } from "./schema";

/** One in each warehouse: all of them have a bin RECEIVING. */
const BINS_OF_CODE_MAX = 1_000;

const warehouse = alias(locations, "warehouse");

/** Bins in use, in all warehouses in scope, each with its warehouse. */
const selectBins = (ctx: ReadContext, found: SQL | undefined) =>
  ctx.db
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
      and(found, eq(locations.kind, "bin"), isNull(locations.archivedAt), warehouseScope(ctx, locations.warehouseId)),
    );

/** The bins of a scanned code, which several warehouses may have. */
export const findBinsByCode = (ctx: Context, { code }: FindBinsByCode) =>
  selectBins(ctx, sql`lower(${locations.code}) = lower(${plainCode(code)})`)
    .orderBy(inLetters(warehouse.name), locations.id)
    .limit(BINS_OF_CODE_MAX);

/** Bins whose code and name hold each word of the search; a whole code comes first. */
export const searchBins = (ctx: ReadContext, { query, limit }: SearchBins) =>
  selectBins(ctx, containsEachWord(locations.searchForm, query))
    .orderBy(
      sql`(${isWhole(locations.code, locations.searchForm, query)}) desc`,
      inLetters(locations.code),
      inLetters(warehouse.name),
      locations.id,
    )
    .limit(limit);
