import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { createCustomer } from "@/modules/customers/create-customer";
import { chooseKind } from "@/modules/notifications/choose-kind";
import { mailNotices } from "@/modules/notifications/contract";
import { planMails } from "@/modules/notifications/plan-mails";
import { cancelOrder } from "@/modules/orders/cancel-order";
import { holdOrder } from "@/modules/orders/hold-order";
import { placeOrder } from "@/modules/orders/place-order";
import { database } from "@/platform/database/db";
import { systemContext, testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { runJobsNamed } from "@/testing/mails";
import { tellAll } from "@/testing/notices";
import { aShop } from "@/testing/shop";
import { FaultyDatabase } from "../../../e2e/fixtures/faulty-database";
import { eraseMails } from "./contract";
import { eraseCustomer } from "./erase-customer";

const world = testDatabase();
const mails = mkdtempSync(path.join(tmpdir(), "quartermaster-mail-"));
process.env["MAIL_DIR"] = mails;
const door = new FaultyDatabase(new URL(world.url));
afterAll(async () => {
  await database().end();
  door.close();
  rmSync(mails, { recursive: true, force: true });
});

test("an email that was being written while its customer was erased is not left behind as a file", async () => {
  const boss = await testContext(world.db, { name: "Ann" });
  const clerk = await testContext(world.db, { role: "manager" });
  const shop = await aShop(boss, { TEA: 10 });
  await chooseKind(boss, { kind: "order-held", channel: "mail", isOn: true });
  const { customerId } = await createCustomer(clerk, { name: "Grace Hopper" });
  const lines = [{ variantId: shop.variant.TEA, quantity: 1 }];
  const { orderId } = await placeOrder(clerk, { customerId, warehouseId: shop.warehouseId, lines, confirm: true });
  await holdOrder(clerk, { orderId, reason: "Grace pays on Friday" });
  await tellAll(world.db, boss.now);
  await planMails(systemContext(world.db, { now: boss.now }));

  // The job has read what it tells of, and asks for the address, when they are erased.
  process.env["DATABASE_URL"] = await door.open();
  door.break({ at: /select "email" from "users"/, times: 1, does: "hold" });
  const mailed = runJobsNamed(database().db, mailNotices.name, boss.now);
  await expect.poll(() => door.tries, { timeout: 20_000 }).toBe(1);
  await cancelOrder(boss, { orderId });
  await eraseCustomer(boss, { customerId, name: "Grace Hopper" });
  await runJobsNamed(world.db, eraseMails.name);
  await door.mend();
  await mailed;

  expect(readdirSync(mails)).toEqual([]);
});
