import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { ListCustomers } from "@/modules/customers/contract";
import { createCustomer } from "@/modules/customers/create-customer";
import { createGroup } from "@/modules/customers/create-group";
import { getCustomer, listCustomers } from "@/modules/customers/queries";
import { setAddresses } from "@/modules/customers/set-addresses";
import { setContacts } from "@/modules/customers/set-contacts";
import { setTerms } from "@/modules/customers/set-terms";
import { startImport } from "@/modules/imports/start-import";
import type { Context } from "@/platform/context";
import { EXPORTS } from "@/server/exports";
import type { Person } from "@/shared/access";
import { toCsv } from "@/shared/csv";
import { newId } from "@/shared/id";
import { testContext } from "@/testing/context";
import { anUploadedFile } from "@/testing/customers-file";
import { testDatabase } from "@/testing/database";
import { keepUploadsApart } from "@/testing/imports";
import { importCustomers } from "./import-customers";
import { previewCustomers } from "./preview-customers";

const world = testDatabase();
keepUploadsApart();
let ctx: Context & { actor: Person };
beforeEach(async () => {
  ctx = await testContext(world.db);
});

async function look(content: string | Buffer) {
  const fileKey = await anUploadedFile(ctx, content);
  return { fileKey, ...(await previewCustomers(ctx, { fileKey })) };
}
async function bring(content: string | Buffer) {
  const { fileKey, digest } = await look(content);
  return importCustomers(ctx, { fileKey, digest });
}
const all = async () => (await listCustomers(ctx, ListCustomers.parse({ limit: 200 }))).rows;
const fileOf = (...rows: readonly (readonly string[])[]) => toCsv(rows);

test("a file adds customers with everything it says of them, and only once", async () => {
  const { groupId } = await createGroup(ctx, { name: "Trade" });
  const header = ["Firma", "E-Mail", "Straße", "PLZ", "Ort", "Land", "USt-ID", "Gruppe", "Sprache", "Credit limit"];
  const row = [
    "Küche & Co",
    "a@kueche.example",
    "Weg 1",
    "20457",
    "Hamburg",
    "Germany",
    "DE 811 907 980",
    "trade",
    "de",
  ];
  const { fileKey, digest, created } = await look(fileOf(header, [...row, "1500.50"]));
  expect(created).toBe(1);
  expect(await all()).toEqual([]);
  expect(await importCustomers(ctx, { fileKey, digest })).toEqual({ created: 1, changed: 0, same: 0, skipped: 0 });
  const [made] = await all();
  expect(await getCustomer(ctx, { customerId: made?.id ?? "" })).toMatchObject({
    name: "Küche & Co",
    country: "DE",
    vatNumber: "DE811907980",
    groupId,
    language: "de",
    creditLimit: 150_050,
    version: 2,
  });
  await expect(importCustomers(ctx, { fileKey, digest })).rejects.toMatchObject({ code: "imports.file-unreadable" });
});

describe("a row is about the customer", () => {
  const vatNumber = "DE811907980";

  test("with its ID, else with its VAT number, else with its email, and blank cells leave what is there", async () => {
    const { customerId } = await createCustomer(ctx, { name: "Ada", email: "ada@example.com", vatNumber, phone: "1" });
    for (const [column, value, city] of [
      ["Customer ID", customerId, "Bonn"],
      ["VAT number", vatNumber.toLowerCase(), "Ulm"],
      ["Email", "ADA@example.com", "Jena"],
    ] as const) {
      expect(await bring(fileOf(["Name", column, "City", "Phone"], ["Ada", value, city, ""]))).toMatchObject({
        created: 0,
        changed: 1,
      });
      expect(await getCustomer(ctx, { customerId })).toMatchObject({ city, phone: "1", vatNumber });
    }
    expect(await all()).toHaveLength(1);
  });

  test("and nobody guesses where several have it, or where two rows are about one", async () => {
    await createCustomer(ctx, { name: "Ada", email: "ada@example.com" });
    await createCustomer(ctx, { name: "Bea", email: "ada@example.com" });
    const several = await look(fileOf(["Name", "Email"], ["Ada", "ada@example.com"]));
    expect(several.problems).toMatchObject([{ row: 2, column: "Email" }]);
    const twice = await look(fileOf(["Name", "Email"], ["C", "c@example.com"], ["D", "C@example.com"]));
    expect(twice).toMatchObject({ created: 1, skipped: 1, problems: [{ row: 3 }] });
  });
});

