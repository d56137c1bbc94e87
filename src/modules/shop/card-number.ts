import type * as z from "zod";

const CARD_DIGITS = { min: 13, max: 19 } as const;
/** Digits as they are written on cards, in groups or not. What letters stand before, as an IBAN, is none. */
const DIGIT_GROUPS = /(?<![\p{L}\d])\d+(?:[ .\-/]\d+)*(?![\p{L}\d])/gu;

/** Whether a text holds what may be the number of a card: 13 to 19 digits whose last one checks the others. */
export function holdsCardNumber(text: string): boolean {
  const runs = text.normalize("NFKC").replaceAll(/\s/g, " ").match(DIGIT_GROUPS) ?? [];
  return runs.some((run) => {
    const groups = run.split(/[ .\-/]/);
    return groups.some((_, from) =>
      groups.some((_, to) => to >= from && isCardNumber(groups.slice(from, to + 1).join(""))),
    );
  });
}

function isCardNumber(digits: string): boolean {
  if (digits.length < CARD_DIGITS.min || digits.length > CARD_DIGITS.max) return false;
  const sum = [...digits].toReversed().reduce((total, digit, place) => {
    const value = place % 2 === 0 ? Number(digit) : Number(digit) * 2;
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** No number of a card is ever kept. */
export const withoutCard = (text: z.ZodString, instead = "Enter the number of the receipt instead.") =>
  text.refine(
    (value) => !holdsCardNumber(value),
    `This looks like the number of a card, which is never kept here. ${instead}`,
  );
