import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import { addressSnapshot } from "@/modules/customers/address-snapshot";
import { drawNumber } from "@/modules/shop/number-series";
import { shopSettings } from "@/modules/shop/schema";
import { requireActorId, type TxContext } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";
import type { LateNumber } from "@/platform/late-number";
import { insertLines, type PricedLine } from "./order-lines";
import { orders } from "./schema";
import type { TaxBasis } from "./taxes/basis";
import { columnsOf, type OrderSums } from "./whole-order";

type NewOrder = {
  orderId: string;
  customerId: string;
  warehouseId: string;
  note?: string | undefined;
  /** Chosen ones, or else the defaults of the customer; or what another order has written down. */
  addresses?: { deliveryAddressId?: string | undefined; billingAddressId?: string | undefined } | { of: string };
  customerReference?: string | undefined;
  carrierId?: string | null | undefined;
  carrierService?: string | undefined;
  tags?: readonly string[];
  status: "draft" | "confirmed" | "on_hold";
  holdReason?: string | null;
  lines: readonly PricedLine[];
  /** When and by whom it was sold, where that is not now. */
  sold?: { by: string; at: Date; confirmedAt: Date | null };
  taxBasis: TaxBasis | null;
} & OrderSums;

/**
 * Writes an order with the last statement of the transaction, which draws its number. Foreign keys are checked at the
 * end of the statement, so lines and order may be written side by side.
 */
export function writeOrder(ctx: TxContext, order: NewOrder): LateNumber {
  const number = drawNumber(ctx, "orders");
  // Of text the driver makes a false boolean, so that is left to the database.
  const roundsTaxOnce = sql`${String(order.terms.roundsTaxOnce)}::text::boolean`;
  const basis = order.taxBasis && JSON.stringify(order.taxBasis);
  const sums = columnsOf(order);
  const {
    by = requireActorId(ctx),
    at = ctx.now,
    confirmedAt = order.status === "draft" ? null : at,
  } = order.sold ?? {};
  ctx.pending.writes.push(
    insertLines(order.orderId, order.lines),
    sql`
    insert into ${orders}
      (id, number, customer_id, warehouse_id, status, hold_reason, note, customer_reference, tags,
       carrier_id, carrier_service, delivery_address, billing_address,
       currency, tax_basis, rounds_tax_once, discount_rate, discount_amount,
       shipping_price, shipping_tax_rate, shipping_net, shipping_tax,
       net_total, tax_total, placed_by, placed_at, confirmed_at)
    values (${order.orderId}::uuid, ${number.sql}, ${order.customerId}::uuid, ${order.warehouseId}::uuid,
            ${order.status}, ${order.holdReason ?? null}::text, ${order.note ?? ""}, ${order.customerReference ?? ""},
            ${arrayOf(order.tags ?? [], "text")}, ${order.carrierId ?? null}::uuid, ${order.carrierService ?? ""},
            ${addressesOf(order)},
            (select currency from ${shopSettings}), ${basis}::jsonb, ${roundsTaxOnce},
            ${sums.discountRate}::bigint, ${sums.discountAmount}::bigint,
            ${sums.shippingPrice}::bigint, ${sums.shippingTaxRate}::bigint,
            ${sums.shippingNet}::bigint, ${sums.shippingTax}::bigint,
            ${order.totals.net}::bigint, ${order.totals.tax}::bigint,
            ${by}::uuid, ${at.toISOString()}::timestamptz, ${confirmedAt?.toISOString() ?? null}::timestamptz)`,
  );
  return number;
}

function addressesOf({ customerId, addresses = {} }: NewOrder): SQL {
  if ("of" in addresses) {
    const written = (column: AnyColumn) =>
      sql`(select ${column} from ${orders} where ${orders.id} = ${addresses.of}::uuid)`;
    return sql`${written(orders.deliveryAddress)}, ${written(orders.billingAddress)}`;
  }
  const { deliveryAddressId, billingAddressId } = addresses;
  return sql`${addressSnapshot(customerId, "delivery", deliveryAddressId)},
    ${addressSnapshot(customerId, "billing", billingAddressId)}`;
}