test("a row with a problem is left out whole, with each of its problems, and the others are imported", async () => {
  const found = await bring(
    fileOf(
      ["Name", "Email", "Country", "Group", "Language", "VAT number", "Payment terms (days)", "Credit limit"],
      ["Good", "", "", "", "", "", "", ""],
      ["Bad", "no mail", "Nowhere", "Unknown", "fr", "DE12", "soon", "lots"],
      ["", "x@example.com", "", "", "", "", "", ""],
    ),
  );
  expect(found).toEqual({ created: 1, changed: 0, same: 0, skipped: 2 });
  expect((await all()).map(({ name }) => name)).toEqual(["Good"]);
});

test("what changed since somebody looked is not overwritten: they look again", async () => {
  const { customerId } = await createCustomer(ctx, { name: "Ada", email: "ada@example.com" });
  const { fileKey, digest } = await look(fileOf(["Customer ID", "City"], [customerId, "Bonn"]));
  await world.owner`update customers set phone = '7', version = version + 1`;
  await expect(importCustomers(ctx, { fileKey, digest })).rejects.toMatchObject({
    code: "imports.customers-file-changed",
  });
  expect(await getCustomer(ctx, { customerId })).toMatchObject({ city: "" });
});

test("of two who import the same file at once, one is told to look again", async () => {
  const content = fileOf(["Name", "Email"], ["Ada", "ada@example.com"]);
  const [one, other] = [await look(content), await look(content)];
  const done = await Promise.allSettled(
    [one, other].map(({ fileKey, digest }) => importCustomers(ctx, { fileKey, digest })),
  );
  expect(done.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(done.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { code: "imports.customers-file-changed" },
  });
  expect(await all()).toHaveLength(1);
});

test("when one customer can't be written, nothing is, and the file can be imported afterwards", async () => {
  const { customerId } = await createCustomer(ctx, { name: "Ada", email: "ada@example.com" });
  const content = fileOf(
    ["Name", "Email", "City"],
    ["Bea", "bea@example.com", "Ulm"],
    ["Ada", "ada@example.com", "Bonn"],
  );
  const { fileKey, digest } = await look(content);
  await world.owner`alter table customers add constraint no_ulm check (city <> 'Ulm')`;
  await expect(importCustomers(ctx, { fileKey, digest })).rejects.toThrow("customers");
  expect(await getCustomer(ctx, { customerId })).toMatchObject({ city: "", version: 1 });
  await world.owner`alter table customers drop constraint no_ulm`;
  expect(await importCustomers(ctx, { fileKey, digest })).toMatchObject({ created: 1, changed: 1 });
});

describe("a file is read as customers", () => {
  const refused = { code: "imports.file-unreadable" };

  test("by whoever uploaded it alone, and by no other", async () => {
    const { fileKey, digest } = await look("Name\r\nAda\r\n");
    const other = await testContext(world.db, { role: "manager" });
    await expect(previewCustomers(other, { fileKey })).rejects.toMatchObject(refused);
    await expect(importCustomers(other, { fileKey, digest })).rejects.toMatchObject(refused);
  });

  test("and not while an import of products has it, which may hold costs", async () => {
    const fileKey = await anUploadedFile(ctx, "Name,SKU,Price\r\nMug,M,1\r\n");
    await startImport(ctx, { fileKey, fileName: "mugs.csv" });
    await expect(previewCustomers(ctx, { fileKey })).rejects.toMatchObject(refused);
  });

  test("by no key that may not read and change customers itself", async () => {
    const scopes = ["imports.read", "imports.import-customers", "customers.read"] as const;
    const fileKey = await anUploadedFile(ctx, "Name\r\nAda\r\n");
    const actor = { ...ctx.actor, key: { keyId: newId(), name: "Shop", scopes } };
    await expect(previewCustomers({ ...ctx, actor }, { fileKey })).rejects.toMatchObject({
      code: "imports.customers-hidden",
    });
  });
});

describe("what is refused", () => {
  const vatNumber = "DE811907980";

  test.each([
    ["an email of a company with another VAT number", ["VAT number", "DE136695976"], "VAT number"],
    ["an amount that may be two", ["Credit limit", "1.500"], "Credit limit"],
    ["an amount too large to count", ["Credit limit", "99999999999999.00"], "Credit limit"],
    ["a contact without a name", ["Contacts", "| buyer"], "Contacts"],
    ["an id that nobody has", ["Customer ID", "x"], "Customer ID"],
  ])("%s", async (_, [header = "", value = ""], column) => {
    await createCustomer(ctx, { name: "Ada", email: "ada@example.com", vatNumber });
    const found = await look(fileOf(["Name", "Email", header], ["Ada", "ada@example.com", value]));
    expect(found).toMatchObject({ created: 0, changed: 0, problems: [{ row: 2, column, value }] });
  });
});

