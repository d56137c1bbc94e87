import { and, eq, exists, sql } from "drizzle-orm";
import { approvalRequests } from "@/modules/approvals/schema";
import { products, variants } from "@/modules/catalog/schema";
import type { GoodsTax } from "@/modules/catalog/taxes/tax";
import { taxOf } from "@/modules/catalog/taxes/tax-of";
import { customerArchived, customerNotFound } from "@/modules/customers/contract";
import { locations } from "@/modules/inventory/schema";
import { offersOf } from "@/modules/pricing/offers";
import { listedPrice, type Priced } from "@/modules/pricing/price";
import { shopSettings } from "@/modules/shop/schema";
import type { TxContext } from "@/platform/context";
import { arrayOf, rowsOf } from "@/platform/database/rows";
import { newId } from "@/shared/id";
import { NO_RATE, type Rate, toMoney, toRate } from "@/shared/money";
import { toQuantity } from "@/shared/quantity";
import type { OrderLineInput } from "./contract";
import { discountOf, paidPart } from "./discounts/discount";
import { discountLimits } from "./discounts/schema";
import type { sumOrder } from "./order-sums";
import type { Whole } from "./order-terms";
import { variantsNotForSale, warehouseNotUsable } from "./refusals";
import { orderLines } from "./schema";
import { type LineTax, lineTaxOf, type TaxBasis, taxBasisOf } from "./taxes/basis";
import { buyerOf, buyingOf, type Destination, factsOf, placeOf, taxFacts } from "./taxes/tax-facts";
import { sumSound, termsOf } from "./whole-order";

/** `position` where it has one in an order that is written already; else it is as asked. */
type NewLine = OrderLineInput & { id: string; position?: number; promisedOn?: string | null } & Partial<
    Omit<LineTax, "taxRate">
  >;
type Asked = {
  customerId: string;
  warehouseId: string;
  /** As the order was placed; a new one takes the shop's. */
  pricesIncludeTax?: boolean;
  roundsTaxOnce?: boolean;
  deliveryAddressId?: string | undefined;
  /** Where an order goes that is written already, unless another address is chosen. */
  deliveryAddress?: Destination["written"];
  /** By what an order is taxed that keeps it; else by what holds now. */
  taxBasis?: TaxBasis | null;
  lines: readonly NewLine[];
} & Whole;
type Named = Pick<Asked, "customerId" | "warehouseId" | "deliveryAddressId" | "deliveryAddress"> & {
  /** Of an order that is written already. */
  id?: string | null;
  lines: readonly { variantId: string; position?: number; taxRate?: number | undefined }[];
};

/** Lines with the ids they will have, so that stock can be reserved for them before they are written. */
export const withIds = (lines: readonly OrderLineInput[]): NewLine[] => lines.map((line) => ({ ...line, id: newId() }));

/** The lines as they will be written: prices filled in from lists and the catalog, each line's totals rounded once. */
export type PricedLine = ReturnType<typeof sumOrder<ReturnType<typeof priceLine>>>["lines"][number];

/**
 * Looks at everything an order names, prices and taxes its lines, and sums it up. `hold` and errors as of
 * `getOrderable`.
 */
export async function priceOrder(ctx: TxContext, asked: Asked, { hold = false } = {}) {
  const named = await getOrderable(ctx, asked, {
    hold,
    withTax: asked.lines.some(({ taxRate }) => taxRate === undefined),
  });
  const pricesIncludeTax = asked.pricesIncludeTax ?? named.pricesIncludeTax;
  const taxBasis = asked.taxBasis ?? named.taxBasis;
  const { known } = named;
  const priced = asked.lines.map((line, index) =>
    priceLine(
      {
        ...line,
        ...priceOfLine(line, known),
        pricesIncludeTax,
        ...taxOfLine(line, taxBasis, known.get(line.variantId)?.usualTax ?? null),
      },
      index,
    ),
  );
  const { roundsTaxOnce = named.roundsTaxOnce } = asked;
  const terms = termsOf(asked, priced, { pricesIncludeTax, roundsTaxOnce });
  const { lines, ...sums } = sumSound(priced, terms);
  const listed = lines.map((line) => ({
    ...line,
    listPrice: listedPrice(known.get(line.variantId), line.quantity).price,
  }));
  return { lines, ...sums, terms, discount: discountOf(listed, paidPart(lines, terms)), ...named, taxBasis };
}

