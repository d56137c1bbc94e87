import { addMoney, type Money, type Rate } from "@/shared/money";

export type Taxed = { rate: Rate; net: Money; tax: Money };

/** What is taxed at which rate, the highest first. */
export function taxesOf(parts: readonly Taxed[]): Taxed[] {
  const rates = [...new Set(parts.map(({ rate }) => rate))].toSorted((one, other) => other - one);
  return rates.map((rate) => {
    const taxed = parts.filter((part) => part.rate === rate);
    return { rate, net: addMoney(...taxed.map(({ net }) => net)), tax: addMoney(...taxed.map(({ tax }) => tax)) };
  });
}
