import type { ReadInvoice } from "./read-invoice";
import { allOf, textOf, type XmlElement } from "./read-xml";

/*
 * The rules of EN 16931-1 (section 6.4.3) about each category of tax, by their names there: BR-S, BR-Z, BR-E, BR-AE,
 * BR-IC, BR-G and BR-O. Numbers 3 and 4, 6 and 7 say of allowances and charges what 2 and 5 say of lines, so a charge
 * is a line here. The words in comments are the standard's, in short.
 */

const FAMILIES = { S: "S", Z: "Z", E: "E", AE: "AE", K: "IC", G: "G", O: "O" } as const;
type Category = keyof typeof FAMILIES;
const CATEGORIES: readonly Category[] = ["S", "Z", "E", "AE", "K", "G", "O"];

type Part = { category: string; rate: number; hasRate: boolean; amount: number };

const numbersOf = (party: XmlElement | undefined, name: string): string => (party ? textOf(party, name, "ID") : "");

/** What is true of the invoice, whatever its categories are. */
function factsOf({ trade, seller, buyer, lines, charges, taxes }: ReadInvoice) {
  const delivery = allOf(trade, "ApplicableHeaderTradeDelivery")[0];
  const within = (...names: string[]) => (delivery ? textOf(delivery, ...names) : "");
  const parts: Part[] = [
    ...lines,
    ...charges.map((charge) => ({ ...charge, amount: charge.isCharge ? charge.amount : -charge.amount })),
  ];
  return {
    parts,
    taxes,
    sellerVat: numbersOf(seller, "SpecifiedTaxRegistration"),
    buyerVat: numbersOf(buyer, "SpecifiedTaxRegistration"),
    buyerRegister: numbersOf(buyer, "SpecifiedLegalOrganization"),
    deliveredOn: within("ActualDeliverySupplyChainEvent", "OccurrenceDateTime", "DateTimeString"),
    deliveredTo: within("ShipToTradeParty", "PostalTradeAddress", "CountryID"),
  };
}
type Facts = ReturnType<typeof factsOf>;

const sumOf = (parts: readonly Part[]): number => parts.reduce((sum, { amount }) => sum + amount, 0);

/** Number 2: who has to be named by a number, or must not be. */
function namesParties(category: Category, { sellerVat, buyerVat, buyerRegister }: Facts): boolean {
  if (category === "O") return sellerVat === "" && buyerVat === "";
  if (category === "K") return sellerVat !== "" && buyerVat !== "";
  if (category === "AE") return sellerVat !== "" && (buyerVat !== "" || buyerRegister !== "");
  return sellerVat !== "";
}

/** Number 5: S has a rate above nothing, O none at all, every other one that is 0. */
const fitsRate = (category: Category, { rate, hasRate }: Part): boolean =>
  category === "S" ? rate > 0 : category === "O" ? !hasRate : hasRate && rate === 0;

function ofCategory(category: Category, facts: Facts): Record<string, boolean> {
  const parts = facts.parts.filter((part) => part.category === category);
  const taxes = facts.taxes.filter((tax) => tax.category === category);
  const isUsed = parts.length > 0 || taxes.length > 0;
  const hasReason = category !== "S" && category !== "Z";
  return {
    /** A line of it asks for a breakdown of it: one for each rate of S, of any other exactly one. */
    "01":
      category === "S"
        ? parts.every(({ rate }) => taxes.some((tax) => tax.rate === rate))
        : taxes.length === (isUsed ? 1 : 0),
    "02": !isUsed || namesParties(category, facts),
    "05": parts.every((part) => fitsRate(category, part)),
    /** Its taxable amount is the sum of its lines and charges. */
    "08": taxes.every((tax) => tax.basis === sumOf(parts.filter(({ rate }) => rate === tax.rate))),
    /** Its tax is the rate of that, or nothing. */
    "09": taxes.every(({ tax, basis, rate }) =>
      category === "S" ? Math.abs(tax - Math.round((basis * rate) / 100)) <= facts.parts.length : tax === 0,
    ),
    /** It says why there is no tax, by a code or in words; S and Z must not. */
    "10": taxes.every(({ exemption }) => (exemption !== "") === hasReason),
    ...(category === "K" && {
      "11": !isUsed || facts.deliveredOn !== "",
      "12": !isUsed || facts.deliveredTo !== "",
    }),
    ...(category === "O" && {
      /** It stands alone: no other breakdown, and nothing of another category. */
      "11": taxes.length === 0 || facts.taxes.length === 1,
      "12": taxes.length === 0 || facts.parts.every((part) => part.category === "O"),
    }),
  };
}

/** The rules of its categories that an invoice breaks; a category that the standard does not know breaks BR-CL-17. */
export function brokenCategoryRules(invoice: ReadInvoice): string[] {
  const facts = factsOf(invoice);
  const isKnown = [...facts.parts, ...facts.taxes].every(({ category }) => Object.hasOwn(FAMILIES, category));
  return [
    ...(isKnown ? [] : ["BR-CL-17"]),
    ...CATEGORIES.flatMap((category) =>
      Object.entries(ofCategory(category, facts)).flatMap(([number, isHeld]) =>
        isHeld ? [] : [`BR-${FAMILIES[category]}-${number}`],
      ),
    ),
  ];
}
