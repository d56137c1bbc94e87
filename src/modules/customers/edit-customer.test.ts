import { expect, test } from "vitest";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { archiveCustomer } from "./archive-customer";
import { createCustomer } from "./create-customer";
import { editCustomer } from "./edit-customer";
import { getCustomer } from "./queries";

const database = testDatabase();

test("the second of two people who edit a customer is refused, and sees what the first saved", async () => {
  const ctx = await testContext(database.db);
  const { customerId } = await createCustomer(ctx, { name: "Ada Lovelace", phone: "+44 20 7946 0018" });
  await editCustomer(ctx, { customerId, version: 1, name: "Ada King", email: "ada@example.com" });

  await expect(editCustomer(ctx, { customerId, version: 1, name: "Ada Byron" })).rejects.toMatchObject({
    code: "customers.changed-meanwhile",
    details: { version: 2, theirs: { name: "Ada King", email: "ada@example.com", phone: "" } },
  });
  expect(await getCustomer(ctx, { customerId })).toMatchObject({
    name: "Ada King",
    version: 2,
  });
});

test("a customer has a language, which a program that knows of none leaves as it is", async () => {
  const ctx = await testContext(database.db);
  const { customerId } = await createCustomer(ctx, { name: "Ada Lovelace", language: "de" });
  await editCustomer(ctx, { customerId, version: 1, name: "Ada King" });
  expect(await getCustomer(ctx, { customerId })).toMatchObject({ name: "Ada King", language: "de" });
  await editCustomer(ctx, { customerId, version: 2, name: "Ada King", language: null });
  expect(await getCustomer(ctx, { customerId })).toMatchObject({ language: null });
});

test("archiving a customer twice is archiving once", async () => {
  const ctx = await testContext(database.db);
  const { customerId } = await createCustomer(ctx, { name: "Ada Lovelace" });
  await archiveCustomer(ctx, { customerId, archived: true });
  await archiveCustomer(ctx, { customerId, archived: true });
  expect(await getCustomer(ctx, { customerId })).toMatchObject({ version: 2 });
  await archiveCustomer(ctx, { customerId, archived: false });
  expect(await getCustomer(ctx, { customerId })).toMatchObject({ archivedAt: null, version: 3 });
});
