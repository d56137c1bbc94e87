import { openQuantity } from "@/modules/orders/order";
import { toRate } from "@/shared/money";
import { toQuantity } from "@/shared/quantity";
import { after, DAY_MS, HOUR_MS, nextFloorMoment } from "./calendar";
import type { Article } from "./make-catalog";
import type { Warehouse } from "./make-warehouses";
import type { Random } from "./random";
import type { ReorderPointRow } from "./rows";
import { act, type Simulation, makeForecast } from "./simulation";

const LOW_VARIANTS = 14;
const GONE_VARIANTS = 5;
const LOW_SINCE_DAYS = 45;
const GONE_SINCE_DAYS = 70;
const BOUGHT_UP_DAYS = 10;
const WATCHED_DAYS = 12;
const WATCHED_AT_LEAST = 2;

/** Some suppliers fail towards the end, so that a dozen variants are low today and a few are gone. */
export function chooseScarce(
  random: Random,
  now: Date,
  articles: readonly Article[],
  [main]: readonly Warehouse[],
): Simulation["scarce"] {
  const popular = articles.filter(({ pull }) => pull > 1.2);
  const chosen = random.sample(popular, LOW_VARIANTS + GONE_VARIANTS);
  return new Map(
    chosen.map(({ variant }, place) => {
      const isGone = place < GONE_VARIANTS;
      return [
        variant.id,
        {
          since: after(now, -(isGone ? GONE_SINCE_DAYS : LOW_SINCE_DAYS) * DAY_MS),
          warehouseId: isGone ? null : (main?.id ?? null),
        },
      ];
    }),
  );
}

/** What is gone was bought up by businesses that took all there was. */
export function buyUpScarce(year: Simulation): void {
  const buyers = year.customers.filter(
    ({ isBusiness, row }) => isBusiness && row.createdAt < after(year.opened, DAY_MS),
  );
  for (const warehouse of year.warehouses) {
    for (const { variant } of warehouse.articles) {
      if (year.scarce.get(variant.id)?.warehouseId !== null) continue;
      const moment = after(year.now, -(BOUGHT_UP_DAYS - year.random.between(0, 2)) * DAY_MS);
      year.agenda.add(moment, (at) => {
        const quantity = year.stock.free(warehouse.id, variant.id);
        if (quantity === 0) return;
        const customer = year.random.pick(buyers);
        const order = year.orders.place(act(year, at, "sell", "orders.place"), {
          customer,
          warehouseId: warehouse.id,
          wishes: [{ variant, quantity }],
          discountRate: toRate(100_000),
          confirm: true,
          note: "All that is left, please.",
        });
        if (!order) return;
        year.agenda.add(nextFloorMoment(after(at, 3 * HOUR_MS), year.random), (at) =>
          year.orders.ship(act(year, at, "floor", "orders.ship", warehouse.id), order, openQuantity),
        );
      });
    }
  }
}

/** Who watches what: ordinary goods stand above their point, scarce ones at or below it. */
export function makeReorderPoints(year: Simulation): ReorderPointRow[] {
  const forecast = makeForecast(year);
  return year.warehouses.flatMap((warehouse) =>
    warehouse.articles.flatMap((article): ReorderPointRow[] => {
      const { id: variantId } = article.variant;
      const free = year.stock.free(warehouse.id, variantId);
      const usual = Math.max(WATCHED_AT_LEAST, Math.ceil(forecast(warehouse, article, year.now) * WATCHED_DAYS));
      const scarce = year.scarce.get(variantId);
      const isScarce = scarce !== undefined && (scarce.warehouseId === null || scarce.warehouseId === warehouse.id);
      const point = isScarce ? Math.max(usual, free + year.random.whole(0, 3)) : Math.min(usual, free - 1);
      return point < WATCHED_AT_LEAST ? [] : [{ warehouseId: warehouse.id, variantId, quantity: toQuantity(point) }];
    }),
  );
}