/**
 * Everything an order names, in one statement: placing, editing and confirming all ask this. The customer stays as
 * they are until the transaction ends, with `hold` so do the products; `withTax` looks up the rate that a line of each
 * starts with.
 * @throws Refusal when the customer, the warehouse or a product cannot be used, naming every such line.
 */
export async function getOrderable(ctx: TxContext, asked: Named, { hold = false, withTax = false } = {}) {
  const found = await findNamed(ctx, asked, { hold, withTax });
  const [named] = found;
  const known = new Map(found.map((row) => [row.variantId, row]));
  const missing = asked.lines.flatMap(({ variantId, position }, index) => {
    const row = known.get(variantId);
    return row?.isForSale ? [] : [{ variantId, sku: row?.sku ?? null, position: position ?? index + 1 }];
  });
  if (missing.length > 0 || !named) throw variantsNotForSale({ variants: missing });
  if (named.customerName === null) throw customerNotFound({ customerId: asked.customerId });
  if (named.customerIsArchived) throw customerArchived({ customerId: asked.customerId, name: named.customerName });
  if (named.warehouseCode === null) throw warehouseNotUsable({ warehouseId: asked.warehouseId });
  const { customerName, warehouseCode, pricesIncludeTax, roundsTaxOnce } = named;
  const { discountMax, isAskedAbout, hasCreditLimit, quoteHoldHours } = named;
  const usual = { carrierId: named.carrierId, carrierService: named.carrierService ?? "" };
  const limits = { discountMax, isAskedAbout, hasCreditLimit, quoteHoldHours };
  const taxBasis = taxBasisOf(factsOf(named));
  return { known, customerName, warehouseCode, pricesIncludeTax, roundsTaxOnce, taxBasis, usual, ...limits };
}

const NO_TAX: LineTax = { taxRate: NO_RATE, taxCategory: null, taxReason: "" };

/** What somebody typed, or what another order had; else what the rules say. */
function taxOfLine(line: NewLine, basis: TaxBasis, usual: GoodsTax | null): LineTax {
  const { taxRate, taxCategory = null, taxReason = "" } = line;
  if (taxRate !== undefined) return { taxRate: toRate(taxRate), taxCategory, taxReason };
  return usual ? lineTaxOf(basis, { ...usual, rate: toRate(usual.rate) }) : NO_TAX;
}

/** What somebody typed, or what another order had; else what lists and the catalog say of so many. */
function priceOfLine({ variantId, quantity, unitPrice }: NewLine, known: ReadonlyMap<string, Priced>) {
  if (unitPrice !== undefined) return { unitPrice, takesListedPrice: false, priceListId: null };
  const { price, list } = listedPrice(known.get(variantId), quantity);
  return { unitPrice: price, takesListedPrice: true, priceListId: list?.priceListId ?? null };
}

type Unpriced = Omit<NewLine, "taxRate"> & ReturnType<typeof priceOfLine> & { pricesIncludeTax: boolean } & LineTax;

const priceLine = (asked: Unpriced, index: number) => ({
  id: asked.id,
  position: asked.position ?? index + 1,
  variantId: asked.variantId,
  quantity: toQuantity(asked.quantity),
  unitPrice: toMoney(asked.unitPrice),
  takesListedPrice: asked.takesListedPrice,
  priceListId: asked.priceListId,
  discountRate: toRate(asked.discountRate ?? 0),
  discountAmount: toMoney(asked.discountAmount ?? 0),
  taxRate: asked.taxRate,
  taxCategory: asked.taxCategory,
  taxReason: asked.taxReason,
  pricesIncludeTax: asked.pricesIncludeTax,
  promisedOn: asked.promisedOn ?? null,
});

type Looks = { hold: boolean; withTax: boolean };

/**
 * The limit of the role of whoever asks, and whether a second person is asked about the order. They ride along, so that
 * confirming sends no statement for them.
 */
