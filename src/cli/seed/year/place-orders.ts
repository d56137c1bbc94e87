import { NO_RATE, toRate } from "@/shared/money";
import { after, DAY_MS, HOUR_MS } from "./calendar";
import { fulfilOrder } from "./fulfil-order";
import type { Article } from "./make-catalog";
import type { Customer } from "./make-customers";
import type { Warehouse } from "./make-warehouses";
import type { Order, Wish } from "./order-book";
import { Lottery } from "./random";
import {
  act,
  dayIndexOf,
  daysOf,
  handfulOf,
  type Simulation,
  ordersExpectedOn,
  pullOf,
  SERVED_NEARBY,
} from "./simulation";

const SHOP_OPENS_HOUR = 6;
const SHOP_CLOSES_HOUR = 20;
const LINES_MAX = 6;
const CONFIRMED_AT_ONCE_SHARE = 0.78;
const DRAFT_CANCELLED_SHARE = 0.1;
const SLOW_DRAFT_SHARE = 0.25;
const CONFIRM_ATTEMPTS_MAX = 3;
const NOTES = [
  "Please leave with the neighbour.",
  "A present: no prices in the parcel.",
  "Call before delivery.",
  "Needed before the weekend.",
  "Send everything in one parcel.",
];

/** Puts every order of the year on the agenda. */
export function placeOrders(year: Simulation): void {
  const expected = ordersExpectedOn(year);
  const customers = new Lottery(year.customers, ({ loyalty }) => loyalty);
  const warehouses = new Lottery(year.warehouses, ({ share }) => share);
  const articlesOf = articlesByDay(year);
  for (const day of daysOf(year)) {
    const count = year.random.poisson(expected(day));
    for (let order = 0; order < count; order += 1) {
      const at = after(day, year.random.between(SHOP_OPENS_HOUR, SHOP_CLOSES_HOUR) * HOUR_MS);
      year.agenda.add(at, (at) => {
        const customer = customerAt(year, customers, at);
        const warehouse = siteFor(year, warehouses, customer);
        placeOrder(year, at, customer, warehouse, articlesOf(warehouse, at));
      });
    }
  }
}

function customerAt(year: Simulation, customers: Lottery<Customer>, at: Date): Customer {
  for (;;) {
    const customer = customers.draw(year.random);
    if (customer.row.createdAt < at) return customer;
  }
}

function siteFor(year: Simulation, warehouses: Lottery<Warehouse>, { warehouseCode }: Customer): Warehouse {
  const near = year.warehouses.find(({ code }) => code === warehouseCode);
  return near && year.random.chance(SERVED_NEARBY) ? near : warehouses.draw(year.random);
}

/** What is asked for changes with the season, so each day draws from weights of its own. */
function articlesByDay(year: Simulation): (warehouse: Warehouse, at: Date) => Lottery<Article> {
  const known = new Map<string, { day: number; articles: Lottery<Article> }>();
  return (warehouse, at) => {
    const day = dayIndexOf(year, at);
    const drawn = known.get(warehouse.id);
    if (drawn?.day === day) return drawn.articles;
    const articles = new Lottery(warehouse.articles, (article) => pullOf(article, at));
    known.set(warehouse.id, { day, articles });
    return articles;
  };
}

function placeOrder(
  year: Simulation,
  at: Date,
  customer: Customer,
  warehouse: Warehouse,
  articles: Lottery<Article>,
): void {
  const { random, orders } = year;
  const confirm = random.chance(CONFIRMED_AT_ONCE_SHARE);
  const wanted = wishesOf(year, customer, articles);
  const wishes = confirm ? fromStock(year, warehouse, wanted) : wanted;
  if (wishes.length === 0) return;
  const discountRate = customer.isBusiness
    ? toRate(random.pick([50_000, 100_000]))
    : random.chance(0.05)
      ? toRate(100_000)
      : NO_RATE;
  const note = random.chance(0.08) ? random.pick(NOTES) : "";
  const order = orders.place(act(year, at, "sell", "orders.place"), {
    customer,
    warehouseId: warehouse.id,
    wishes,
    discountRate,
    confirm,
    note,
  });
  if (!order) return;
  if (confirm) fulfilOrder(year, at, order);
  else decideLater(year, at, order);
}

function wishesOf(year: Simulation, customer: Customer, articles: Lottery<Article>): Wish[] {
  const { random } = year;
  const count = Math.min(LINES_MAX, 1 + random.poisson(customer.isBusiness ? 2 : 1.2));
  const drawn = new Set(Array.from({ length: count }, () => articles.draw(random)));
  return [...drawn].map((article) => {
    const handful = random.whole(1, handfulOf(article));
    return { variant: article.variant, quantity: customer.isBusiness ? handful * random.whole(1, 4) : handful };
  });
}

/** A customer at the counter takes what there is. */
const fromStock = (year: Simulation, warehouse: Warehouse, wishes: readonly Wish[]): Wish[] =>
  wishes
    .map(({ variant, quantity }) => ({
      variant,
      quantity: Math.min(quantity, year.stock.free(warehouse.id, variant.id)),
    }))
    .filter(({ quantity }) => quantity > 0);

/** A draft waits for the customer's word: some never send it, some take days. */
function decideLater(year: Simulation, at: Date, order: Order): void {
  const { random, agenda } = year;
  const waits = random.chance(SLOW_DRAFT_SHARE)
    ? random.between(2 * DAY_MS, 6 * DAY_MS)
    : random.between(0.5 * HOUR_MS, 30 * HOUR_MS);
  if (random.chance(DRAFT_CANCELLED_SHARE)) {
    agenda.add(after(at, waits), (at) =>
      year.orders.cancel(act(year, at, "sell", "orders.cancel"), order, "Customer changed their mind"),
    );
  } else {
    agenda.add(after(at, waits), (at) => confirmOrder(year, at, order, 1));
  }
}

/** Goods that are not there may come with the next delivery; after some attempts the order is called off. */
function confirmOrder(year: Simulation, at: Date, order: Order, attempt: number): void {
  if (year.orders.confirm(act(year, at, "sell", "orders.confirm"), order)) fulfilOrder(year, at, order);
  else if (attempt < CONFIRM_ATTEMPTS_MAX)
    year.agenda.add(after(at, 2 * DAY_MS), (at) => confirmOrder(year, at, order, attempt + 1));
  else year.orders.cancel(act(year, at, "sell", "orders.cancel"), order, "Out of stock");
}
