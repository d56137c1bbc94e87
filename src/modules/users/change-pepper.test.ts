import { afterEach, expect, test } from "vitest";
import { signIn } from "@/modules/users/sessions/sign-in";
import { config } from "@/platform/config";
import { systemContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { aPerson, TEST_PASSWORD } from "@/testing/people";
import { hashPassword } from "./password";
import { users } from "./schema";

const store = testDatabase();
const NEXT = "the pepper of next year, long enough too";
const KEYS = ["config", "keys.password", "users.hash-of-nobody.12", "users.hash-of-nobody.4"];
const symbolOf = (name: string) => Symbol.for(`quartermaster.${name}`);
const LOW_COST = 4;

function usePepper(...pepper: [string, ...string[]]) {
  const now = config();
  for (const name of KEYS) Reflect.deleteProperty(globalThis, symbolOf(name));
  Reflect.set(globalThis, symbolOf("config"), { ...now, secrets: { ...now.secrets, pepper } });
}
afterEach(() => {
  for (const name of KEYS) Reflect.deleteProperty(globalThis, symbolOf(name));
});

test("a pepper is changed without anybody losing their password: each row changes as its person signs in", async () => {
  const [old] = config().secrets.pepper;
  const person = await aPerson(store.db, { passwordHash: await hashPassword(TEST_PASSWORD, LOW_COST) });
  const enter = (password = TEST_PASSWORD) =>
    signIn(systemContext(store.db), { email: person.email, password, userAgent: "", address: "" }, LOW_COST);
  const kept = async () => (await store.db.select().from(users)).find(({ id }) => id === person.userId)?.passwordHash;
  const before = await kept();

  usePepper(NEXT, old);
  await expect(enter("another password, plainly wrong")).rejects.toMatchObject({ code: "users.sign-in-refused" });
  expect(await kept()).toBe(before);
  await enter();
  expect(await kept()).not.toBe(before);

  usePepper(NEXT);
  await enter();
  usePepper(old);
  await expect(enter()).rejects.toMatchObject({ code: "users.sign-in-refused" });
});
