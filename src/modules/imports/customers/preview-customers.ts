import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { cutText } from "@/modules/catalog/product";
import { completeCustomer } from "@/modules/customers/customer";
import { addressesText, contactsText } from "@/modules/customers/customer-parts";
import { listPartsOf } from "@/modules/customers/list-parts-of";
import { customerGroups, customers } from "@/modules/customers/schema";
import type { CustomersFile } from "@/modules/imports/contract";
import { readShopSettings } from "@/modules/shop/queries";
import { normalizeVatNumber } from "@/modules/shop/vat-number";
import type { ReadContext } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";
import { assertHandlesCustomers, assertOwnUpload } from "./assert-own-upload";
import { type ChangedField, type CustomerPlan, type KnownCustomer, planCustomers } from "./plan-customers";
import { type CustomerFile, readCustomers } from "./read-customers";

const SHOWN_MAX = 200;
const CHARACTERS_SHOWN_MAX = 300;

export type PlannedFile = CustomerPlan & { file: CustomerFile; digest: string };

/** What a file of customers would change, and what is wrong with it. @throws as `planFile` */
export async function previewCustomers(ctx: ReadContext, { fileKey }: CustomersFile) {
  const { file, changes, problems, same, digest } = await planFile(ctx, fileKey);
  return {
    digest,
    rows: file.rows.length,
    created: changes.filter(({ customerId }) => customerId === null).length,
    changed: changes.filter(({ customerId }) => customerId !== null).length,
    same,
    skipped: new Set(problems.map(({ row }) => row)).size,
    ignoredColumns: file.header.filter((name, index) => name !== "" && file.columns[index] === null),
    changes: changes.slice(0, SHOWN_MAX).map(({ row, customerId, name, fields }) => ({
      row,
      name,
      isNew: customerId === null,
      fields: fields.map(shown),
    })),
    problems: problems.slice(0, SHOWN_MAX),
    moreProblems: Math.max(0, problems.length - SHOWN_MAX),
  };
}

const shown = ({ field, from, to }: ChangedField): ChangedField => ({
  field,
  from: cutText(from, CHARACTERS_SHOWN_MAX),
  to: cutText(to, CHARACTERS_SHOWN_MAX),
});

/** @throws customersHidden, fileUnreadable, mappingIncomplete */
export async function planFile(ctx: ReadContext, fileKey: string): Promise<PlannedFile> {
  assertHandlesCustomers(ctx);
  await assertOwnUpload(ctx, fileKey);
  const file = await readCustomers(fileKey);
  const { currency } = await readShopSettings(ctx);
  const groups = await ctx.db.select({ id: customerGroups.id, name: customerGroups.name }).from(customerGroups);
  const plan = planCustomers(file.rows, {
    currency,
    groups: new Map(groups.map(({ id, name }) => [name.toLowerCase(), id])),
    groupNames: new Map(groups.map(({ id, name }) => [id, name])),
    customers: await findNamed(ctx, file),
  });
  const digest = createHash("sha256")
    .update(JSON.stringify([plan.changes, plan.problems]))
    .digest("hex");
  return { ...plan, file, digest };
}

/** Every customer whom a row may be about. */
async function findNamed(ctx: ReadContext, { rows }: CustomerFile): Promise<KnownCustomer[]> {
  const textsOf = (field: "customerId" | "vatNumber" | "email") =>
    rows.flatMap(({ cells }) => (cells[field] === undefined ? [] : [cells[field].toLowerCase()]));
  const vatNumbers = textsOf("vatNumber").map(normalizeVatNumber);
  const found = await ctx.db
    .select()
    .from(customers)
    .where(
      sql`${customers.id}::text = any(${arrayOf(textsOf("customerId"), "text")})
        or (${customers.vatNumber} <> '' and ${customers.vatNumber} = any(${arrayOf(vatNumbers, "text")}))
        or (${customers.email} <> '' and lower(${customers.email}) = any(${arrayOf(textsOf("email"), "text")}))`,
    )
    .orderBy(customers.id);
  const parts = await listPartsOf(
    ctx,
    found.map(({ id }) => id),
  );
  return found.map((row) => ({
    id: row.id,
    version: row.version,
    closed: row.erasedAt
      ? "The personal data of this customer was erased. Leave the row out."
      : row.mergedInto
        ? "This customer was merged into another. Leave the row out."
        : null,
    values: completeCustomer(row),
    terms: {
      paymentTermsDays: row.paymentTermsDays,
      creditLimit: row.creditLimit,
      creditPolicy: row.creditPolicy,
    },
    parts: {
      contacts: contactsText(parts.contactsOf(row.id)),
      addresses: addressesText(parts.addressesOf(row.id)),
    },
  }));
}
