import { and, inArray, type SQL, sql } from "drizzle-orm";
import type { TxContext } from "@/platform/context";
import { addressNotFound } from "./contract";
import { customerAddresses, customers } from "./schema";

/** An address as it was when it was written down. */
export type AddressSnapshot = { name: string; address: string; postcode: string; city: string; country: string };
export type AddressUse = "delivery" | "billing";

const DEFAULT_OF = {
  delivery: customerAddresses.isDeliveryDefault,
  billing: customerAddresses.isBillingDefault,
} as const satisfies Record<AddressUse, unknown>;

/**
 * The address of a customer as a value for a statement that writes it down: the chosen one, or else the default for its
 * use. The main address has the id of the customer.
 */
export function addressSnapshot(customerId: string, use: AddressUse, chosenId?: string): SQL {
  const [other, main] = [customerAddresses, customers];
  const isMeant = chosenId === undefined ? DEFAULT_OF[use] : sql`${other.id} = ${chosenId}::uuid`;
  return sql`(
    select jsonb_build_object(
      'name', coalesce(nullif(${other.recipient}, ''), ${main.name}),
      'address', coalesce(${other.address}, ${main.address}),
      'postcode', coalesce(${other.postcode}, ${main.postcode}),
      'city', coalesce(${other.city}, ${main.city}),
      'country', coalesce(${other.country}, ${main.country}))
    from ${main} left join ${other} on ${other.customerId} = ${main.id} and ${isMeant}
    where ${main.id} = ${customerId}::uuid)`;
}

/** Of ids that somebody chose. The caller holds the customer's row. @throws addressNotFound */
export async function assertAddresses(ctx: TxContext, customerId: string, chosen: readonly string[]): Promise<void> {
  const others = [...new Set(chosen)].filter((id) => id !== customerId);
  if (others.length === 0) return;
  const found = await ctx.db
    .select({ id: customerAddresses.id })
    .from(customerAddresses)
    .where(and(sql`${customerAddresses.customerId} = ${customerId}::uuid`, inArray(customerAddresses.id, others)));
  if (found.length < others.length) throw addressNotFound({ customerId });
}
