import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { holdOrder } from "@/modules/orders/hold-order";
import { placeOrder } from "@/modules/orders/place-order";
import { forgetChangedSettings } from "@/modules/shop/queries";
import { changeAccess } from "@/modules/users/change-access";
import { systemContext, testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { MailServer } from "@/testing/mail-server";
import { runJobsNamed } from "@/testing/mails";
import { tellAll } from "@/testing/notices";
import { aShop, type Shop } from "@/testing/shop";
import { deadJobs } from "./causes/dead-jobs";
import { chooseKind } from "./choose-kind";
import { mailNotices } from "./contract";
import { markAllRead } from "./mark-all-read";
import { planMails } from "./plan-mails";
import { listNotices } from "./queries";
import { setSchedule } from "./set-schedule";
import { lookAround } from "./take-notice";
import { unsubscribe } from "./unsubscribe";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const world = testDatabase();
let server: MailServer;
let boss: Awaited<ReturnType<typeof testContext>>;
let clerk: typeof boss;
let shop: Shop<"TEA">;
/** Ten in the morning: the shop's clock is in UTC unless it says otherwise. */
const MORNING = new Date("2030-03-04T10:00:00Z");

beforeAll(async () => {
  server = await MailServer.start();
  vi.stubEnv("SMTP_URL", server.url);
  vi.stubEnv("MAIL_FROM", "Shop <shop@stock.example>");
});
beforeEach(async () => {
  boss = await testContext(world.db, { now: MORNING });
  shop = await aShop(boss, { TEA: 100 });
  clerk = await testContext(world.db, { role: "staff", warehouses: [shop.warehouseId], now: MORNING });
  await world.owner`update shop_settings set time_zone = 'Etc/UTC'`;
  forgetChangedSettings();
});
afterEach(() => {
  server.received.length = 0;
  server.answers = [];
});
afterAll(() => server.stop());

const later = (milliseconds: number) => new Date(MORNING.getTime() + milliseconds);
async function hold() {
  const { customerId, warehouseId, variant } = shop;
  const lines = [{ variantId: variant.TEA, quantity: 1 }];
  const { orderId } = await placeOrder(boss, { customerId, warehouseId, lines, confirm: true });
  await holdOrder(boss, { orderId, reason: "Payment is missing" });
}
const wantsMail = (ctx = clerk) => chooseKind(ctx, { kind: "order-held", channel: "mail", isOn: true });
async function mailAt(moment: Date) {
  await tellAll(world.db, moment);
  await planMails(systemContext(world.db, { now: moment }));
  await runJobsNamed(world.db, mailNotices.name, moment);
}
const promote = (warehouses: "all" | string[] = "all") =>
  changeAccess(boss, { userId: clerk.actor.userId, version: 1, role: "manager", warehouses, disabled: false });

test("who chose so gets an email, and who did not gets none", async () => {
  await wantsMail();
  await hold();
  await mailAt(MORNING);
  expect(server.received.map(({ to }) => to)).toEqual([[`${clerk.actor.userId}@example.test`]]);
  expect(server.received[0]?.raw).toContain("Subject: #1001 was put on hold");
  expect(server.received[0]?.raw).toMatch(/List-Unsubscribe:\s+</);
});

test("a job that runs twice sends once", async () => {
  await wantsMail();
  await hold();
  await mailAt(MORNING);
  await runJobsNamed(world.db, mailNotices.name, MORNING);
  expect(server.received).toHaveLength(1);
});

test("a try that failed is made again under the same key", async () => {
  await wantsMail();
  await hold();
  server.answers = [{ code: 451, text: "later" }];
  await expect(mailAt(MORNING)).rejects.toThrow("451");
  await runJobsNamed(world.db, mailNotices.name, MORNING);
  expect(server.received).toHaveLength(1);
});

test("however much happens, it is one email in five minutes", async () => {
  await wantsMail();
  for (let turn = 0; turn < 3; turn += 1) await hold();
  await mailAt(MORNING);
  await hold();
  await mailAt(later(MINUTE_MS));
  expect(server.received).toHaveLength(1);
  await hold();
  await mailAt(later(6 * MINUTE_MS));
  expect(server.received).toHaveLength(2);
  expect(server.received[0]?.raw).toContain("Subject: 3 notifications");
});

test("a digest comes once a day, at its hour", async () => {
  await wantsMail();
  await setSchedule(clerk, { digestHour: 12, quietFrom: null, quietUntil: null });
  await hold();
  await mailAt(MORNING);
  expect(server.received).toEqual([]);
  await mailAt(later(2 * HOUR_MS));
  await hold();
  await mailAt(later(3 * HOUR_MS));
  expect(server.received).toHaveLength(1);
  await mailAt(later(26 * HOUR_MS));
  expect(server.received).toHaveLength(2);
});

test("a digest with nothing in it is over, and what comes later is in the next day's", async () => {
  await wantsMail();
  await setSchedule(clerk, { digestHour: 9, quietFrom: null, quietUntil: null });
  await mailAt(MORNING);
  await hold();
  await mailAt(later(HOUR_MS));
  await mailAt(later(22 * HOUR_MS));
  expect(server.received).toEqual([]);
  await mailAt(later(23 * HOUR_MS));
  expect(server.received).toHaveLength(1);
});

test("another hour counts on the day itself", async () => {
  await wantsMail();
  await setSchedule(clerk, { digestHour: 9, quietFrom: null, quietUntil: null });
  await mailAt(MORNING);
  await setSchedule(clerk, { digestHour: 12, quietFrom: null, quietUntil: null });
  await hold();
  await mailAt(later(HOUR_MS));
  expect(server.received).toEqual([]);
  await mailAt(later(2 * HOUR_MS));
  expect(server.received).toHaveLength(1);
});

test("however many wait for their hour, nobody else waits with them", async () => {
  await world.owner`
    insert into users (id, name, email, role, status, password_hash, created_at)
    select ('00000000-0000-7000-9000-' || lpad(n::text, 12, '0'))::uuid, 'Someone', n || '@example.test', 'staff',
      'active', 'unusable', now()
    from generate_series(1, 500) as n`;
  await world.owner`
    insert into inboxes (user_id, digest_hour, other_after) select id, 23, 0 from users where name = 'Someone'`;
  await wantsMail();
  await hold();
  await mailAt(MORNING);
  expect(server.received).toHaveLength(1);
});

test("quiet hours are kept in the shop's zone, also past midnight", async () => {
  await world.owner`update shop_settings set time_zone = 'Asia/Tokyo'`;
  forgetChangedSettings();
  await wantsMail();
  // Ten in the morning is seven in the evening there.
  await setSchedule(clerk, { digestHour: null, quietFrom: 18, quietUntil: 6 });
  await hold();
  await mailAt(MORNING);
  await mailAt(later(10 * HOUR_MS));
  expect(server.received).toEqual([]);
  await mailAt(later(12 * HOUR_MS));
  expect(server.received).toHaveLength(1);
});

test("what was read meanwhile is not emailed, and what may not be read any more is not either", async () => {
  await wantsMail();
  await hold();
  await tellAll(world.db, MORNING);
  const { rows } = await listNotices(clerk, { unread: false, limit: 1 });
  await markAllRead(clerk, { upTo: rows[0]?.ordinal ?? 0 });
  await mailAt(MORNING);
  await hold();
  await world.owner`update users set all_warehouses = false where id = ${clerk.actor.userId}`;
  await world.owner`delete from warehouse_grants where user_id = ${clerk.actor.userId}`;
  await mailAt(later(HOUR_MS));
  await world.owner`update users set all_warehouses = true, status = 'disabled' where id = ${clerk.actor.userId}`;
  await hold();
  await mailAt(later(2 * HOUR_MS));
  expect(server.received).toEqual([]);
});

test("no email is asked for about what one did oneself", async () => {
  await wantsMail(boss);
  await hold();
  await mailAt(MORNING);
  expect(await world.owner`select payload from outbox where name = ${mailNotices.name}`).toEqual([]);
});

test("an email is asked for only for who may read of it by their role", async () => {
  await lookAround(boss, [deadJobs([{ handler: "imports.import-products" }])]);
  await planMails(systemContext(world.db, { now: MORNING }));
  expect(
    await world.owner`select payload ->> 'userId' as "userId" from outbox where name = ${mailNotices.name}`,
  ).toEqual([{ userId: boss.actor.userId }]);
});

test("an email that was asked for is not sent to who was disabled meanwhile", async () => {
  await wantsMail();
  await hold();
  await tellAll(world.db, MORNING);
  await planMails(systemContext(world.db, { now: MORNING }));
  await world.owner`update users set status = 'disabled' where id = ${clerk.actor.userId}`;
  await runJobsNamed(world.db, mailNotices.name, MORNING);
  await world.owner`update users set status = 'active' where id = ${clerk.actor.userId}`;
  await runJobsNamed(world.db, mailNotices.name, MORNING);
  expect(server.received).toEqual([]);
});

test("what is about the safety of an account comes at once, in quiet hours too, and cannot be stopped", async () => {
  await setSchedule(clerk, { digestHour: 23, quietFrom: 0, quietUntil: 23 });
  await promote();
  await mailAt(MORNING);
  expect(server.received.map(({ raw }) => /^Subject: (.*)$/m.exec(raw)?.[1]?.trim())).toEqual([
    "Your access was changed",
  ]);
  expect(server.received[0]?.raw).not.toContain("List-Unsubscribe");
});

test("what is about the safety of an account cannot be read away before it is emailed", async () => {
  await promote();
  await tellAll(world.db, MORNING);
  const intruder = { ...clerk, actor: { ...clerk.actor, role: "manager" } } as const;
  await markAllRead(intruder, { upTo: Number.MAX_SAFE_INTEGER });
  await mailAt(MORNING);
  expect(server.received).toHaveLength(1);
});

test("what is wanted by email alone is emailed, whatever was marked as read in the app", async () => {
  await wantsMail();
  await chooseKind(clerk, { kind: "order-held", channel: "app", isOn: false });
  await hold();
  await tellAll(world.db, MORNING);
  const { rows } = await listNotices(clerk, { unread: false, limit: 1 });
  await hold();
  await tellAll(world.db, MORNING);
  await markAllRead(clerk, { upTo: (rows[0]?.ordinal ?? 0) + 100 });
  await mailAt(MORNING);
  expect(server.received).toHaveLength(1);
  expect(server.received[0]?.raw).toContain("Subject: 2 notifications");
});

test("the link in an email stops those emails without signing in, and a changed link does nothing", async () => {
  await wantsMail();
  await hold();
  await mailAt(MORNING);
  const token = decodeURIComponent(/api\/unsubscribe\?token=([^>]+)>/.exec(server.received[0]?.raw ?? "")?.[1] ?? "");
  const stranger = { ...boss, actor: { kind: "anyone" } as const };
  await expect(unsubscribe(stranger, { token: token.replace("order-held", "low-stock") })).rejects.toMatchObject({
    code: "notifications.unsubscribe-unusable",
  });
  await unsubscribe(stranger, { token });
  await hold();
  await mailAt(later(HOUR_MS));
  expect(server.received).toHaveLength(1);
});

test("what is not wanted in the app is not in the inbox", async () => {
  await chooseKind(clerk, { kind: "order-held", channel: "app", isOn: false });
  await hold();
  await tellAll(world.db, MORNING);
  const { rows } = await listNotices(clerk, { unread: false, limit: 9 });
  expect(rows.map(({ kind }) => kind)).toEqual(["order-confirmed"]);
});
