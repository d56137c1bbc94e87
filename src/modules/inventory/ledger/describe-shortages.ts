import { type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { products, variants } from "@/modules/catalog/schema";
import { stockFigures } from "@/modules/inventory/available";
import type { BinShortage, Shortage } from "@/modules/inventory/refusals";
import { locations, stockAvailability, stockBalances } from "@/modules/inventory/schema";
import { assertWarehouse } from "@/modules/users/assert-warehouse";
import { warehouseScope } from "@/modules/users/warehouse-scope";
import type { Context } from "@/platform/context";
import { rowsOf } from "@/platform/database/rows";
import type { BalanceChange } from "./posting";

type Wanted = { warehouseId: string; variantId: string; requested: number };

const shortage = {
  variantId: z.string(),
  sku: z.string(),
  title: z.string(),
  requested: z.coerce.number(),
  available: z.coerce.number(),
};
const Shortages = z.array(z.object(shortage));
const Elsewhere = z.array(
  z.object({ variantId: z.string(), warehouseId: z.string(), name: z.string(), available: z.coerce.number() }),
);
const BinShortages = z.array(
  z.object({
    ...shortage,
    allocated: z.coerce.number(),
    locationId: z.string(),
    locationCode: z.string(),
    warehouseId: z.string().nullable(),
  }),
);

const { available, surplus } = stockFigures(sql`a`);

/** The variants of which less is available at a warehouse than was requested, with names and both quantities. */
const describeUnavailable = (ctx: Pick<Context, "db">, wanted: readonly Wanted[]): Promise<Shortage[]> =>
  describeShortages(ctx, wanted, available);

/** The same of what no order was promised: what drafts hold may be taken away all the same. */
export const describePromised = (ctx: Pick<Context, "db">, wanted: readonly Wanted[]): Promise<Shortage[]> =>
  describeShortages(ctx, wanted, sql`greatest(${surplus}, 0)`);

async function describeShortages(
  ctx: Pick<Context, "db">,
  wanted: readonly Wanted[],
  figure: SQL,
): Promise<Shortage[]> {
  const lines = wanted.map((line, ordinal) => ({ ...line, ordinal }));
  const columns = { ordinal: "integer", warehouseId: "uuid", variantId: "uuid", requested: "bigint" } as const;
  const rows = await ctx.db.execute(sql`
    select wanted."variantId", coalesce(v.sku, '?') as sku, coalesce(p.title, '') as title, wanted.requested,
      coalesce(${figure}, 0) as available
    from ${rowsOf("wanted", columns, lines)}
    left join ${variants} v on v.id = wanted."variantId"
    left join ${products} p on p.id = v.product_id
    left join ${stockAvailability} a on a.warehouse_id = wanted."warehouseId" and a.variant_id = wanted."variantId"
    order by wanted.ordinal`);
  return Shortages.parse(rows).filter(({ requested, available }) => available < requested);
}

const ELSEWHERE_MAX = 3;

/** The same with what other warehouses have: an order may be split, or shipped from there. */
export async function describeUnreserved(
  ctx: Pick<Context, "db" | "actor">,
  wanted: readonly Wanted[],
): Promise<Shortage[]> {
  const shortages = await describeUnavailable(ctx, wanted);
  if (shortages.length === 0) return [];
  const lines = shortages.map(({ variantId }) => ({
    variantId,
    warehouseId: wanted.find((line) => line.variantId === variantId)?.warehouseId ?? "",
  }));
  const rows = await ctx.db.execute(sql`
    select wanted."variantId", other.*
    from ${rowsOf("wanted", { warehouseId: "uuid", variantId: "uuid" }, lines)}
    cross join lateral (
      select l.id as "warehouseId", l.name, ${available} as available
      from ${locations} l
      join ${stockAvailability} a on a.warehouse_id = l.id and a.variant_id = wanted."variantId"
      where l.kind = 'warehouse' and l.archived_at is null and l.id <> wanted."warehouseId"
        and a.on_hand > a.reserved and ${warehouseScope(ctx, sql`l.id`)}
      order by available desc, l.name limit ${ELSEWHERE_MAX}
    ) other
    where other.available > 0 order by other.available desc, other.name`);
  const known = Elsewhere.parse(rows);
  return shortages.map((shortage) => {
    const elsewhere = known.filter(({ variantId }) => variantId === shortage.variantId);
    return elsewhere.length === 0
      ? shortage
      : { ...shortage, elsewhere: elsewhere.map(({ variantId: _, ...at }) => at) };
  });
}

/**
 * The same for bins that hold less than is to leave them.
 *
 * @throws warehouseNotGranted before the stock of a warehouse is revealed that was not granted to the person.
 */
export async function describeBinShortages(
  ctx: Pick<Context, "db" | "actor">,
  losses: readonly BalanceChange[],
): Promise<BinShortage[]> {
  const lines = losses.map(({ delta, ...key }, ordinal) => ({ ...key, ordinal, requested: -delta }));
  const columns = {
    ordinal: "integer",
    locationId: "uuid",
    variantId: "uuid",
    lotId: "uuid",
    requested: "bigint",
  } as const;
  const rows = BinShortages.parse(
    await ctx.db.execute(sql`
      select wanted."variantId", coalesce(v.sku, '?') as sku, coalesce(p.title, '') as title, wanted.requested,
        coalesce(b.on_hand - b.allocated, 0) as available, coalesce(b.allocated, 0) as allocated,
        wanted."locationId", coalesce(l.code, '?') as "locationCode", l.warehouse_id as "warehouseId"
      from ${rowsOf("wanted", columns, lines)}
      left join ${locations} l on l.id = wanted."locationId"
      left join ${variants} v on v.id = wanted."variantId"
      left join ${products} p on p.id = v.product_id
      left join ${stockBalances} b on b.location_id = wanted."locationId" and b.variant_id = wanted."variantId"
        and b.lot_id is not distinct from wanted."lotId"
      order by wanted.ordinal`),
  );
  for (const { warehouseId } of rows) if (warehouseId !== null) assertWarehouse(ctx, warehouseId);
  return rows.flatMap(({ warehouseId: _, ...row }) => (row.available < row.requested ? [row] : []));
}
