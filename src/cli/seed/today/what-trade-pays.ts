import { asc, count, desc, isNull } from "drizzle-orm";
import { after, DAY_MS } from "@/cli/seed/year/calendar";
import { variants } from "@/modules/catalog/schema";
import { FIRST_DAY } from "@/modules/catalog/taxes/tax";
import { customers } from "@/modules/customers/schema";
import { assignGroup } from "@/modules/pricing/assign-group";
import { createPriceList } from "@/modules/pricing/create-price-list";
import { loadEntries } from "@/modules/pricing/load-entries";
import { toRate } from "@/shared/money";
import type { Chapter, SampleShop } from "./chapter";
import { scenes } from "./scenes";

const ITEMS = 4;
/** Each is cheaper by so much from so many on. */
const BREAKS = [
  { quantityFrom: 10, share: 0.9 },
  { quantityFrom: 50, share: 0.82 },
] as const;
const OFFER_DAYS = 30;
const SCENES_MAX = 6;
const percent = (part: number) => toRate(part * 10_000);

/** The largest groups have prices of their own: one for large quantities, the other for some weeks. */
export const whatTradePays: Chapter = {
  title: "what trade pays",
  async play(shop) {
    const scene = scenes(SCENES_MAX);
    const [trade, friends] = await findGroups(shop);
    const { id: warehouseId } = shop.random.pick(shop.plan.warehouses.slice(0, 1));
    const give = async (groupId: string, list: Parameters<typeof createPriceList>[1]) => {
      const { priceListId } = await shop.perform(scene("lead", "pricing.create", warehouseId), (ctx) =>
        createPriceList(ctx, list),
      );
      await shop.perform(scene("lead", "pricing.assignGroup", warehouseId), (ctx) =>
        assignGroup(ctx, { priceListId, groupId, isAssigned: true }),
      );
      return priceListId;
    };
    if (!trade) return;
    const entries = await findEntries(shop);
    const priceListId = await give(trade, {
      name: "Trade, by quantity",
      validFrom: null,
      validUntil: null,
      discountRate: percent(0),
    });
    await shop.perform(scene("lead", "pricing.loadEntries", warehouseId), (ctx) =>
      loadEntries(ctx, { priceListId, entries }),
    );
    if (!friends) return;
    const [validFrom, validUntil] = [dayOf(shop.now), dayOf(after(shop.now, OFFER_DAYS * DAY_MS))];
    await give(friends, { name: "A month for friends", validFrom, validUntil, discountRate: percent(5) });
  },
};

const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

async function findGroups({ db }: SampleShop): Promise<string[]> {
  const rows = await db
    .select({ groupId: customers.groupId })
    .from(customers)
    .groupBy(customers.groupId)
    .orderBy(desc(count()), asc(customers.groupId));
  return rows.flatMap(({ groupId }) => groupId ?? []);
}

async function findEntries({ db }: SampleShop) {
  const dearest = await db
    .select({ sku: variants.sku, price: variants.price })
    .from(variants)
    .where(isNull(variants.archivedAt))
    .orderBy(desc(variants.price), asc(variants.sku))
    .limit(ITEMS);
  return dearest.flatMap(({ sku, price }) =>
    BREAKS.map(({ quantityFrom, share }) => ({
      sku,
      quantityFrom,
      validFrom: FIRST_DAY,
      price: Math.round(price * share),
    })),
  );
}
