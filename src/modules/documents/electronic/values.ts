import type { Unit } from "@/modules/catalog/product";
import type { TaxCode } from "@/modules/catalog/taxes/tax";
import { type InvoiceContent, partsOf } from "@/modules/invoices/content";
import type { DocumentLanguage } from "@/modules/shop/shop";
import { type Money, minorDigits, type Rate, toDecimalText } from "@/shared/money";
import type { Quantity } from "@/shared/quantity";
import { element, type XmlNode, text } from "./xml";

/** How EN 16931 writes values in the syntax of UN/CEFACT. */

/** UN/ECE Recommendation 20. */
export const UNIT_CODES = { each: "H87", g: "GRM", ml: "MLT", mm: "MMT" } as const satisfies Record<Unit, string>;

/** As many decimals as the currency has, and no sign of it. */
export const amountText = (amount: Money, currency: string): string => toDecimalText(amount, minorDigits(currency));

/** Parts per million, in percent. */
const PERCENT_DIGITS = 4;
/** 19 % is `19.00`, and 8.875 % `8.875`. */
export const percentText = (rate: Rate): string => toDecimalText(rate, PERCENT_DIGITS).replace(/0{1,2}$/, "");

const PRICE_DIGITS = 8;
/** What one item comes to of an amount for so many, with decimals enough that it comes to the amount again. */
export function priceText(amount: Money, quantity: Quantity, currency: string): string {
  const scale = 10n ** BigInt(PRICE_DIGITS);
  const units = (BigInt(amount) * scale * 2n + BigInt(quantity)) / (BigInt(quantity) * 2n);
  const digits = PRICE_DIGITS + minorDigits(currency);
  const padded = units.toString().padStart(digits + 1, "0");
  const [whole, decimals] = [padded.slice(0, -digits), padded.slice(-digits)];
  const kept = decimals.replace(/0+$/, "").padEnd(minorDigits(currency), "0");
  return kept === "" ? whole : `${whole}.${kept}`;
}

/** Format 102 of UNTDID 2379: `20260310`. */
export const dayNode = (name: string, day: string | null, type = "udt:DateTimeString"): XmlNode | null =>
  day === null ? null : element(name, text(type, day.replaceAll("-", ""), { format: "102" }));

/** Why no tax is due: as VATEX codes (BT-121) where the category says which, and in words (BT-120). */
const EXEMPTIONS: Readonly<Partial<Record<TaxCode, Record<DocumentLanguage, string> & { code: string }>>> = {
  AE: { code: "VATEX-EU-AE", en: "Reverse charge", de: "Steuerschuldnerschaft des Leistungsempfängers" },
  K: { code: "VATEX-EU-IC", en: "Intra-Community supply", de: "Innergemeinschaftliche Lieferung" },
  G: { code: "VATEX-EU-G", en: "Export outside the EU", de: "Steuerfreie Ausfuhrlieferung" },
  O: { code: "VATEX-EU-O", en: "Not subject to VAT", de: "Nicht steuerbar" },
  E: { code: "", en: "Exempt from tax", de: "Von der Umsatzsteuer befreit" },
};

const each = (texts: readonly (string | undefined)[]): string[] => [...new Set(texts.flatMap((text) => text || []))];

/**
 * Each category stands there once, so all that its parts say: their reasons, and the code where they have one and the
 * same. What the law has a sentence for says that before the shop's own words.
 */
export function exemptionOf(category: TaxCode, content: InvoiceContent): { code: string; reason: string } {
  const usual = EXEMPTIONS[category];
  if (!usual) return { code: "", reason: "" };
  const parts = partsOf(content).filter((part) => part.category === category);
  const [reasons, codes] = [each(parts.map((part) => part.taxReason)), each(parts.map((part) => part.reasonCode))];
  const isAlike = codes.length === 1 && parts.every(({ reasonCode }) => reasonCode);
  const sentence = category === "E" ? "" : usual[content.language];
  return {
    code: usual.code || (isAlike ? (codes[0] ?? "") : ""),
    reason: each([sentence, reasons.join("; ")]).join(": ") || usual[content.language],
  };
}

type Taxed = { category: TaxCode; rate: Rate };

export const taxNode = (name: string, { category, rate }: Taxed): XmlNode =>
  element(
    name,
    text("ram:TypeCode", "VAT"),
    text("ram:CategoryCode", category),
    category === "O" ? null : text("ram:RateApplicablePercent", percentText(rate)),
  );
