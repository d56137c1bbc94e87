import { formatQuantity } from "./quantity";

const RULES = new Intl.PluralRules("en-GB");

/** The noun in the number that fits: `pluralize(1, "order")` is `order`; irregular nouns bring their plural. */
export const pluralize = (count: number, noun: string, plural = `${noun}s`): string =>
  RULES.select(count) === "one" ? noun : plural;

/** `1 order`, `0 orders`, `1,204 orders`. */
export const formatCount = (count: number, noun: string, plural?: string): string =>
  `${formatQuantity(count)} ${pluralize(count, noun, plural)}`;
