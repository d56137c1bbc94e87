import { asc, eq, sql } from "drizzle-orm";
import type { ReadContext } from "@/platform/context";
import { arrayOf } from "@/platform/database/rows";
import { customerAddresses, customerContacts } from "./schema";

/** The contacts and other addresses of many customers at once, each in their order. */
export async function listPartsOf(ctx: Pick<ReadContext, "db">, customerIds: readonly string[]) {
  const ids = sql`any(${arrayOf([...customerIds], "uuid")})`;
  const [contacts, addresses] = await Promise.all([
    ctx.db
      .select()
      .from(customerContacts)
      .where(eq(customerContacts.customerId, ids))
      .orderBy(asc(customerContacts.position)),
    ctx.db
      .select()
      .from(customerAddresses)
      .where(eq(customerAddresses.customerId, ids))
      .orderBy(asc(customerAddresses.position)),
  ]);
  const [contactsBy, addressesBy] = [byCustomer(contacts), byCustomer(addresses)];
  return {
    contactsOf: (customerId: string) => contactsBy.get(customerId) ?? [],
    addressesOf: (customerId: string) => addressesBy.get(customerId) ?? [],
  };
}

function byCustomer<Row extends { customerId: string }>(rows: readonly Row[]): ReadonlyMap<string, Row[]> {
  const grouped = new Map<string, Row[]>();
  for (const row of rows) {
    const own = grouped.get(row.customerId);
    if (own) own.push(row);
    else grouped.set(row.customerId, [row]);
  }
  return grouped;
}
