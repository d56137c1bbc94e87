import { NO_RATE, toRate } from "@/shared/money";
import { after, DAY_MS, HOUR_MS } from "./calendar";
import { fulfilOrder } from "./fulfil-order";
import { act, dayIndexOf, daysOf, handfulOf, type House, ordersExpectedOn, pullOf, SERVED_NEARBY } from "./house";
import type { Article } from "./make-catalog";
import type { Customer } from "./make-customers";
import type { Warehouse } from "./make-warehouses";
import type { Order, Wish } from "./order-book";
import { Lottery } from "./random";

const SHOP_OPENS_HOUR = 6;
const SHOP_CLOSES_HOUR = 20;
const LINES_MAX = 6;
const CONFIRMED_AT_ONCE = 0.78;
const CHANGED_THEIR_MIND = 0.1;
const QUOTES = 0.25;
const CONFIRM_ATTEMPTS_MAX = 3;
const NOTES = [
  "Please leave with the neighbour.",
  "A present: no prices in the parcel.",
  "Call before delivery.",
  "Needed before the weekend.",
  "Send everything in one parcel.",
];

/** Puts every order of the year on the agenda. */
export function takeOrders(house: House): void {
  const expected = ordersExpectedOn(house);
  const customers = new Lottery(house.customers, ({ loyalty }) => loyalty);
  const warehouses = new Lottery(house.warehouses, ({ share }) => share);
  const articlesOf = articlesByDay(house);
  for (const day of daysOf(house)) {
    const count = house.random.poisson(expected(day));
    for (let order = 0; order < count; order += 1) {
      const at = after(day, house.random.between(SHOP_OPENS_HOUR, SHOP_CLOSES_HOUR) * HOUR_MS);
      house.agenda.add(at, (at) => {
        const customer = customerAt(house, customers, at);
        const warehouse = siteFor(house, warehouses, customer);
        takeOrder(house, at, customer, warehouse, articlesOf(warehouse, at));
      });
    }
  }
}

function customerAt(house: House, customers: Lottery<Customer>, at: Date): Customer {
  for (;;) {
    const customer = customers.draw(house.random);
    if (customer.row.createdAt < at) return customer;
  }
}

function siteFor(house: House, warehouses: Lottery<Warehouse>, { warehouseCode }: Customer): Warehouse {
  const near = house.warehouses.find(({ code }) => code === warehouseCode);
  return near && house.random.chance(SERVED_NEARBY) ? near : warehouses.draw(house.random);
}

/** What is asked for changes with the season, so each day draws from weights of its own. */
function articlesByDay(house: House): (warehouse: Warehouse, at: Date) => Lottery<Article> {
  const known = new Map<string, { day: number; articles: Lottery<Article> }>();
  return (warehouse, at) => {
    const day = dayIndexOf(house, at);
    const drawn = known.get(warehouse.id);
    if (drawn?.day === day) return drawn.articles;
    const articles = new Lottery(warehouse.articles, (article) => pullOf(article, at));
    known.set(warehouse.id, { day, articles });
    return articles;
  };
}

function takeOrder(house: House, at: Date, customer: Customer, warehouse: Warehouse, articles: Lottery<Article>): void {
  const { random, orders } = house;
  const confirm = random.chance(CONFIRMED_AT_ONCE);
  const wanted = wishesOf(house, customer, articles);
  const wishes = confirm ? fromStock(house, warehouse, wanted) : wanted;
  if (wishes.length === 0) return;
  const discountRate = customer.isBusiness
    ? toRate(random.pick([50_000, 100_000]))
    : random.chance(0.05)
      ? toRate(100_000)
      : NO_RATE;
  const note = random.chance(0.08) ? random.pick(NOTES) : "";
  const order = orders.place(act(house, at, "sell", "orders.place"), {
    customer,
    warehouseId: warehouse.id,
    wishes,
    discountRate,
    confirm,
    note,
  });
  if (!order) return;
  if (confirm) fulfilOrder(house, at, order);
  else thinkOver(house, at, order);
}

function wishesOf(house: House, customer: Customer, articles: Lottery<Article>): Wish[] {
  const { random } = house;
  const count = Math.min(LINES_MAX, 1 + random.poisson(customer.isBusiness ? 2 : 1.2));
  const drawn = new Set(Array.from({ length: count }, () => articles.draw(random)));
  return [...drawn].map((article) => {
    const handful = random.whole(1, handfulOf(article));
    return { variant: article.variant, quantity: customer.isBusiness ? handful * random.whole(1, 4) : handful };
  });
}

/** A customer at the counter takes what there is. */
const fromStock = (house: House, warehouse: Warehouse, wishes: readonly Wish[]): Wish[] =>
  wishes
    .map(({ variant, quantity }) => ({
      variant,
      quantity: Math.min(quantity, house.stock.free(warehouse.id, variant.id)),
    }))
    .filter(({ quantity }) => quantity > 0);

/** A draft waits for the customer's word: some never send it, some take days. */
function thinkOver(house: House, at: Date, order: Order): void {
  const { random, agenda } = house;
  const waits = random.chance(QUOTES)
    ? random.between(2 * DAY_MS, 6 * DAY_MS)
    : random.between(0.5 * HOUR_MS, 30 * HOUR_MS);
  if (random.chance(CHANGED_THEIR_MIND)) {
    agenda.add(after(at, waits), (at) =>
      house.orders.cancel(act(house, at, "sell", "orders.cancel"), order, "Customer changed their mind"),
    );
  } else {
    agenda.add(after(at, waits), (at) => confirmOrder(house, at, order, 1));
  }
}

/** Goods that are not there may come with the next delivery; after some attempts the order is called off. */
function confirmOrder(house: House, at: Date, order: Order, attempt: number): void {
  if (house.orders.confirm(act(house, at, "sell", "orders.confirm"), order)) fulfilOrder(house, at, order);
  else if (attempt < CONFIRM_ATTEMPTS_MAX)
    house.agenda.add(after(at, 2 * DAY_MS), (at) => confirmOrder(house, at, order, attempt + 1));
  else house.orders.cancel(act(house, at, "sell", "orders.cancel"), order, "Out of stock");
}
