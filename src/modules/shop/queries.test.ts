import { afterEach, expect, test, vi } from "vitest";
import { countStatements } from "@/platform/database/db";
import { testDatabase } from "@/testing/database";
import { forgetChangedSettings, getShopSettings } from "./queries";
import { shopSettings } from "./schema";

const database = testDatabase();
afterEach(() => vi.useRealTimers());

test("the settings are read once a minute: a change reaches a process within that time", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  expect(await getShopSettings(database)).toMatchObject({ timeZone: "Europe/Berlin", currency: "EUR" });
  await database.owner`update shop_settings set currency = 'SEK'`;

  vi.advanceTimersByTime(59_000);
  expect(await countStatements(() => getShopSettings(database))).toMatchObject({ statements: 0 });
  vi.advanceTimersByTime(2_000);
  expect(await getShopSettings(database)).toMatchObject({ currency: "SEK" });
});

test("what was read before a change is not kept after it", async () => {
  forgetChangedSettings();
  const late = getShopSettings(database);
  forgetChangedSettings();
  expect(await late).toMatchObject({ currency: "EUR" });
  await database.owner`update shop_settings set currency = 'SEK'`;
  expect(await getShopSettings(database)).toMatchObject({ currency: "SEK" });
});

test("there is never a second row of settings", async () => {
  const values = { timeZone: "Europe/Rome", currency: "EUR" };
  await expect(database.db.insert(shopSettings).values(values)).rejects.toMatchObject({
    constraint: "shop_settings_pkey",
  });
  await expect(database.db.insert(shopSettings).values({ ...values, isOnly: false })).rejects.toMatchObject({
    constraint: "shop_settings_are_one_row",
  });
});
