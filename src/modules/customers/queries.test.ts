import { beforeAll, expect, test } from "vitest";
import type { Context } from "@/platform/context";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { ListCustomers } from "./contract";
import { createCustomer } from "./create-customer";
import { phoneForms } from "./customer";
import { editCustomer } from "./edit-customer";
import { listCustomers } from "./queries";

const database = testDatabase({ keepRows: true });
let ctx: Context;

beforeAll(async () => {
  ctx = await testContext(database.db);
  await createCustomer(ctx, { name: "Jürgen Groß & Søn", phone: "+49 (40) 123-456", address: "Łódzka 7\nBüsum" });
  await createCustomer(ctx, { name: "Zoë d’Arc", phone: "0221 / 98 76 54", email: "zoe@example.com" });
  await createCustomer(ctx, { name: "Ann Lee", phone: "+1 (212) 555-0187" });
  await createCustomer(ctx, { name: "Per Hansen", phone: "0049 (0)89 555 444" });
});

const find = async (search: string) =>
  (await listCustomers(ctx, ListCustomers.parse({ search }))).rows.map(({ name }) => name.split(" ")[0]);

test.each(["Jurgen", "JÜRGEN", "gross", "GROẞ", "son", "søn jurgen", "lodzka", "busum"])(
  "%s finds him",
  async (search) => expect(await find(search)).toEqual(["Jürgen"]),
);

test.each([
  ["40123456", "Jürgen"],
  ["+4940123456", "Jürgen"],
  ["+49 40 123456", "Jürgen"],
  ["004940123456", "Jürgen"],
  ["040123456", "Jürgen"],
  ["040 123 456", "Jürgen"],
  ["(040) 12-34-56", "Jürgen"],
  ["+49 (0)40 123456", "Jürgen"],
  ["123456", "Jürgen"],
  ["jurgen 040123456", "Jürgen"],
  ["+49 221 987654", "Zoë"],
  ["0221987654", "Zoë"],
  ["221 987654", "Zoë"],
  ["2125550187", "Ann"],
  ["+12125550187", "Ann"],
  ["001-212-555-0187", "Ann"],
  ["089555444", "Per"],
  ["+4989555444", "Per"],
  ["492219876 54", "Zoë"],
  ["12125550187", "Ann"],
])("the telephone number %s finds %s", async (search, name) => expect(await find(search)).toEqual([name]));

test("what is no telephone number is no other writing of one", async () => {
  expect(["1234", "A-40123", "40.123,456", "+", "(0)"].flatMap(phoneForms)).toEqual([]);
  expect(await find("999999")).toEqual([]);
});

test("typographic quotes are found by plain ones", async () => expect(await find("d'arc")).toEqual(["Zoë"]));

test("what was edited is found by its new words alone", async () => {
  const { customerId } = await createCustomer(ctx, { name: "Ñandú" });
  await editCustomer(ctx, { customerId, version: 1, name: "Œuvre" });
  expect(await find("nandu")).toEqual([]);
  expect(await find("oeuvre")).toEqual(["Œuvre"]);
});
