import { expect, test } from "vitest";
import type { SecretPair } from "@/platform/config";
import { testDatabase } from "@/testing/database";
import { noteSecrets, secretWarning, unknownSecrets } from "./secret-checks";

const store = testDatabase();
const all = (...pair: SecretPair) => ({ cookie: pair, seal: pair, pepper: pair });
const [first, second, third] = ["first", "second", "third"].map((word) => `${word} secret of a test, and long enough`);
const names = [first ?? "", second ?? "", third ?? ""] as const;

test("a database knows the secrets it is used with first, and no others", async () => {
  expect(await unknownSecrets(store.db, all(names[0]))).toEqual([]);
  expect(await unknownSecrets(store.db, all(names[0]))).toEqual([]);
  expect(await unknownSecrets(store.db, all(names[1]))).toEqual(["pepper", "seal", "cookie"]);
  expect(await unknownSecrets(store.db, { ...all(names[0]), seal: [names[1]] })).toEqual(["seal"]);
});

test("a secret that follows the known one becomes known, after which the older may go", async () => {
  await unknownSecrets(store.db, all(names[0]));
  expect(await unknownSecrets(store.db, all(names[1], names[0]))).toEqual([]);
  expect(await unknownSecrets(store.db, all(names[1]))).toEqual([]);
  expect(await unknownSecrets(store.db, all(names[0]))).toHaveLength(3);
});

test("an operator may begin anew with other secrets", async () => {
  await unknownSecrets(store.db, all(names[0]));
  await noteSecrets(store.db, all(names[2]));
  expect(await unknownSecrets(store.db, all(names[2]))).toEqual([]);
});

test("the operator reads what is lost and what to do, and nothing of a secret is stored", async () => {
  await unknownSecrets(store.db, all(names[0]));
  expect(secretWarning(await unknownSecrets(store.db, all(names[1])))).toMatch(
    /nobody can sign in.*npm run reset-password/,
  );
  expect(secretWarning([])).toBeNull();
  expect(JSON.stringify(await store.owner`select * from secret_checks`)).not.toContain("secret of a test");
});
