import * as z from "zod";
import { withoutCard } from "./card-number";

const NAME_CHARACTERS_MAX = 60;
const METHODS_MAX = 30;

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
