import { type SQL, sql } from "drizzle-orm";
import { shipments } from "@/modules/orders/schema";
import { getShopSettings } from "@/modules/shop/queries";
import type { ReadContext } from "@/platform/context";
import { atMost } from "@/platform/database/dialect";
import { keyset } from "@/platform/database/keyset";
import { asCount, asMoney, asQuantity } from "@/platform/database/numbers";
import { can } from "@/shared/access";
import { type Money, subtractMoney, toMoney } from "@/shared/money";
import { type Quantity, ZERO } from "@/shared/quantity";
import { type ListSales, type ListSoldLines, marginHidden } from "./contract";
import { keptOrCounted, linesOf, type Narrowed } from "./kept-or-counted";
import { comparedPeriod, NO_CATEGORY, type ReportDimension, type ReportSort } from "./report";
import { FIGURES } from "./sold";

type Dimension = { key: SQL; joins: SQL; name: SQL; detail: SQL };
const [NOTHING, NO_TEXT] = [sql``, sql`''`];
const named = (column: string, table: string): SQL =>
  sql`(select ${sql.identifier(column)} from ${sql.identifier(table)} where id = report.key)`;

const DIMENSIONS: Readonly<Record<ReportDimension, Dimension>> = {
  item: {
    key: sql`sold.variant_id`,
    joins: NOTHING,
    name: sql`(select p.title from variants v join products p on p.id = v.product_id where v.id = report.key)`,
    detail: sql`(select concat_ws(' · ', nullif(array_to_string(option_values, ' / '), ''), sku)
      from variants where id = report.key)`,
  },
  category: {
    key: sql`p.category_id`,
    joins: sql`join variants v on v.id = sold.variant_id join products p on p.id = v.product_id`,
    name: sql`coalesce(${named("name", "categories")}, 'No category')`,
    detail: sql`coalesce((select upper.name from categories own join categories upper on upper.id = own.parent_id
      where own.id = report.key), '')`,
  },
  customer: { key: sql`sold.customer_id`, joins: NOTHING, name: named("name", "customers"), detail: NO_TEXT },
  warehouse: {
    key: sql`sold.warehouse_id`,
    joins: NOTHING,
    name: named("name", "locations"),
    detail: named("code", "locations"),
  },
};

/** Of each of the two periods, under names that end alike. */
type When = "now" | "earlier";
const IS: Readonly<Record<When, SQL>> = { now: sql`sold.is_now`, earlier: sql`not sold.is_now` };
const list = (parts: readonly SQL[]): SQL => sql.join([...parts], sql`, `);
const sumOver = (when: When): SQL =>
  list(
    FIGURES.map((figure) => {
      const column = sql`sold.${sql.identifier(figure)}`;
      const sum = sql`coalesce(sum(${column}) filter (where ${IS[when]}), 0)`;
      return sql`${sum} as ${sql.identifier(`${figure}_${when}`)}`;
    }),
  );
const totalOver = (when: When): SQL =>
  list(
    FIGURES.map((figure) => {
      const name = `${figure}_${when}`;
      return sql`sum(${sql.identifier(name)}) over () as ${sql.identifier(`all_${name}`)}`;
    }),
  );

const inReport = (name: string): SQL => sql`report.${sql.identifier(name)}`;
const figuresOf = (prefix: "" | "all_", when: When) => ({
  quantity: asQuantity(inReport(`${prefix}quantity_${when}`)),
  net: asMoney(inReport(`${prefix}net_${when}`)),
  knownNet: asMoney(inReport(`${prefix}known_net_${when}`)),
  cost: asMoney(inReport(`${prefix}cost_${when}`)),
});
type Figures = { quantity: Quantity; net: Money; knownNet: Money; cost: Money };
const NO_FIGURES: Figures = { quantity: ZERO, net: toMoney(0), knownNet: toMoney(0), cost: toMoney(0) };

/** What is told of a group; of its costs only to those who see costs. `of` is what of the net has a cost. */
const tell = (now: Figures, earlier: Figures, seesCosts: boolean) => ({
  quantity: now.quantity,
  net: now.net,
  netBefore: earlier.net,
  ...(seesCosts && { margin: marginOf(now), marginBefore: marginOf(earlier) }),
});
const marginOf = ({ knownNet, cost }: Figures) => ({ amount: subtractMoney(knownNet, cost), of: knownNet });

