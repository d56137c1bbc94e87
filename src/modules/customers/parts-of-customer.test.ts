import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { archiveCustomer } from "./archive-customer";
import { CreateCustomer, ListCustomers, SetAddresses } from "./contract";
import { createCustomer } from "./create-customer";
import { createGroup } from "./create-group";
import { editCustomer } from "./edit-customer";
import { getCustomer, listCustomers, listGroups, listTags } from "./queries";
import { removeGroup } from "./remove-group";
import { renameGroup } from "./rename-group";
import { setAddresses } from "./set-addresses";
import { setContacts } from "./set-contacts";
import { setTerms } from "./set-terms";

const database = testDatabase();

const aContact = { name: "Grace Hopper", role: "Purchasing", email: "grace@harbour.test", phone: "+49 40 555 123" };
const anAddress = {
  recipient: "Harbour Books, goods in",
  address: "Dock 4",
  postcode: "20457",
  city: "Hamburg",
  country: "DE",
  isDeliveryDefault: true,
  isBillingDefault: false,
};

test("a customer is found by group, and by contact, city of any address, VAT number and tag", async () => {
  const ctx = await testContext(database.db);
  const { groupId } = await createGroup(ctx, { name: "Bookshops" });
  const values = CreateCustomer.parse({
    name: "Harbour Books",
    vatNumber: "de 811.907-980",
    tags: ["VIP", " vip", "export"],
  });
  const { customerId } = await createCustomer(ctx, { ...values, city: "Kiel", groupId });
  await createCustomer(ctx, { name: "Nobody else" });
  await setContacts(ctx, { customerId, version: 1, contacts: [aContact] });
  await setAddresses(ctx, { customerId, version: 2, addresses: [anAddress] });

  const find = async (input: object) =>
    (await listCustomers(ctx, ListCustomers.parse(input))).rows.map(({ name }) => name);
  for (const search of ["kiel", "hamburg 20457", "DE811907980", "export", "hopper", "040 555123", "grace@harbour"])
    expect(await find({ search }), search).toEqual(["Harbour Books"]);
  expect(await find({ groupId })).toEqual(["Harbour Books"]);
  expect(await find({ tag: "VIP" })).toEqual(["Harbour Books"]);
  expect(await find({ tag: "exp" })).toEqual([]);
  expect(await getCustomer(ctx, { customerId })).toMatchObject({
    vatNumber: "DE811907980",
    tags: ["vip", "export"],
    groupName: "Bookshops",
    version: 3,
    contacts: [aContact],
    addresses: [anAddress],
  });
  await setContacts(ctx, { customerId, version: 3, contacts: [] });
  expect(await find({ search: "hopper" })).toEqual([]);
});

test("the tags in use are those of customers who are not archived, and nobody has more than ten", async () => {
  const ctx = await testContext(database.db);
  await createCustomer(ctx, { name: "One", tags: ["trade", "vip"] });
  await createCustomer(ctx, { name: "Two", tags: ["vip"] });
  const { customerId } = await createCustomer(ctx, { name: "Gone", tags: ["old"] });
  await archiveCustomer(ctx, { customerId, archived: true });
  expect(await listTags(ctx)).toEqual([
    { tag: "vip", customers: 2 },
    { tag: "trade", customers: 1 },
  ]);
  const tags = Array.from({ length: 11 }, (_, index) => `tag ${index}`);
  expect(CreateCustomer.safeParse({ name: "Many", tags }).error?.issues[0]?.message).toBe("Enter at most 10 tags.");
  await expect(createCustomer(ctx, { name: "Many", tags })).rejects.toMatchObject({
    constraint: "customers_have_few_tags",
  });
});

test("an address that stays keeps its id, and an id of another customer is not taken over", async () => {
  const ctx = await testContext(database.db);
  const [one, other] = [await createCustomer(ctx, { name: "One" }), await createCustomer(ctx, { name: "Other" })];
  await setAddresses(ctx, { ...one, version: 1, addresses: [anAddress] });
  const [kept] = (await getCustomer(ctx, one)).addresses;
  if (!kept) throw new Error("The address was not kept.");
  await setAddresses(ctx, { ...one, version: 2, addresses: [{ ...anAddress, isDeliveryDefault: false }, kept] });
  await setAddresses(ctx, { ...other, version: 1, addresses: [kept] });
  expect((await getCustomer(ctx, one)).addresses[1]?.id).toBe(kept.id);
  expect((await getCustomer(ctx, other)).addresses[0]?.id).not.toBe(kept.id);
});

