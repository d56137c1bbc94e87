import * as z from "zod";
import { withoutCard } from "./card-number";

/*
 * How money comes in and goes back: each shop names its own. The ids of those that came with the product are words,
 * which stand in older histories too.
 */

const NAME_CHARACTERS_MAX = 60;
const METHODS_MAX = 30;

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

export const MethodId = z.string("Choose how it was paid.").regex(/^[a-z0-9-]{1,36}$/, "Choose how it was paid.");

const Method = z.strictObject({
  /** Left out of a new one. */
  id: MethodId.optional(),
  name: withoutCard(
    z
      .string()
      .trim()
      .min(1, "Enter a name.")
      .max(NAME_CHARACTERS_MAX, `Enter at most ${NAME_CHARACTERS_MAX} characters.`),
    "Enter a name instead.",
  ),
  isDefault: z.boolean(),
  isArchived: z.boolean(),
});
type Method = z.infer<typeof Method>;

const areNamedOnce = (methods: readonly Method[]): boolean =>
  new Set(methods.map(({ name }) => name.toLowerCase())).size === methods.length;
const haveOneDefault = (methods: readonly Method[]): boolean => {
  const defaults = methods.filter(({ isDefault }) => isDefault);
  return defaults.length === 1 && defaults.every(({ isArchived }) => !isArchived);
};

/** All of them, in their order. `seen` is the list that is replaced: of two administrators the second is told. */
export const SetPaymentMethods = z.strictObject({
  methods: z
    .array(Method)
    .max(METHODS_MAX, `A shop has at most ${METHODS_MAX} payment methods.`)
    .refine(areNamedOnce, "Two methods have the same name. Give each a name of its own.")
    .refine(haveOneDefault, "Choose one method in use as the default."),
  seen: z.array(Method).max(METHODS_MAX),
});
export type SetPaymentMethods = z.infer<typeof SetPaymentMethods>;
