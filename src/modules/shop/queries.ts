import { asc, eq, getTableColumns, sql } from "drizzle-orm";
import type { ReadContext } from "@/platform/context";
import { processSingleton } from "@/platform/process-singleton";
import { setRegion } from "@/shared/region";
import { numberSeries, paymentMethods, shopSettings } from "./schema";
import { isTimeZone } from "./shop";

/** A change of the settings reaches every other process within this time. */
const SETTINGS_AGE_MS_MAX = 60_000;
/** For as long after a change, longer than any transaction, this process reads the row itself. */
const CHANGING_MS = 30_000;

type Asked = Pick<ReadContext, "db">;

/** The shop's settings as their row has them now. */
export async function readShopSettings(ctx: Asked) {
  const { isOnly: _, logoType: _type, ...columns } = getTableColumns(shopSettings);
  const [settings] = await ctx.db.select(columns).from(shopSettings);
  if (!settings) throw new Error("The row of shop_settings is missing. The migrations put it in.");
  setRegion(settings);
  return settings;
}

export type ShopSettings = Awaited<ReturnType<typeof readShopSettings>>;

type Cache = { known: { settings: ShopSettings; readAt: number } | null; keepFrom: number };

const cache = () =>
  processSingleton("shop-settings", (): Cache => ({ known: null, keepFrom: Number.NEGATIVE_INFINITY }));

/**
 * The same, cached by the process for a minute: for how things are shown and sorted. What decides about money reads the
 * row in its own transaction.
 */
export async function getShopSettings(ctx: Asked): Promise<ShopSettings> {
  const { known } = cache();
  const readAt = performance.now();
  if (known && readAt - known.readAt < SETTINGS_AGE_MS_MAX) return known.settings;
  // What is kept is not to be behind.
  const settings = await readShopSettings({ db: ctx.db.primary });
  if (readAt > cache().keepFrom) cache().known = { settings, readAt };
  return settings;
}

/**
 * Called as the settings change. Until the change is committed whoever reads the row reads the old one, so nothing is
 * kept meanwhile; nor is what somebody began to read before.
 */
export const forgetShopSettings = (): void => forgetUntil(performance.now() + CHANGING_MS);

/** Called once a change is committed, in this process or another. */
export const forgetChangedSettings = (): void => forgetUntil(performance.now());

function forgetUntil(moment: number): void {
  cache().known = null;
  cache().keepFrom = Math.max(cache().keepFrom, moment);
}

/** What an administrator may still change: the next number of the series, and whether the currency is booked. */
export async function getSettingsState(ctx: Asked) {
  const [[row], [series]] = await Promise.all([
    ctx.db.execute<{ booked: boolean }>(sql`select money_is_booked() as booked`),
    ctx.db.select({ next: numberSeries.next }).from(numberSeries).where(eq(numberSeries.name, "orders")),
  ]);
  return { currencyIsBooked: row?.booked ?? false, nextOrderNumber: series?.next ?? 1 };
}

/** The image of the shop's logo as a stored file and its type; null where there is none. */
export async function findLogo(ctx: Asked) {
  const [row] = await ctx.db.select({ fileKey: shopSettings.logoKey, type: shopSettings.logoType }).from(shopSettings);
  return row?.fileKey && row.type ? { fileKey: row.fileKey, type: row.type } : null;
}

/** Which names of the database JavaScript knows: to try all of them takes it a tenth of a second. */
const triedZones = () => processSingleton("shop.tried-zones", () => new Map<string, boolean>());

/** The time zones that both the database and JavaScript know, by name; those that name a place, and UTC. */
export async function listTimeZones(ctx: Asked): Promise<string[]> {
  const rows = await ctx.db.execute<{ name: string }>(sql`
    select name from pg_timezone_names
     where name = 'UTC' or name ~ '^(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/'
     order by name`);
  const tried = triedZones();
  for (const { name } of rows) if (!tried.has(name)) tried.set(name, isTimeZone(name));
  return rows.map(({ name }) => name).filter((name) => tried.get(name));
}

/** Whether the database knows a time zone by exactly this name. */
export async function isKnownTimeZone(ctx: Asked, name: string): Promise<boolean> {
  const [row] = await ctx.db.execute<{ known: boolean }>(
    sql`select exists (select from pg_timezone_names where name = ${name}) as known`,
  );
  return row?.known ?? false;
}

/** How the shop is paid, in its order, with what it uses no more. */
export const listPaymentMethods = (ctx: Asked) =>
  ctx.db
    .select({
      id: paymentMethods.id,
      name: paymentMethods.name,
      isDefault: paymentMethods.isDefault,
      isArchived: sql<boolean>`(${paymentMethods.archivedAt} is not null)`,
    })
    .from(paymentMethods)
    .orderBy(asc(paymentMethods.position), asc(paymentMethods.id));
