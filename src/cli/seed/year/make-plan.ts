import { Agenda } from "./agenda";
import { AuditTrail } from "./audit-trail";
import { after, DAY_MS, DAYS_OF_TRADING, startOfDay } from "./calendar";
import { Ids } from "./ids";
import { makeCatalog } from "./make-catalog";
import { type Customer, makeCustomers } from "./make-customers";
import { foodsOf, makeShop } from "./make-shop";
import { makeStaff, type Staff } from "./make-staff";
import { makeTrade } from "./make-trade";
import { makeWarehouses } from "./make-warehouses";
import { OrderBook } from "./order-book";
import { PaymentBook } from "./payment-book";
import { placeOrders } from "./place-orders";
import { Random } from "./random";
import { buyUpScarce, chooseScarce, makeReorderPoints } from "./scarcity";
import type { Simulation } from "./simulation";
import { StockBook } from "./stock-book";
import { supplyShop } from "./supply-shop";
import { workFloor } from "./work-floor";

export type Plan = ReturnType<typeof makePlan>;

/**
 * A year of trading of Holm & Heather, who sell outdoor and home goods from Hamburg, Lyon and Vienna. Played through in
 * the order of time under the rules of the ledger and of orders, up to `now`; what would come after is left open. The
 * same `now` makes the same year.
 */
export function makePlan(now: Date) {
  const opened = after(startOfDay(now), -DAYS_OF_TRADING * DAY_MS);
  const ids = new Ids(new Random("ids"));
  const catalog = makeCatalog(ids, new Random("catalog"), opened);
  const { warehouses, locations } = makeWarehouses(ids, new Random("warehouses"), opened, catalog.articles);
  const staff = makeStaff(ids, new Random("staff"), opened, now, warehouses);
  const customers = makeCustomers(ids, new Random("customers"), opened);

  const audit = new AuditTrail(ids);
  const stock = new StockBook(
    ids,
    audit,
    new Map(
      locations.flatMap(({ id, kind, warehouseId }) => (kind === "bin" && warehouseId ? [[id, warehouseId]] : [])),
    ),
  );
  const orders = new OrderBook(ids, audit, stock, foodsOf(catalog.articles));
  const scarce = chooseScarce(new Random("scarcity"), now, catalog.articles, warehouses);
  const year: Simulation = {
    opened,
    now,
    random: new Random("year"),
    agenda: new Agenda(),
    audit,
    stock,
    orders,
    payments: new PaymentBook(ids, audit),
    paying: new Random("payments"),
    staff,
    warehouses,
    customers,
    scarce,
  };
  recordNewcomers(year, customers, staff);
  supplyShop(year);
  placeOrders(year);
  workFloor(year);
  buyUpScarce(year);
  year.agenda.runUntil(now);

  return {
    ...makeShop(ids, opened, catalog, warehouses),
    users: staff.users,
    grants: staff.grants,
    locations,
    categories: catalog.categories,
    products: catalog.products,
    // Of what is gone everywhere, orders are taken all the same.
    variants: catalog.articles.map(({ variant }) =>
      scarce.get(variant.id)?.warehouseId === null ? { ...variant, backorder: true } : variant,
    ),
    packs: catalog.packs,
    barcodes: catalog.barcodes,
    ...makeTrade(ids, opened, customers),
    lots: stock.lots,
    transactions: stock.transactions,
    movements: stock.movements,
    balances: stock.balances,
    availability: stock.availability,
    reservations: [...stock.reservations.values()],
    reorderPoints: makeReorderPoints(year),
    orders: orders.orders.map(({ row }) => row),
    orderLines: orders.orders.flatMap(({ lines }) => lines),
    shipments: orders.shipments,
    shipmentLines: orders.shipmentLines,
    payments: year.payments.payments,
    nextOrderNumber: orders.nextNumber,
    auditEntries: audit.entries,
    /** What chapters of today choose from, beyond the rows. */
    staff,
    warehouses,
    scarce,
  };
}

/** Those who came in the year were written down by somebody; the others were there when the books were opened. */
function recordNewcomers(year: Simulation, customers: readonly Customer[], staff: Staff): void {
  for (const { row } of customers) {
    year.agenda.add(row.createdAt, (at) => {
      if (at < after(year.opened, DAY_MS)) return;
      const act = year.audit.begin(at, staff.whoDoes("sell", year.random), "customers.create");
      const { kind, name, email, phone, address, postcode, city, country, tags, note } = row;
      year.audit.record(act, {
        entity: "customer",
        entityId: row.id,
        label: name,
        before: null,
        after: { kind, name, email, phone, address, postcode, city, country, tags: tags.join(", "), note },
      });
    });
  }
}