/** Of what nobody knows the cost of there is no margin: it comes last, whichever way they are sorted. */
const KNOWN_NET = sql`nullif(known_net_now, 0)`;
const SORTS: Readonly<Record<ReportSort, SQL>> = {
  net: sql`net_now`,
  margin: sql`${KNOWN_NET} - cost_now`,
  rate: sql`1 - cost_now::numeric / ${KNOWN_NET}`,
};
const sortedBy = ({ sort, descending }: Pick<ListSales, "sort" | "descending">): SQL =>
  sql`${SORTS[sort]} ${descending ? sql`desc` : sql`asc`} nulls last, key`;

/**
 * The first groups of a period, beside the period it is compared with, and the total of all groups.
 * @throws marginHidden
 */
export async function listSales(ctx: ReadContext, { by, compare, sort, descending, limit, ...asked }: ListSales) {
  const seesCosts = can(ctx.actor, "catalog.see-cost");
  if (sort !== "net" && !seesCosts) throw marginHidden({});
  const { timeZone } = await getShopSettings(ctx);
  const before = comparedPeriod(asked, compare);
  const { key, joins, name, detail } = DIMENSIONS[by];
  const sold = (of: Narrowed) => keptOrCounted(ctx, by, of, timeZone);
  const rows = await ctx.db
    .select({
      id: sql<string>`coalesce(report.key::text, ${NO_CATEGORY})`,
      name: sql<string>`${name}`,
      detail: sql<string>`${detail}`,
      now: figuresOf("", "now"),
      earlier: figuresOf("", "earlier"),
      allNow: figuresOf("all_", "now"),
      allEarlier: figuresOf("all_", "earlier"),
      groups: asCount(sql`report.groups`),
    })
    .from(sql`(
      select sums.*, count(*) over () as groups, ${totalOver("now")}, ${totalOver("earlier")}
        from (select ${key} as key, ${sumOver("now")}, ${sumOver("earlier")}
                from (select true as is_now, lines.* from ${sold(asked)} lines
                      union all
                      select false, lines.* from ${sold({ ...asked, ...before })} lines) sold ${joins}
               group by 1) sums
       order by ${sortedBy({ sort, descending })}
       ${atMost(limit)}) as report`)
    .orderBy(sortedBy({ sort, descending }));
  const { allNow = NO_FIGURES, allEarlier = NO_FIGURES, groups = 0 } = rows[0] ?? {};
  return {
    rows: rows.map(({ id, name, detail, now, earlier }) => ({ id, name, detail, ...tell(now, earlier, seesCosts) })),
    total: tell(allNow, allEarlier, seesCosts),
    groups,
    before,
  };
}

/** A page of the shipments and returns that such a sum is made of, the latest first: they add up to it, to the cent. */
export async function listSoldLines(ctx: ReadContext, { cursor, limit, direction: _, ...asked }: ListSoldLines) {
  const { timeZone } = await getShopSettings(ctx);
  const sorted = keyset([sql`sold.at`, "timestamptz"], [sql`sold.id`, "uuid"]);
  const paging = { cursor, limit, descending: true };
  const seesCosts = can(ctx.actor, "catalog.see-cost");
  const rows = await ctx.db
    .select({
      id: sql<string>`sold.id`,
      at: sql<Date>`sold.at`.mapWith(shipments.shippedAt),
      isReturn: sql<boolean>`sold.is_return`,
      orderId: sql<string>`sold.order_id`,
      orderNumber: asCount(sql`sold.order_number`),
      customerName: sql<string>`c.name`,
      warehouseCode: sql<string>`w.code`,
      title: sql<string>`p.title`,
      sku: sql<string>`v.sku`,
      quantity: asQuantity(sql`sold.quantity`),
      net: asMoney(sql`sold.net`),
      cost: sql<Money | null>`sold.cost`.mapWith((value) => toMoney(Number(value))),
      keys: sorted.keys,
    })
    .from(sql`${linesOf(ctx, asked, timeZone)} as sold
      join customers c on c.id = sold.customer_id
      join locations w on w.id = sold.warehouse_id
      join variants v on v.id = sold.variant_id
      join products p on p.id = v.product_id`)
    .where(sorted.after(paging))
    .orderBy(...sorted.order(paging))
    .limit(limit + 1);
  const page = sorted.toPage(rows, { limit });
  return { ...page, rows: page.rows.map(({ cost, ...row }) => ({ ...row, ...(seesCosts && { cost }) })) };
}
