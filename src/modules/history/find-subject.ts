import { isIP } from "node:net";
import { type SQL, sql } from "drizzle-orm";
import { barcodes, variants } from "@/modules/catalog/schema";
import { locations } from "@/modules/inventory/schema";
import { parseOrderNumber } from "@/modules/orders/order";
import { orders } from "@/modules/orders/schema";
import { apiKeys, users } from "@/modules/users/schema";
import type { ReadContext } from "@/platform/context";
import { atMost } from "@/platform/database/dialect";
import { Id } from "@/shared/given-id";

/**
 * What somebody searches the audit for: the things that the text names, and the text itself. A bin or an SKU may be
 * written as an address is, as in 1.2.3.4: then the thing is meant.
 */
export type Subject = { text: string; entityIds: readonly string[]; id: string | null; isAddress: boolean };

const NAMED_MAX = 50;

/** Things by what people call them, each by its index; the audit itself has none for words. */
const BY_NAME = (text: string): readonly SQL[] => {
  const number = parseOrderNumber(text);
  return [
    sql`select product_id as id from ${variants} where lower(sku) = lower(${text})`,
    sql`select id from ${variants} where lower(sku) = lower(${text})`,
    sql`select v.product_id as id from ${barcodes} b join ${variants} v on v.id = b.variant_id where b.code = ${text}`,
    sql`select id from ${users} where lower(email) = lower(${text})`,
    sql`select id from ${apiKeys} where name = ${text}`,
    sql`select id from ${locations} where lower(code) = lower(${text})`,
    ...(number === null ? [] : [sql`select id from ${orders} where number = ${number}::bigint`]),
  ];
};

export async function findSubject({ db }: Pick<ReadContext, "db">, search: string): Promise<Subject | null> {
  const text = search.trim();
  if (text === "") return null;
  const id = Id.safeParse(text);
  if (id.success) return { text, id: id.data, entityIds: [id.data], isAddress: false };
  const named = await db.execute<{ id: string }>(sql`
    select id from (${sql.join([...BY_NAME(text)], sql` union all `)}) as named ${atMost(NAMED_MAX)}`);
  const entityIds = named.map(({ id }) => id);
  return { text, id: null, entityIds, isAddress: entityIds.length === 0 && isIP(text) !== 0 };
}
