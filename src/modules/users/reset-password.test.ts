import { expect, test } from "vitest";
import { findSignInFacts, rememberDevice } from "@/modules/users/sessions/known-devices";
import { chargeTry, signInLimits } from "@/modules/users/sessions/limit-tries";
import { signIn } from "@/modules/users/sessions/sign-in";
import { auditEntries } from "@/platform/audit/schema";
import { newId } from "@/shared/id";
import { systemContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aPerson, aSession } from "@/testing/people";
import { acceptInvitation } from "./accept-invitation";
import { findActor } from "./queries";
import { resetPassword } from "./reset-password";

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
  const device = "a browser of theirs";
  await rememberDevice(ctx(), { userId: person.userId, device, sessionId: newId() });
  const tryFrom = async (address: string, knownDevice: string | null) => {
    const { openedAt } = await findSignInFacts(store, { email: person.email, device });
    return chargeTry(store, signInLimits({ email: person.email, address, knownDevice, openedAt }));
  };
  const tries = [
    () => tryFrom("198.51.100.66", null),
    () => tryFrom("198.51.100.66", device),
    (times: number) => tryFrom(`203.0.113.${times}`, null),
  ];
  for (const charge of tries) {
    // The pause that begins after a hundred doubles, until even a slow machine meets it.
    const refusal = async () => {
      for (let times = 0; times < 150; times += 1) await charge(times);
    };
    await expect(refusal()).rejects.toMatchObject({ code: "users.too-many-tries" });
  }
  const { link } = await resetPassword(ctx(), { email: person.email });
  for (const charge of tries) await charge(201);

  for (const charge of tries) for (let times = 0; times < 101; times += 1) await charge(times).catch(() => {});
  await acceptInvitation(ctx(), { token: link.path.split("#")[1] ?? "", name: "Ada", password: NEW_PASSWORD });
  for (const charge of tries) await charge(202);
});

test("nobody else's address, nor the system's, gets one", async () => {
  for (const email of ["nobody@example.test", "system@quartermaster.invalid"])
    await expect(resetPassword(ctx(), { email })).rejects.toMatchObject({ code: "users.no-such-email" });
  const disabled = await aPerson(store.db, { status: "disabled" });
  await expect(resetPassword(ctx(), { email: disabled.email })).rejects.toMatchObject({
    code: "users.link-not-offered",
  });
});
