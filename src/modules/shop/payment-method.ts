/*
 * How money comes in and goes back: each shop names its own. The ids of those that came with the product are words,
 * which stand in older histories too.
 */

/** Of the histories that were written when methods had no rows. */
const FIRST_NAMES: Readonly<Record<string, string>> = {
  "bank-transfer": "Bank transfer",
  cash: "Cash",
  card: "Card terminal",
  cheque: "Cheque",
  other: "Other",
};
export const methodName = (noted: string): string => FIRST_NAMES[noted] ?? noted;

export type PaymentMethod = { id: string; name: string; isDefault: boolean; isArchived: boolean };

/** What may be chosen: what is in use, and what stands there already. */
export const methodOptions = (methods: readonly PaymentMethod[], ...chosen: readonly (string | null)[]) =>
  methods
    .filter(({ id, isArchived }) => !isArchived || chosen.includes(id))
    .map(({ id, name }) => ({ value: id, label: name }));

/** The first of these that is in use, else what the shop begins with. */
export const firstInUse = (methods: readonly PaymentMethod[], ...wanted: readonly (string | null)[]): string => {
  const inUse = methods.filter(({ isArchived }) => !isArchived);
  const found = wanted.find((id) => inUse.some((method) => method.id === id));
  return found ?? inUse.find(({ isDefault }) => isDefault)?.id ?? "";
};
