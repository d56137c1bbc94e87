import type { Agenda } from "./agenda";
import type { Action, AuditTrail } from "./audit-trail";
import { DAY_MS, demandOn, DAYS_OF_TRADING, seasonFactor, startOfDay } from "./calendar";
import type { Article } from "./make-catalog";
import type { Customer } from "./make-customers";
import type { Staff } from "./make-staff";
import type { Warehouse } from "./make-warehouses";
import type { OrderBook } from "./order-book";
import type { PaymentBook } from "./payment-book";
import type { Random } from "./random";
import type { StockBook } from "./stock-book";

/** A few of them find nothing they came for; some 5,000 are written. */
const ORDERS_PER_YEAR = 5_080;
/** Measured on the year itself: what an average order takes of goods of average pull. */
const UNITS_PER_ORDER = 5.4;

/** The shop while its year is played through. */
export type Simulation = {
  readonly opened: Date;
  readonly now: Date;
  readonly random: Random;
  readonly agenda: Agenda;
  readonly audit: AuditTrail;
  readonly stock: StockBook;
  readonly orders: OrderBook;
  readonly payments: PaymentBook;
  /** Chance of its own, so that what is paid changes nothing of what is sold. */
  readonly paying: Random;
  readonly staff: Staff;
  readonly warehouses: readonly Warehouse[];
  readonly customers: readonly Customer[];
  /** Variants that their suppliers no longer send, and since when: at one warehouse, or everywhere. */
  readonly scarce: ReadonlyMap<string, { since: Date; warehouseId: string | null }>;
};

type Task = Parameters<Staff["whoDoes"]>[0];

/** Somebody whose work it is does something. */
export const act = (year: Simulation, at: Date, task: Task, action: string, warehouseId?: string): Action =>
  year.audit.begin(at, year.staff.whoDoes(task, year.random, warehouseId), action);

export const dayIndexOf = (year: Simulation, at: Date): number =>
  Math.floor((startOfDay(at).getTime() - year.opened.getTime()) / DAY_MS);

export const daysOf = (year: Simulation): Date[] =>
  Array.from({ length: DAYS_OF_TRADING + 1 }, (_, index) => new Date(year.opened.getTime() + index * DAY_MS)).filter(
    (day) => day <= year.now,
  );

/** Orders expected on a day, so that the year adds up to `ORDERS_PER_YEAR`. */
export function ordersExpectedOn(year: Simulation): (day: Date) => number {
  const days = daysOf(year);
  const total = days.reduce((sum, day) => sum + demandOn(day, dayIndexOf(year, day)), 0);
  return (day) => (ORDERS_PER_YEAR * demandOn(day, dayIndexOf(year, day))) / total;
}

export const pullOf = (article: Article, at: Date): number =>
  article.pull * seasonFactor(article.goods.season ?? "even", at);

/** Cheap things are taken by the handful. */
export const handfulOf = (article: Article): number =>
  article.goods.price < 20 ? 4 : article.goods.price < 60 ? 2 : 1;

/** How often an order goes to the site that serves the customer's country; else chance decides by the sites' shares. */
export const SERVED_NEARBY = 0.7;

/** The part of all orders that a warehouse gets, its own countries counted in. */
function orderShares({ customers, warehouses }: Simulation): ReadonlyMap<string, number> {
  const loyaltyOf = (code?: string) =>
    customers.reduce(
      (sum, customer) => sum + (code === undefined || customer.warehouseCode === code ? customer.loyalty : 0),
      0,
    );
  const total = loyaltyOf();
  const nearby = new Map(warehouses.map(({ id, code }) => [id, (SERVED_NEARBY * loyaltyOf(code)) / total]));
  const rest = 1 - [...nearby.values()].reduce((sum, share) => sum + share, 0);
  return new Map(warehouses.map(({ id, share }) => [id, (nearby.get(id) ?? 0) + rest * share]));
}

/** Units of a variant that a warehouse may expect to sell in a day around this one. */
export function makeForecast(year: Simulation): (warehouse: Warehouse, article: Article, at: Date) => number {
  const expected = ordersExpectedOn(year);
  const shares = orderShares(year);
  const pulls = new Map<string, number>();
  return (warehouse, article, at) => {
    const key = `${warehouse.code}/${at.getUTCMonth()}`;
    const total =
      pulls.get(key) ?? warehouse.articles.reduce((sum, other) => sum + pullOf(other, at) * handfulOf(other), 0);
    pulls.set(key, total);
    return (
      (expected(at) * (shares.get(warehouse.id) ?? 0) * UNITS_PER_ORDER * pullOf(article, at) * handfulOf(article)) /
      total
    );
  };
}
