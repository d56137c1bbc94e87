import { afterAll, expect, test } from "vitest";
import { shopSettingsChanged } from "@/modules/shop/contract";
import { getShopSettings } from "@/modules/shop/queries";
import { database } from "@/platform/database/db";
import { makeLogger } from "@/platform/logger";
import { feed } from "@/platform/outbox/feed";
import { relayBatch } from "@/platform/outbox/relay";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { writeFacts } from "@/testing/outbox";
import { hearOfSettings } from "./hear-of-settings";

const store = testDatabase();
afterAll(() => feed().close());

test("settings that another process has changed are forgotten as the news arrives", async () => {
  const ctx = await testContext(database().db);
  hearOfSettings();
  await feed().start();
  expect(await getShopSettings(ctx)).toMatchObject({ currency: "EUR" });

  await store.owner`update shop_settings set currency = 'SEK'`;
  await writeFacts(store.db, 1, shopSettingsChanged.name);
  await relayBatch({ db: store.db, handlers: [], addJobs: async () => {}, log: makeLogger("silent") });
  await expect.poll(() => getShopSettings(ctx), { timeout: 5_000 }).toMatchObject({ currency: "SEK" });
});
