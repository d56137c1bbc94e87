import type { CreateCustomer, CustomerValues } from "./contract";

/** Absent fields become empty text. */
export function completeCustomer(input: CreateCustomer): CustomerValues {
  const { name, kind = "company", email = "", phone = "", address = "", postcode = "", city = "" } = input;
  const { country = "", vatNumber = "", tags = [], note = "" } = input;
  const [groupId, language] = [input.groupId ?? "", input.language ?? ""] as const;
  return { kind, name, email, phone, address, postcode, city, country, vatNumber, groupId, tags, note, language };
}

/** The values as the row keeps them, where no group is null, as is the shop's language. */
export const rowOf = ({ groupId, language, ...values }: CustomerValues) => ({
  ...values,
  groupId: groupId || null,
  language: language || null,
});

type Place = { address: string; postcode: string; city: string };

/** An address line by line, as it is written on a label, without its country. */
export const addressLines = ({ address, postcode, city }: Place): string =>
  [address, [postcode, city].filter(Boolean).join(" ")].filter(Boolean).join("\n");

type Contact = { name: string; role: string; email: string; phone: string };
type Address = Place & {
  recipient: string;
  country: string;
  isDeliveryDefault: boolean;
  isBillingDefault: boolean;
};

/** One contact as a line of the history. */
export const contactLine = ({ name, role, email, phone }: Contact): string =>
  [name, role, email, phone].filter(Boolean).join(", ");

/** One address as a line of the history. */
export const addressEntry = ({ recipient, country, isDeliveryDefault, isBillingDefault, ...place }: Address): string =>
  [
    recipient,
    addressLines(place).replaceAll("\n", ", "),
    country,
    isDeliveryDefault && "default for deliveries",
    isBillingDefault && "default for bills",
  ]
    .filter(Boolean)
    .join(", ");

/** What a customer is called of whom nothing personal is kept; the last digits of the id tell two of them apart. */
export const erasedName = (customerId: string): string => `Erased customer ${customerId.slice(-4)}`;

const PHONE = /^\+?\d[\d\s()./-]*$|^\(\d[\d\s()./-]*$/;
const PHONE_DIGITS_MIN = 5;
const ABROAD_DIGITS_MIN = 11;

/** Calling codes of one and two digits (ITU-T E.164); all others have three. */
const ONE_DIGIT = /^[17]/;
const TWO_DIGITS = /^(?:2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;
const callingCodeLength = (digits: string): number => (ONE_DIGIT.test(digits) ? 1 : TWO_DIGITS.test(digits) ? 2 : 3);

/**
 * How a telephone number may stand within the digits of another writing of it: `+49 (0)40 123-456` holds `40123456`,
 * with the calling code before it or a zero in its place. Nothing for what is no telephone number.
 */
export function phoneForms(typed: string): string[] {
  const text = typed.trim();
  const digits = text.replaceAll("(0)", "").replaceAll(/\D/g, "");
  if (!PHONE.test(text) || digits.length < PHONE_DIGITS_MIN) return [];
  const withoutZeros = digits.replace(/^0+/, "");
  // So long it has its calling code, though nobody typed the sign of it.
  const isLong = withoutZeros === digits && digits.length >= ABROAD_DIGITS_MIN;
  const isAbroad = text.startsWith("+") || digits.startsWith("00") || isLong;
  const national = isAbroad ? withoutZeros.slice(callingCodeLength(withoutZeros)) : withoutZeros;
  return [...new Set([digits, withoutZeros, national])].filter((form) => form.length >= PHONE_DIGITS_MIN);
}