const discountsOf = ({ db, actor }: TxContext, orderId: string | null) => ({
  discountMax: sql<Rate | null>`(
    select rate_max from ${discountLimits} where role = ${actor.kind === "person" ? actor.role : null})`.mapWith(
    discountLimits.rateMax,
  ),
  isAskedAbout: sql<boolean>`${exists(
    db
      .select({ one: sql`1` })
      .from(approvalRequests)
      .where(
        and(
          sql`${approvalRequests.subjectId} = ${orderId}::uuid`,
          eq(approvalRequests.kind, "order-discount"),
          eq(approvalRequests.state, "waiting"),
        ),
      ),
  )}`,
});

/** In the place of what nobody asks for. */
const NOT_ASKED = sql<GoodsTax | null>`null::jsonb`;

/**
 * One row for each known variant, with the customer and the warehouse beside it where they exist. Lock order: the
 * customer, then products in key order, each before its variants, as archiving, editing and importing lock them.
 */
function findNamed(ctx: TxContext, { id = null, warehouseId, lines, ...asked }: Named, { hold, withTax }: Looks) {
  const to = { addressId: asked.deliveryAddressId, written: asked.deliveryAddress ?? null };
  const buyer = ctx.db.$with("buyer").as(buyerOf(ctx, asked.customerId, to, { hold: true }));
  const named = ctx.db
    .with(buyer)
    .select({
      variantId: variants.id,
      sku: variants.sku,
      price: variants.price,
      offers: offersOf(buyingOf(buyer)),
      isForSale: sql<boolean>`${variants.archivedAt} is null and ${products.archivedAt} is null`,
      customerName: buyer.name,
      hasCreditLimit: sql<boolean>`${buyer.creditLimit} is not null`,
      carrierId: buyer.carrierId,
      carrierService: buyer.carrierService,
      customerIsArchived: sql<boolean>`${buyer.archivedAt} is not null`,
      warehouseCode: locations.code,
      pricesIncludeTax: sql<boolean>`(select prices_include_tax from ${shopSettings})`,
      roundsTaxOnce: sql<boolean>`(select rounds_tax_once from ${shopSettings})`,
      quoteHoldHours: sql<number | null>`(select quote_hold_hours from ${shopSettings})`,
      ...discountsOf(ctx, id),
      ...taxFacts(buyer),
      usualTax: withTax ? taxOf(placeOf(buyer)) : NOT_ASKED,
    })
    .from(variants)
    .innerJoin(products, eq(products.id, variants.productId))
    .leftJoin(buyer, sql`true`)
    .leftJoin(
      locations,
      sql`${locations.id} = ${warehouseId} and ${locations.kind} = 'warehouse' and ${locations.archivedAt} is null`,
    )
    // Behind a `select` Postgres can't count the ids; else it would plan anew each time, for more than the work costs.
    .where(sql`${variants.id} = any((select ${arrayOf(variantIdsOf(lines), "uuid")})::uuid[])`);
  return hold ? named.orderBy(products.id, variants.id).for("key share", { of: [products, variants] }) : named;
}

const variantIdsOf = (lines: Named["lines"]) => lines.map(({ variantId }) => variantId);

const LINE_COLUMNS = {
  id: "uuid",
  position: "integer",
  variantId: "uuid",
  quantity: "bigint",
  unitPrice: "bigint",
  takesListedPrice: "boolean",
  priceListId: "uuid",
  discountRate: "bigint",
  discountAmount: "bigint",
  orderDiscount: "bigint",
  taxRate: "bigint",
  taxCategory: "text",
  taxReason: "text",
  pricesIncludeTax: "boolean",
  promisedOn: "text",
  net: "bigint",
  tax: "bigint",
} as const;

/** The insert of an order's lines, to stand inside a larger statement. */
export const insertLines = (orderId: string, lines: readonly PricedLine[]) => sql`
  insert into ${orderLines}
    (id, order_id, position, variant_id, quantity, unit_price, takes_listed_price,
     price_list_id, discount_rate, discount_amount, order_discount,
     tax_rate, tax_category, tax_reason, prices_include_tax, promised_on, net_total, tax_total)
  select line.id, ${orderId}, line.position, line."variantId", line.quantity,
         line."unitPrice", line."takesListedPrice", line."priceListId",
         line."discountRate", line."discountAmount", line."orderDiscount",
         line."taxRate", line."taxCategory", line."taxReason", line."pricesIncludeTax", line."promisedOn"::date,
         line.net, line.tax
    from ${rowsOf("line", LINE_COLUMNS, lines)}`;
