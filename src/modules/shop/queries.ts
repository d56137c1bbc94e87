import type { Context } from "@/platform/context";
import { processSingleton } from "@/platform/process-singleton";
import { shopSettings } from "./schema";

/** A change of the settings reaches every process within this time. */
const SETTINGS_AGE_MS_MAX = 60_000;

export type ShopSettings = { timeZone: string; currency: string };

type Cache = { known?: { settings: ShopSettings; readAt: number } };

const cache = () => processSingleton("shop-settings", (): Cache => ({}));

/** The shop's settings, cached by the process for a minute, so that placing an order needs no further statement. */
export async function getShopSettings(ctx: Pick<Context, "db">): Promise<ShopSettings> {
  const { known } = cache();
  if (known && performance.now() - known.readAt < SETTINGS_AGE_MS_MAX) return known.settings;
  const [settings] = await ctx.db
    .select({ timeZone: shopSettings.timeZone, currency: shopSettings.currency })
    .from(shopSettings);
  if (!settings) throw new Error("The row of shop_settings is missing. The migrations put it in.");
  cache().known = { settings, readAt: performance.now() };
  return settings;
}
