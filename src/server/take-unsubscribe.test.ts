import { afterAll, expect, test } from "vitest";
import { unsubscribeToken } from "@/modules/notifications/unsubscribe";
import { database } from "@/platform/database/db";
import { testDatabase } from "@/testing/database";
import { aPerson } from "@/testing/people";
import { takeUnsubscribe } from "./take-unsubscribe";

const world = testDatabase();
afterAll(() => database().end());

const post = (token: string, accept: string) =>
  takeUnsubscribe(
    new Request(`http://localhost:3000/api/unsubscribe?token=${encodeURIComponent(token)}`, {
      method: "POST",
      headers: { accept, "content-type": "application/x-www-form-urlencoded" },
      body: "List-Unsubscribe=One-Click",
    }),
  );

test("one click of a mail program stops the emails, and a person is shown so", async () => {
  const { userId } = await aPerson(world.db, { passwordHash: "unusable" });
  const token = unsubscribeToken(userId, ["low-stock", "access-changed"]);
  expect((await post(token, "*/*")).status).toBe(200);
  const chosen = await world.owner`select kind, mail from notification_choices where user_id = ${userId}`;
  expect(chosen).toEqual([{ kind: "low-stock", mail: false }]);
  const shown = await post(token, "text/html");
  expect([shown.status, shown.headers.get("location")]).toEqual([303, "/unsubscribe?done=1"]);
});

test("a link that is not ours changes nothing", async () => {
  const { userId } = await aPerson(world.db, { passwordHash: "unusable" });
  const token = unsubscribeToken(userId, ["low-stock"]);
  expect((await post(token.replace(userId, crypto.randomUUID()), "*/*")).status).toBe(400);
  for (const broken of ["", "~", `${token}${"x".repeat(500)}`]) expect((await post(broken, "*/*")).status).toBe(400);
  expect(await world.owner`select count(*)::int as chosen from notification_choices`).toEqual([{ chosen: 0 }]);
});