test("there is one default of each use, for whoever asks", async () => {
  const twice = { customerId: crypto.randomUUID(), version: 1, addresses: [anAddress, anAddress] };
  expect(SetAddresses.safeParse(twice).error?.issues[0]?.message).toContain("Only one address");
  const ctx = await testContext(database.db);
  const { customerId } = await createCustomer(ctx, { name: "One" });
  const both = setAddresses(ctx, { customerId, version: 1, addresses: [anAddress, anAddress] });
  await expect(both).rejects.toMatchObject({ constraint: "customer_addresses_one_delivery_default" });
});

test("whoever set contacts, addresses or terms of an older version is refused, and nothing is changed", async () => {
  const ctx = await testContext(database.db);
  const { customerId } = await createCustomer(ctx, { name: "Ada" });
  await editCustomer(ctx, { customerId, version: 1, name: "Ada King" });
  const old = { customerId, version: 1 };
  const refused = { code: "customers.saved-meanwhile", details: { version: 2 } };
  await expect(setContacts(ctx, { ...old, contacts: [aContact] })).rejects.toMatchObject(refused);
  await expect(setAddresses(ctx, { ...old, addresses: [anAddress] })).rejects.toMatchObject(refused);
  const terms = { paymentTermsDays: 10, creditLimit: 5, creditPolicy: null };
  await expect(setTerms(ctx, { ...old, ...terms })).rejects.toMatchObject(refused);
  expect(await getCustomer(ctx, { customerId })).toMatchObject({ contacts: [], addresses: [], creditLimit: null });
});

test("a program of an earlier release that edits a customer takes nothing away that it does not know", async () => {
  const ctx = await testContext(database.db);
  const values = {
    kind: "person" as const,
    postcode: "20457",
    city: "Hamburg",
    vatNumber: "DE811907980",
    tags: ["vip"],
  };
  const { customerId } = await createCustomer(ctx, { name: "Ada", ...values });
  await editCustomer(ctx, { customerId, version: 1, name: "Ada", phone: "1" });
  expect(await getCustomer(ctx, { customerId })).toMatchObject({ ...values, phone: "1" });
});

test("tags that the release before writes as text are read as a list, and it reads those of this one", async () => {
  const ctx = await testContext(database.db);
  const asText = async (id: string) =>
    (await database.db.execute(sql`select tags from customers where id = ${id}`))[0]?.tags;
  const { customerId } = await createCustomer(ctx, { name: "Ada", tags: ["vip", "export"] });
  expect(await asText(customerId)).toBe("vip, export");
  const many = Array.from({ length: 12 }, (_, index) => `tag ${index}`).join(", ");
  for (const [typed, tags] of [
    ["VIP, Big  Shop, vip", ["vip", "big shop"]],
    [many, many.split(", ").slice(0, 10)],
    ["", []],
  ] as const) {
    await database.db.execute(sql`update customers set tags = ${typed} where id = ${customerId}`);
    expect((await getCustomer(ctx, { customerId })).tags).toEqual(tags);
  }
  await database.db.execute(sql`
    insert into customers (id, name, tags, created_at) values (uuidv7(), 'Eve', 'Trade', now())`);
  expect(await listTags(ctx)).toEqual([{ tag: "trade", customers: 1 }]);
});

test("a group has one name, and goes when nobody is in it", async () => {
  const ctx = await testContext(database.db);
  const { groupId } = await createGroup(ctx, { name: "Schools" });
  await expect(createGroup(ctx, { name: "schools" })).rejects.toMatchObject({ code: "customers.group-name-taken" });
  await renameGroup(ctx, { groupId, version: 1, name: "Colleges" });
  await expect(renameGroup(ctx, { groupId, version: 1, name: "Academies" })).rejects.toMatchObject({
    code: "customers.group-changed-meanwhile",
  });
  const { customerId } = await createCustomer(ctx, { name: "Ada", groupId });
  await expect(removeGroup(ctx, { groupId })).rejects.toMatchObject({
    code: "customers.group-in-use",
    details: { customers: 1 },
  });
  expect(await listGroups(ctx)).toMatchObject([{ name: "Colleges", customers: 1 }]);
  await editCustomer(ctx, { customerId, version: 1, name: "Ada", groupId: "" });
  await removeGroup(ctx, { groupId });
  expect(await listGroups(ctx)).toEqual([]);
  await expect(createCustomer(ctx, { name: "Eve", groupId })).rejects.toMatchObject({
    code: "customers.group-not-found",
  });
});
