import { eq, sql } from "drizzle-orm";
import type { TxContext } from "@/platform/context";
import { insertRows } from "@/platform/database/rows";
import { newId } from "@/shared/id";
import { customerAddresses, customerContacts, customerNotes, customers } from "./schema";
import { FOUND_BY } from "./write-found-by";

type Customer = typeof customers.$inferSelect;

/** The tags of both, each once. */
export const tagsOfBoth = (kept: Pick<Customer, "tags">, other: Pick<Customer, "tags">): string[] => [
  ...new Set([...kept.tags, ...other.tags]),
];

/**
 * Takes over what is kept of another customer who is the same: contacts, addresses and notes stand behind the own, and
 * what one has and the other has not is kept. The caller has locked both rows.
 */
export async function absorbCustomer(ctx: TxContext, kept: Customer, other: Customer): Promise<void> {
  await moveParts(ctx, kept.id, other.id);
  await insertContact(ctx, kept, other);
  await insertAddress(ctx, kept, other);
  const both = filled(kept, other);
  await ctx.db
    .update(customers)
    .set({ ...both, foundBy: FOUND_BY, version: sql`${customers.version} + 1` })
    .where(eq(customers.id, kept.id));
  // A reason that is taken over has no code until it is given one: a trigger sees to that.
  const { taxExemptCode } = both;
  await ctx.db.update(customers).set({ taxExemptCode }).where(eq(customers.id, kept.id));
  await ctx.db.update(customers).set({ mergedInto: kept.id }).where(eq(customers.mergedInto, other.id));
  await ctx.db
    .update(customers)
    .set({
      mergedInto: kept.id,
      archivedAt: sql`coalesce(${customers.archivedAt}, ${ctx.now.toISOString()}::timestamptz)`,
      foundBy: "",
      version: sql`${customers.version} + 1`,
    })
    .where(eq(customers.id, other.id));
}

async function moveParts(ctx: TxContext, customerId: string, otherId: string): Promise<void> {
  await ctx.db.execute(sql`
    update ${customerContacts}
       set customer_id = ${customerId}::uuid, position = position + ${lastOf("contacts", customerId)}
     where customer_id = ${otherId}::uuid`);
  await ctx.db.execute(sql`
    update ${customerAddresses}
       set customer_id = ${customerId}::uuid, position = position + ${lastOf("addresses", customerId)},
           is_delivery_default = false, is_billing_default = false
     where customer_id = ${otherId}::uuid`);
  await ctx.db.update(customerNotes).set({ customerId }).where(eq(customerNotes.customerId, otherId));
}

const PARTS = { contacts: customerContacts, addresses: customerAddresses } as const;
const lastOf = (part: keyof typeof PARTS, customerId: string) =>
  sql`(select coalesce(max(own.position), 0) from ${PARTS[part]} own where own.customer_id = ${customerId}::uuid)`;

/** Whom they were reached by, where that is not how they are reached by now. */
async function insertContact(ctx: TxContext, kept: Customer, other: Customer): Promise<void> {
  const isNews = (key: "email" | "phone") => other[key] !== "" && kept[key] !== "" && other[key] !== kept[key];
  if (!isNews("email") && !isNews("phone")) return;
  const { name, email, phone } = other;
  const place = { id: newId(), customerId: kept.id, position: await nextOf(ctx, "contacts", kept.id) };
  await insertRows(ctx, customerContacts, [{ ...place, name, role: "", email, phone }]);
}

/** Their main address, where there is one already and it is another. */
async function insertAddress(ctx: TxContext, kept: Customer, other: Customer): Promise<void> {
  if (other.address === "" || kept.address === "" || isSamePlace(kept, other)) return;
  const { name: recipient, address, postcode, city, country } = other;
  const place = { id: newId(), customerId: kept.id, position: await nextOf(ctx, "addresses", kept.id) };
  const use = { isDeliveryDefault: false, isBillingDefault: false };
  await insertRows(ctx, customerAddresses, [{ ...place, recipient, address, postcode, city, country, ...use }]);
}

const isSamePlace = (one: Customer, other: Customer): boolean =>
  one.address === other.address && one.postcode === other.postcode && one.city === other.city;

async function nextOf(ctx: TxContext, part: keyof typeof PARTS, customerId: string): Promise<number> {
  const [row] = await ctx.db.execute<{ last: number }>(sql`select ${lastOf(part, customerId)} as last`);
  return Number(row?.last ?? 0) + 1;
}

const exemptionOf = ({ taxExemptReason, taxExemptCode, taxExemptNumber, taxExemptUntil }: Customer) => ({
  taxExemptReason,
  taxExemptCode,
  taxExemptNumber,
  taxExemptUntil,
});

const carriedOf = ({ carrierId, carrierService }: Customer) => ({ carrierId, carrierService });

/** What the one that stays has not, as the other had it. */
function filled(kept: Customer, other: Customer) {
  const place = kept.address === "" ? other : kept;
  return {
    email: kept.email || other.email,
    phone: kept.phone || other.phone,
    address: place.address,
    postcode: place.postcode,
    city: place.city,
    country: kept.country || other.country,
    vatNumber: kept.vatNumber || other.vatNumber,
    groupId: kept.groupId ?? other.groupId,
    tags: tagsOfBoth(kept, other),
    language: kept.language ?? other.language,
    note: kept.note === other.note ? kept.note : [kept.note, other.note].filter(Boolean).join("\n"),
    paymentTermsDays: kept.paymentTermsDays ?? other.paymentTermsDays,
    paymentMethod: kept.paymentMethod ?? other.paymentMethod,
    ...carriedOf(kept.carrierId === null ? other : kept),
    creditLimit: kept.creditLimit ?? other.creditLimit,
    creditPolicy: kept.creditPolicy ?? other.creditPolicy,
    ...exemptionOf(kept.taxExemptReason === "" ? other : kept),
  };
}
