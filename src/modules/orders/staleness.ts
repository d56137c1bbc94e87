import { locationsChanged, stockFilled, stockReleased, stockReserved } from "@/modules/inventory/contract";
import { accessChanged } from "@/modules/users/contract";
import { namesOf, type StaleBy, type Staleness } from "@/shared/staleness";
import { carrierSet } from "./carried/carried";
import {
  customersMerged,
  discountLimitChanged,
  orderCancelled,
  orderChanged,
  orderCompleted,
  orderConfirmed,
  orderEdited,
  orderFellShort,
  orderFilled,
  orderHeld,
  orderLineCancelled,
  orderLineRestored,
  orderPlaced,
  orderReopened,
  orderReservedAgain,
  orderResumed,
  orderShipped,
  orderSplit,
  orderTagged,
  paymentRecorded,
  paymentVoided,
  shipmentVoided,
} from "./contract";
import { orderHoldEnded, orderHoldShrunk, orderStockFreed, orderStockHeld } from "./holds/hold";
import { ORDER_STATUSES, type OrderStatus, PROMISED_FILTERS } from "./order";
import { PAYMENT_FILTERS } from "./payments/payment";

/**
 * Facts after which an order may have this status, or have it and be shipped less far than before, and so may come into
 * a list of it.
 */
const INTO: Record<OrderStatus, readonly string[]> = {
  draft: namesOf(
    orderPlaced,
    orderEdited,
    orderTagged,
    orderStockHeld,
    orderStockFreed,
    orderHoldEnded,
    orderHoldShrunk,
  ),
  confirmed: namesOf(
    orderConfirmed,
    orderChanged,
    orderLineCancelled,
    orderLineRestored,
    orderSplit,
    orderResumed,
    orderShipped,
    shipmentVoided,
    orderReopened,
    orderFellShort,
    orderFilled,
    orderReservedAgain,
    orderTagged,
  ),
  on_hold: namesOf(
    orderHeld,
    orderChanged,
    orderLineCancelled,
    orderLineRestored,
    orderSplit,
    shipmentVoided,
    orderFellShort,
    orderFilled,
    orderReservedAgain,
    orderTagged,
  ),
  completed: namesOf(orderCompleted, orderTagged),
  cancelled: namesOf(orderCancelled, orderTagged, shipmentVoided),
};
const WITHIN = ["warehouseId", "customerId"] as const;
const PLACES = namesOf(locationsChanged);
const SALES: StaleBy = { facts: ["orders", "shop"] };
const ANYTHING: readonly StaleBy[] = [{ facts: ["orders", "customers", "inventory", "catalog", "shop"] }];

export const ORDERS_STALENESS = {
  list: [
    // What is found and shown besides: labels of products, names of customers, codes of warehouses.
    { facts: ["customers", "catalog", "shop", ...PLACES] },
    { facts: ["orders", "invoices", "returns", ...namesOf(stockFilled)], about: "shown" },
    { facts: ["orders"], within: WITHIN, when: { status: [null], toShip: [null, false] } },
    { facts: INTO.confirmed, within: WITHIN, when: { toShip: [true] } },
    { facts: ["orders", "invoices", "returns"], within: WITHIN, when: { toInvoice: [true] } },
    // What was paid, and what there is to pay, follow whatever happens to an order.
    { facts: ["orders"], within: WITHIN, when: { payment: PAYMENT_FILTERS } },
    { facts: ["orders"], within: WITHIN, when: { promised: PROMISED_FILTERS } },
    { facts: namesOf(paymentRecorded, paymentVoided, carrierSet), within: WITHIN },
    ...ORDER_STATUSES.map((status) => ({ facts: INTO[status], within: WITHIN, when: { status: [status] } })),
  ],
  get: [
    // An order is the document of its reservations.
    { facts: ["orders", ...namesOf(stockReserved, stockReleased, stockFilled)], about: "asked" },
    { facts: ["customers", "catalog", "pricing"], about: "shown" },
    { facts: ["shop", ...PLACES] },
  ],
  getDiscount: [
    { facts: ["orders", "approvals"], about: "asked" },
    // Whose lists hold for whom may change too.
    { facts: ["catalog", "pricing", "customers", ...namesOf(discountLimitChanged)] },
  ],
  listDiscountLimits: [{ facts: ["shop", ...namesOf(discountLimitChanged)] }],
  listTaxes: [{ facts: ["catalog", "customers", "shop"] }],
  listReaders: [{ facts: ["orders"], about: "asked" }, { facts: namesOf(accessChanged) }],
  getMails: [{ facts: ["orders"], about: "asked" }],
  getPayments: [{ facts: ["orders"], about: "asked" }, { facts: ["customers", "shop"] }],
  getReceivables: [{ facts: ["orders", "shop"] }],
  // Erasing a customer takes the tags of their orders away.
  listTags: [{ facts: ["customers", ...namesOf(orderTagged, orderEdited, orderChanged, orderSplit)] }],
  getByNumber: ANYTHING,
  suggestShipment: [{ facts: ["orders"], about: "asked" }, { facts: ["inventory", "catalog", "shop"] }],
  listBroken: ANYTHING,
  listCustomers: [{ facts: ["orders", "customers", "shop"] }],
  // An edit names the new customer alone.
  getCustomerTotals: [
    { facts: ["orders"], within: ["customerId"] },
    { facts: ["shop", ...namesOf(orderEdited, orderChanged, customersMerged)] },
  ],
  getCredit: [
    { facts: ["orders"], within: ["customerId"] },
    { facts: ["customers", "shop", ...namesOf(orderEdited, orderChanged)] },
  ],
  getWorkload: [{ facts: ["orders", ...namesOf(stockReserved, stockReleased, stockFilled)] }],
  listSalesPerDay: [SALES],
  listTopSellers: [SALES, { facts: ["catalog"] }],
} as const satisfies Staleness;
