import type { CreateCustomer, CustomerValues } from "./contract";

/** What was not filled in is empty, not absent. */
export function completeCustomer(input: CreateCustomer): CustomerValues {
  const { name, email = "", phone = "", address = "", country = "", note = "" } = input;
  return { name, email, phone, address, country, note };
}

const digitsOf = (text: string) => text.replaceAll(/\D/g, "");

/** Every word a person may look a customer up by, in lower case; a phone number also without its blanks. */
export const customerSearchText = ({ name, email, phone, address }: CustomerValues): string =>
  [name, email, phone, digitsOf(phone), address]
    .filter((text) => text !== "")
    .join(" ")
    .toLowerCase();
