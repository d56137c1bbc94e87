import { expect, test } from "vitest";
import { auditEntries } from "@/platform/audit/schema";
import { systemContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aPerson, aSession } from "@/testing/people";
import { acceptInvitation } from "./accept-invitation";
import { chargeTry, signInLimits } from "./limit-tries";
import { findActor } from "./queries";
import { resetPassword } from "./reset-password";
import { signIn } from "./sign-in";

const store = testDatabase();
const NEW_PASSWORD = "twelve green lanterns hum";
const ctx = () => systemContext(store.db, { action: "users.reset-password" });

test("an operator gets a link for a person; their sessions end, and the history tells it", async () => {
  const person = await aPerson(store.db);
  const session = await aSession(store.db, person);
  const { link } = await resetPassword(ctx(), { email: person.email.toUpperCase() });
  expect(await findActor(ctx(), session.sessionId)).toBeNull();
  const actions = (await store.db.select().from(auditEntries)).map(({ action, entity }) => `${action} ${entity}`);
  expect(actions).toEqual(expect.arrayContaining(["users.reset-password user", "users.reset-password session"]));

  await acceptInvitation(ctx(), { token: link.path.split("#")[1] ?? "", name: "Ada", password: NEW_PASSWORD });
  const asked = { email: person.email, password: NEW_PASSWORD, userAgent: "", address: "" };
  expect(await signIn(ctx(), asked)).toMatchObject({ userId: person.userId });
});

test("an account that strangers have closed is open again", async () => {
  const person = await aPerson(store.db);
  const from = (place: number) =>
    chargeTry(store, signInLimits({ email: person.email, address: `203.0.113.${place}`, knownDevice: null }));
  for (let place = 0; place < 101; place += 1) await from(place);
  await expect(from(200)).rejects.toMatchObject({ code: "users.too-many-tries" });
  await resetPassword(ctx(), { email: person.email });
  await from(201);
});

test("nobody else's address, nor the system's, gets one", async () => {
  for (const email of ["nobody@example.test", "system@quartermaster.invalid"])
    await expect(resetPassword(ctx(), { email })).rejects.toMatchObject({ code: "users.no-such-email" });
  const disabled = await aPerson(store.db, { status: "disabled" });
  await expect(resetPassword(ctx(), { email: disabled.email })).rejects.toMatchObject({
    code: "users.link-not-offered",
  });
});
