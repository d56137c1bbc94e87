import type { TaxCode } from "@/modules/catalog/taxes/tax";
import type { Texts } from "@/modules/documents/texts/texts";
import type { StatedTax } from "@/modules/orders/taxes/basis";

/** Why there is no tax on what has none, as documents must say it (BT-120 of EN 16931), each reason once. */
export function taxNotesOf(parts: readonly StatedTax[], vatNumber: string, texts: Texts): string[] {
  const noteOf: Partial<Record<TaxCode, (reason: string) => string>> = {
    K: () => texts.euSupply(vatNumber),
    G: () => texts.exported,
    AE: texts.reverseCharge,
    E: texts.exempt,
    O: texts.outOfScope,
  };
  return [...new Set(parts.flatMap(({ category, taxReason }) => noteOf[category]?.(taxReason) ?? []))];
}
