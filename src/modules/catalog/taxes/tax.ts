import type { Rate } from "@/shared/money";

/**
 * Why something is taxed as it is, in the codes of electronic invoices (EN 16931, BT-118; the list is UNTDID 5305):
 * what has a rate, is zero rated, exempt, reverse charged, supplied to another member state, exported, or no matter of
 * tax.
 */
export const TAX_CODES = ["S", "Z", "E", "AE", "K", "G", "O"] as const;
export type TaxCode = (typeof TAX_CODES)[number];

/** Those that goods have of themselves; the others follow from where an order goes, and to whom. */
export const GOODS_TAX_CODES = ["S", "Z", "E", "AE", "O"] as const satisfies readonly TaxCode[];
export type GoodsTaxCode = (typeof GOODS_TAX_CODES)[number];

export const TAX_CODE_NAMES = {
  S: "Taxed at a rate",
  Z: "Zero rated",
  E: "Exempt",
  AE: "Reverse charge",
  K: "EU supply without tax",
  G: "Export without tax",
  O: "Outside the scope of tax",
} as const satisfies Record<TaxCode, string>;

/** What has no category of its own is taxed by this one, which every shop has. */
export const STANDARD_TAX_ID = "00000000-0000-7000-8000-000000000031";

/** Of a rate that has always held. */
export const FIRST_DAY = "1900-01-01";

/** Of what is taxed at a rate, that which comes to nothing is zero rated: invoices know no rate of 0 in its place. */
export const codeAtRate = (code: TaxCode, rate: number): TaxCode => (code === "S" && rate === 0 ? "Z" : code);

/**
 * How goods are taxed that go to a place on a day, by the name of their tax category. What is reverse charged has the
 * rate of whoever can't owe the tax.
 */
export type GoodsTax = { category: string; code: GoodsTaxCode; reason: string; rate: Rate };

type Why = { code: GoodsTaxCode; reason: string; reasonCode?: string | undefined };

/**
 * The code of the reason of a tax category. What is not exempt has none of its own: electronic invoices have it by
 * where the goods go, and to whom. Where nobody says another one it stays with its reason.
 */
export const reasonCodeOf = ({ code, reason, reasonCode }: Why, before?: Why): string => {
  if (code !== "E") return "";
  return reasonCode ?? (before?.reason === reason ? before.reasonCode : undefined) ?? "";
};

/** A postcode as rates of regions are compared with it. */
export const postcodeForm = (postcode: string): string => postcode.toUpperCase().replaceAll(/[\s-]/g, "");