test("what would change is shown as people write it, and is in the history as any change", async () => {
  const { customerId } = await createCustomer(ctx, { name: "Ada" });
  const content = fileOf(["Customer ID", "City", "Credit limit"], [customerId, "Bonn", "1500.50"]);
  expect((await look(content)).changes).toEqual([
    {
      row: 2,
      name: "Ada",
      isNew: false,
      fields: [
        { field: "city", from: "", to: "Bonn" },
        { field: "creditLimit", from: "", to: "1500.50" },
      ],
    },
  ]);
  await bring(content);
  const entries = await world.owner<{ after: unknown }[]>`
    select after from audit_entries where entity_id = ${customerId} order by id`;
  expect(entries.slice(1)).toMatchObject([{ after: { city: "Bonn" } }, { after: { creditLimit: 150_050 } }]);
});

describe("files as people have them", () => {
  test.each([
    ["semicolons and Windows letters", Buffer.from("Firma;Ort\r\nM\xfcller;K\xf6ln\r\n", "latin1"), ["Müller", "Köln"]],
    ["tabs and UTF-16", Buffer.from("\ufeffName\tCity\r\nMüller\tKöln\r\n", "utf16le"), ["Müller", "Köln"]],
    ["a sep line", "sep=|\r\nName|City\r\nMüller|Köln\r\n", ["Müller", "Köln"]],
    ["zeros kept by a formula", 'Name,City\r\nAda,"=""01067"""\r\n', ["Ada", "01067"]],
    ["a formula, which stays text", fileOf(["Name", "City"], ["=1+1", "-2+3"]), ["=1+1", "-2+3"]],
  ])("%s", async (_, content, [name, city]) => {
    await bring(content);
    expect(await all()).toMatchObject([{ name, city }]);
  });

  test.each([
    ["without a name", "Colour,Size\r\nred,4\r\n", "imports.mapping-incomplete"],
    ["empty", " ", "imports.file-unreadable"],
    ["with too many rows", `Name\r\n${"Ada\r\n".repeat(2_001)}`, "imports.file-unreadable"],
    ["without rows", "Name,City\r\n", "imports.file-unreadable"],
  ])("%s is refused", async (_, content, code) => {
    await expect(look(content)).rejects.toMatchObject({ code });
  });

  test("of a line that is too long or never closes its quote the others are imported", async () => {
    const content = `Name,City\r\n"Ada,Bonn\r\nBea,Ulm\r\n`;
    expect(await bring(content)).toMatchObject({ created: 1, skipped: 1 });
    expect(await all()).toMatchObject([{ name: "Bea" }]);
  });
});

async function exported(): Promise<string> {
  const list = EXPORTS.get("orders.listCustomers");
  if (!list) throw new Error("Customers are no file.");
  const opened = list.open({});
  const { rows } = await opened.page({ ...ctx, db: world.db }, null);
  return toCsv([opened.header(ctx), ...rows]);
}

test("an export that is imported again changes nothing, whatever stands in it", async () => {
  const text = fc.string({ unit: "binary", maxLength: 30 }).map((raw) => raw.replaceAll("\0", "").trim());
  const word = fc.oneof(text, fc.constantFrom("=1+1", "'quoted", "a,b;c", "@x", "+49 40 12", '"', "Zeile\nzwei"));
  const one = fc.record({ name: word, phone: word, city: word, role: word, limit: fc.nat() });
  const { groupId } = await createGroup(ctx, { name: '=Trade, "one"' });
  await fc.assert(
    fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 5 }), async (those) => {
      await world.owner`delete from customer_contacts`;
      await world.owner`delete from customer_addresses`;
      await world.owner`delete from customers`;
      for (const { name, phone, city, role, limit } of those) {
        const { customerId } = await createCustomer(ctx, { name: name || "x", phone, city, groupId, language: "de" });
        await setTerms(ctx, { customerId, version: 1, paymentTermsDays: 14, creditLimit: limit, creditPolicy: "warn" });
        await setContacts(ctx, { customerId, version: 2, contacts: [{ name: name || "x", role, email: "", phone }] });
        const place = {
          recipient: role,
          address: city || "x",
          postcode: "",
          city,
          country: "",
          isBillingDefault: true,
        };
        await setAddresses(ctx, { customerId, version: 3, addresses: [{ ...place, isDeliveryDefault: false }] });
      }
      const found = await look(await exported());
      expect(found.problems).toEqual([]);
      expect(found.changes).toEqual([]);
      expect(found.same).toBe(those.length);
    }),
    { numRuns: 25 },
  );
});
