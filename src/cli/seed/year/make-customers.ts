import { makeHandle } from "@/modules/catalog/product";
import { toRate, type Rate } from "@/shared/money";
import { after, DAY_MS, DAYS_OF_TRADING } from "./calendar";
import { type Land, LANDS } from "./customer-words";
import type { Ids } from "./ids";
import { Lottery, type Random } from "./random";
import type { CustomerRow } from "./rows";

export type Customer = {
  row: CustomerRow;
  taxRate: Rate;
  foodTaxRate: Rate;
  isBusiness: boolean;
  warehouseCode: string | undefined;
  loyalty: number;
};

const CUSTOMERS = 300;
const BUSINESS_SHARE = 0.1;
/** Those who were there when the shop opened its books; the others came over the year. */
const FOUNDING_SHARE = 0.45;
const MAIL_HOSTS = ["example.com", "example.net", "example.org"] as const;
const NOTES = [
  "Rings twice.",
  "Prefers delivery in the morning.",
  "Collects from the warehouse now and then.",
  "Always asks for plastic-free packing.",
];

const POSTCODE_AND_CITY = /^(\d[\d ]*) (\D.*)$/;

/** Oldest first. */
export function makeCustomers(ids: Ids, random: Random, opened: Date): Customer[] {
  const lands = new Lottery(LANDS, ({ weight }) => weight);
  const days = Array.from({ length: CUSTOMERS }, () =>
    random.chance(FOUNDING_SHARE) ? 0 : random.between(0, DAYS_OF_TRADING - 5),
  ).sort((a, b) => a - b);
  const taken = new Set<string>();
  return days.map((day, place) => {
    const createdAt = after(opened, day * DAY_MS + place * 1_000);
    return makeCustomer(ids.at(createdAt), random, createdAt, lands.draw(random), taken);
  });
}

function makeCustomer(id: string, random: Random, createdAt: Date, land: Land, taken: Set<string>): Customer {
  const isBusiness = random.chance(BUSINESS_SHARE);
  const person = `${random.pick(land.given)} ${random.pick(land.family)}`;
  const name = isBusiness ? `${random.pick(land.businesses)} (${person})` : person;
  const email = mailFor(person, random, taken);
  const phone = land.phone && random.chance(0.7) ? land.phone.replaceAll("#", () => String(random.whole(0, 9))) : "";
  const address = `${random.pick(land.streets)} ${random.whole(1, 120)}`;
  const [, postcode = "", city = ""] = POSTCODE_AND_CITY.exec(random.pick(land.towns)) ?? [];
  const row: CustomerRow = {
    id,
    kind: isBusiness ? "company" : "person",
    name,
    email,
    phone,
    address,
    postcode,
    city,
    country: land.country,
    note: random.chance(0.06) ? random.pick(NOTES) : "",
    vatNumber: "",
    taxExemptReason: "",
    taxExemptCode: "",
    taxExemptNumber: "",
    taxExemptUntil: null,
    groupId: null,
    tags: isBusiness ? ["trade"] : [],
    language: null,
    foundBy: "",
    paymentTermsDays: null,
    paymentMethod: null,
    carrierId: null,
    carrierService: "",
    creditLimit: null,
    creditPolicy: null,
    archivedAt: null,
    mergedInto: null,
    erasedAt: null,
    version: 1,
    createdAt,
  };
  const loyalty = random.between(0.3, 1) ** 2 * (isBusiness ? 2.5 : 1);
  const [taxRate, foodTaxRate] = [inPercent(land.tax), inPercent(land.foodTax)];
  return { row, taxRate, foodTaxRate, isBusiness, warehouseCode: land.warehouse, loyalty };
}

const inPercent = (percent: number): Rate => toRate(Math.round(percent * 10_000));

function mailFor(person: string, random: Random, taken: Set<string>): string {
  const local = makeHandle(person.replaceAll("ı", "i"))
    .replaceAll("-", ".")
    .replace(/[^a-z.]/g, "");
  for (let number = 1; ; number += 1) {
    const mail = `${local}${number === 1 ? "" : number}@${random.pick(MAIL_HOSTS)}`;
    if (taken.has(mail)) continue;
    taken.add(mail);
    return mail;
  }
}
