import type { CreateCustomer, CustomerValues } from "./contract";

/** Absent fields become empty text. */
export function completeCustomer(input: CreateCustomer): CustomerValues {
  const { name, email = "", phone = "", address = "", country = "", note = "" } = input;
  return { name, email, phone, address, country, note };
}

const digitsOf = (text: string) => text.replaceAll(/\D/g, "");

/** The text in which customers are searched, in lower case; a phone number also as digits only. */
export const customerSearchText = ({ name, email, phone, address }: CustomerValues): string =>
  [name, email, phone, digitsOf(phone), address]
    .filter((text) => text !== "")
    .join(" ")
    .toLowerCase();
