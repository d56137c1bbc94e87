import { codeAtRate, type TaxCode } from "@/modules/catalog/taxes/tax";
import type { Texts } from "@/modules/documents/texts/texts";
import { codeOfLine, type TaxBasis } from "@/modules/orders/taxes/basis";
import { addMoney, type Money, type Rate } from "@/shared/money";

export type Taxed = { rate: Rate; code: TaxCode; net: Money; tax: Money };

/** What is taxed at which rate and for which reason, the highest first, as BG-23 of EN 16931 breaks it down. */
export function taxesOf(parts: readonly Taxed[]): Taxed[] {
  const cases = new Map(parts.map(({ rate, code }) => [`${code} ${rate}`, { rate, code }]));
  return [...cases.values()].toSorted(byRate).map(({ rate, code }) => {
    const taxed = parts.filter((part) => part.rate === rate && part.code === code);
    return { rate, code, net: addMoney(...taxed.map(({ net }) => net)), tax: addMoney(...taxed.map(({ tax }) => tax)) };
  });
}

type Case = Pick<Taxed, "rate" | "code">;
const byRate = (one: Case, other: Case): number => other.rate - one.rate || one.code.localeCompare(other.code);

type Taxable = {
  taxBasis: TaxBasis | null;
  lines: readonly { taxRate: Rate; taxCategory: TaxCode | null; taxReason: string }[];
};

/** Why there is no tax on what has none, as invoices must say it (BT-120 of EN 16931), each reason once. */
export function taxNotesOf({ taxBasis, lines }: Taxable, texts: Texts): string[] {
  const number = taxBasis?.number ?? "";
  const noteOf: Partial<Record<TaxCode, (reason: string) => string>> = {
    K: () => texts.euSupply(number),
    G: () => texts.exported,
    AE: () => texts.reverseCharge,
    E: (reason) =>
      texts.exempt(
        taxBasis?.treatment === "exempt" && reason === taxBasis.reason
          ? [reason, number].filter(Boolean).join(", ")
          : reason,
      ),
    O: (reason) => texts.outOfScope(reason),
  };
  return [...new Set(lines.flatMap((line) => noteOf[codeOfLine(line)]?.(line.taxReason) ?? []))];
}

/** The code of shipping, which is taxed as the goods are of whose rate it is. */
export const codeOfShipping = (taxRate: Rate, lines: Taxable["lines"]): TaxCode => {
  const alike = lines.find((line) => line.taxRate === taxRate);
  return alike ? codeOfLine(alike) : codeAtRate("S", taxRate);
};
