import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { refuseOn } from "@/platform/database/refuse-on";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import {
  currencyIsBooked,
  type EditSettings,
  pricesDoNotFit,
  type SettingsValues,
  shopSettingsChanged,
  timeZoneUnknown,
  warehouseUnknown,
} from "./contract";
import { lockSettings } from "./lock-settings";
import { forgetShopSettings, isKnownTimeZone, type ShopSettings } from "./queries";
import { settingsChangedMeanwhile } from "./refusals";
import { shopSettings } from "./schema";
import { SHOP_ID, toLocale } from "./shop";

/**
 * Saves the settings of the shop. The database itself refuses another currency once money is booked.
 * @throws settingsChangedMeanwhile with the saved values, currencyIsBooked, pricesDoNotFit, timeZoneUnknown,
 * warehouseUnknown
 */
export async function editSettings(ctx: Context, { version, ...values }: EditSettings) {
  return inTransaction(ctx, async (ctx) => {
    const before = await lockSettings(ctx);
    if (before.version !== version)
      throw settingsChangedMeanwhile({ version: before.version, theirs: valuesOf(before) });
    const { currency, timeZone, defaultWarehouseId } = values;
    if (timeZone !== before.timeZone && !(await isKnownTimeZone(ctx, timeZone))) throw timeZoneUnknown({ timeZone });

    await refuseOn(
      {
        shop_settings_currency_is_booked: () => currencyIsBooked({ currency: before.currency }),
        shop_settings_currency_fits_the_prices: () => pricesDoNotFit({ currency }),
        shop_settings_name_a_warehouse: () => warehouseUnknown({ warehouseId: defaultWarehouseId ?? "" }),
      },
      () => ctx.db.update(shopSettings).set({ ...values, version: version + 1 }),
    );
    forgetShopSettings();
    recordChange(ctx, {
      entity: "shop",
      entityId: SHOP_ID,
      label: values.companyName,
      before: valuesOf(before),
      // What was left out stays, and is no change.
      after: { ...valuesOf(before), ...values },
    });
    emit(ctx, shopSettingsChanged, { shopId: SHOP_ID });
    return { version: version + 1 };
  });
}

const valuesOf = ({ version: _, logoKey: _logo, locale, ...values }: ShopSettings): SettingsValues => ({
  ...values,
  locale: toLocale(locale),
});
