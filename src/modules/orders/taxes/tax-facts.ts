import { and, type AnyColumn, eq, type SQL, sql } from "drizzle-orm";
import type { AddressSnapshot } from "@/modules/customers/address-snapshot";
import { customerAddresses, customers } from "@/modules/customers/schema";
import { locations } from "@/modules/inventory/schema";
import { shopSettings } from "@/modules/shop/schema";
import type { ReadContext } from "@/platform/context";
import type { TaxFacts } from "./basis";

/** Where the goods of an order go: an address that was chosen or written down, or the customer's default. */
export type Destination = {
  addressId?: string | undefined;
  written?: Pick<AddressSnapshot, "country" | "postcode"> | null;
};

type Asked = Pick<ReadContext, "db" | "now">;

const [other, main] = [customerAddresses, customers];

/** In the form in which rates of regions have it, as `postcodeForm` makes it. */
const formOf = (postcode: SQL) => sql`translate(upper(${postcode}), ' -', '')`;

/**
 * Who buys, with all that the tax of an order follows from, as a part of the statement that looks at what it names.
 * With `hold` they stay as they are until the transaction ends: who is erased meanwhile leaves no name in its record.
 */
export function buyerOf(
  { db, now }: Asked,
  customerId: string | null,
  { addressId, written }: Destination,
  { hold = false } = {},
) {
  const isMeant = addressId === undefined ? eq(other.isDeliveryDefault, true) : eq(other.id, addressId);
  const isWritten = addressId === undefined && written;
  const country = isWritten ? sql`${written.country}::text` : sql`coalesce(${other.country}, ${main.country})`;
  const postcode = isWritten ? sql`${written.postcode}::text` : sql`coalesce(${other.postcode}, ${main.postcode})`;
  const day = sql`(${now.toISOString()}::timestamptz at time zone (select time_zone from ${shopSettings}))::date`;
  const { id, groupId, name, archivedAt, creditLimit, vatNumber, taxExemptReason, ...exempt } = customers;
  const { taxExemptCode, taxExemptNumber, taxExemptUntil, carrierId, carrierService } = exempt;
  const asked = db
    .select({
      id,
      groupId,
      name,
      archivedAt,
      creditLimit,
      carrierId,
      carrierService,
      vatNumber,
      taxExemptReason,
      taxExemptCode,
      taxExemptNumber,
      taxExemptUntil,
      toCountry: sql<string>`${country}`.as("to_country"),
      toPostcode: sql<string>`${formOf(postcode)}`.as("to_postcode"),
      day: sql<string>`${day}`.as("day"),
    })
    .from(customers)
    .leftJoin(other, and(eq(other.customerId, customers.id), isMeant))
    .where(sql`${customers.id} = ${customerId}::uuid`);
  return hold ? asked.for("key share", { of: customers }) : asked;
}

const asPart = (asked: ReturnType<typeof buyerOf>) => asked.as("buyer");
type Part = ReturnType<typeof asPart>;
type Facts = "toCountry" | "toPostcode" | "day" | "vatNumber" | `taxExempt${"Reason" | "Code" | "Number" | "Until"}`;
type Buyer = Pick<Part, Facts>;

/** Where goods go, as `taxOf` takes it; an unknown customer's go to the shop's country. */
export const placeOf = (buyer: Buyer) => ({
  country: sql`coalesce(${buyer.toCountry}, '')`,
  postcode: sql`coalesce(${buyer.toPostcode}, '')`,
  day: sql`coalesce(${buyer.day}, current_date)`,
});

/** Who buys on which day, as lists of prices are asked. */
export const buyingOf = ({ id, groupId, day }: Pick<Part, "id" | "groupId" | "day">) => ({
  customerId: sql`${id}`,
  groupId: sql`${groupId}`,
  day: sql`${day}`,
});

/** Where the goods leave, of a warehouse that is joined; without one it is in the shop's country. */
const leftJoined = { fromCountry: locations.country, fromPostcode: locations.postcode };

/** The same, of a warehouse that is named. */
export const leavesFrom = (warehouseId: string | null) => {
  const of = (column: AnyColumn) =>
    sql<string | null>`(select ${column} from ${locations} where id = ${warehouseId}::uuid and kind = 'warehouse')`;
  return { fromCountry: of(locations.country), fromPostcode: of(locations.postcode) };
};

/** What `taxBasisOf` takes, as columns of such a statement. */
export const taxFacts = (buyer: Buyer, from: ReturnType<typeof leavesFrom> | typeof leftJoined = leftJoined) => ({
  ...from,
  shopCountry: sql<string>`(select country from ${shopSettings})`,
  taxFreeAbroad: sql<boolean>`(select tax_free_abroad from ${shopSettings})`,
  day: sql<string>`${buyer.day}::text`,
  toCountry: buyer.toCountry,
  toPostcode: buyer.toPostcode,
  vatNumber: buyer.vatNumber,
  exemptReason: buyer.taxExemptReason,
  exemptCode: buyer.taxExemptCode,
  exemptNumber: buyer.taxExemptNumber,
  exemptUntil: buyer.taxExemptUntil,
});

/** Null where the customer is not known. */
type Row = {
  shopCountry: string;
  taxFreeAbroad: boolean;
  day: string | null;
  fromCountry: string | null;
  fromPostcode: string | null;
  toCountry: string | null;
  toPostcode: string | null;
  vatNumber: string | null;
  exemptReason: string | null;
  exemptCode: string | null;
  exemptNumber: string | null;
  exemptUntil: string | null;
};

export const factsOf = (row: Row): TaxFacts => ({
  shop: { country: row.shopCountry, taxFreeAbroad: row.taxFreeAbroad },
  day: row.day ?? "",
  from: { country: row.fromCountry ?? "", postcode: row.fromPostcode ?? "" },
  to: { country: row.toCountry ?? "", postcode: row.toPostcode ?? "" },
  customer: {
    vatNumber: row.vatNumber ?? "",
    exemptReason: row.exemptReason ?? "",
    exemptCode: row.exemptCode ?? "",
    exemptNumber: row.exemptNumber ?? "",
    exemptUntil: row.exemptUntil,
  },
});
