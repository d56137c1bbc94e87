import type { customerAddresses, customerContacts, customerGroups } from "@/modules/customers/schema";
import { toMoney } from "@/shared/money";
import type { Ids } from "./ids";
import type { Customer } from "./make-customers";

const GROUPS = ["Trade", "Guests and lodgings", "Friends of the shop"] as const;
const [TRADE, LODGINGS, FRIENDS] = [0, 1, 2] as const;
/** One in so many people is a friend of the shop. */
const FRIENDS_EVERY = 12;
/** Every so many businesses has its bills sent elsewhere, a limit, or longer to pay. */
const BILLED_ELSEWHERE_EVERY = 3;
const LIMITED_EVERY = 4;
const LIMIT = toMoney(500_000);
const TRADE_DAYS = 45;
const LODGING = /gasthof|pension|camping|gîte|refuge|rifugio|chata|hütte|stuga/i;

/** What is kept of customers beside their rows: groups, and of businesses whom to ask, where bills go, and terms. */
export function makeTrade(ids: Ids, opened: Date, customers: readonly Customer[]) {
  const groups: (typeof customerGroups.$inferSelect)[] = GROUPS.map((name) => ({
    id: ids.at(opened),
    name,
    version: 1,
    createdAt: opened,
  }));
  const groupOf = (customer: Customer, place: number): string | null => {
    if (!customer.isBusiness) return place % FRIENDS_EVERY === 0 ? (groups[FRIENDS]?.id ?? null) : null;
    return groups[LODGING.test(customer.row.name) ? LODGINGS : TRADE]?.id ?? null;
  };
  const businesses = customers.filter(({ isBusiness }) => isBusiness);
  const nthBusiness = new Map(businesses.map(({ row }, nth) => [row.id, nth]));
  const termsOf = ({ row }: Customer) => {
    const nth = nthBusiness.get(row.id);
    if (nth === undefined) return {};
    return { paymentTermsDays: TRADE_DAYS, creditLimit: nth % LIMITED_EVERY === 0 ? LIMIT : null };
  };
  return {
    groups,
    customers: customers.map((customer, place) => ({
      ...customer.row,
      ...termsOf(customer),
      groupId: groupOf(customer, place),
    })),
    contacts: businesses.map(({ row }) => contactOf(ids, row)),
    addresses: businesses.filter((_, nth) => nth % BILLED_ELSEWHERE_EVERY === 0).map(({ row }) => billsOf(ids, row)),
  };
}

/** The person in brackets behind the name of a business. */
const contactOf = (ids: Ids, row: Customer["row"]): typeof customerContacts.$inferSelect => ({
  id: ids.at(row.createdAt),
  customerId: row.id,
  position: 1,
  name: /\((.+)\)$/.exec(row.name)?.[1] ?? row.name,
  role: "Purchasing",
  email: row.email,
  phone: row.phone,
});

const billsOf = (ids: Ids, row: Customer["row"]): typeof customerAddresses.$inferSelect => ({
  id: ids.at(row.createdAt),
  customerId: row.id,
  position: 1,
  recipient: "Accounts",
  address: "P.O. Box 40",
  postcode: row.postcode,
  city: row.city,
  country: row.country,
  isDeliveryDefault: false,
  isBillingDefault: true,
});
