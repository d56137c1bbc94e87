import { expect, test } from "vitest";
import { createTaxCategory } from "@/modules/catalog/taxes/create-tax-category";
import { editTaxCategory } from "@/modules/catalog/taxes/edit-tax-category";
import { listTaxes } from "@/modules/catalog/taxes/tax-of";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { CustomerTerms } from "./contract";
import { createCustomer } from "./create-customer";
import { getCustomer } from "./queries";
import { setTerms } from "./set-terms";

/* What the release before does, which knows a reason and no code of it. */

const database = testDatabase();
const TERMS = { paymentTermsDays: null, creditLimit: null, creditPolicy: null };
const CODE = "VATEX-EU-151-1A";

test("the code of a customer's exemption goes with its reason, and stays while that does", async () => {
  const ctx = await testContext(database.db);
  const { customerId } = await createCustomer(ctx, { name: "Embassy" });
  const exempt = { taxExemptReason: "Embassy", taxExemptCode: CODE };
  await setTerms(ctx, { customerId, version: 1, ...TERMS, ...exempt });
  const codeOf = async () => (await getCustomer(ctx, { customerId })).taxExemptCode;
  await database.owner`update customers set tax_exempt_reason = 'Embassy', tax_exempt_number = 'B-7'`;
  expect(await codeOf()).toBe(CODE);
  await setTerms(ctx, { customerId, version: 2, ...TERMS, taxExemptReason: "The embassy", taxExemptCode: CODE });
  expect(await codeOf()).toBe(CODE);
  await setTerms(ctx, { customerId, version: 3, ...TERMS, taxExemptReason: "The embassy" });
  expect(await codeOf()).toBe(CODE);
  await database.owner`update customers set tax_exempt_reason = 'Charity'`;
  expect(await codeOf()).toBe("");
  const unknown = { taxExemptReason: "Charity", taxExemptCode: "VATEX-EU-999" };
  await expect(setTerms(ctx, { customerId, version: 4, ...TERMS, ...unknown })).rejects.toMatchObject({
    code: "catalog.reason-code-unknown",
  });
});

test("a code says nothing without its reason, and is refused there, not dropped", () => {
  const codeAlone = { ...TERMS, taxExemptReason: "", taxExemptCode: CODE };
  expect(CustomerTerms.safeParse(codeAlone).error?.issues).toMatchObject([
    { path: ["taxExemptReason"], message: "Enter why they pay no tax." },
  ]);
  expect(CustomerTerms.safeParse({ ...codeAlone, taxExemptCode: "" }).success).toBe(true);
});

test("the code of a tax category goes with its reason", async () => {
  const ctx = await testContext(database.db);
  const asked = { name: "Stamps", code: "E", reason: "Post", reasonCode: "VATEX-EU-132-1A" } as const;
  const { taxCategoryId } = await createTaxCategory(ctx, asked);
  const codeOf = async () => (await listTaxes(ctx)).find(({ id }) => id === taxCategoryId)?.reasonCode;
  await editTaxCategory(ctx, { ...asked, reason: "Postal services", taxCategoryId, version: 1 });
  expect(await codeOf()).toBe(asked.reasonCode);
  await database.owner`update tax_categories set reason = 'Books' where id = ${taxCategoryId}`;
  expect(await codeOf()).toBe("");
});
