/**
 * The contacts and other addresses of a customer as one cell of a file: one a line, its parts between bars. A bar, a
 * line break and a backslash within a part are written behind a backslash, so that every text comes back as it was.
 */

const MEANT: Readonly<Record<string, string>> = { n: "\n", r: "\r" };
const escaped = (text: string): string =>
  text
    .replaceAll(/[\\|]/g, String.raw`\$&`)
    .replaceAll("\n", String.raw`\n`)
    .replaceAll("\r", String.raw`\r`);

const toLines = (rows: readonly (readonly string[])[]): string =>
  rows.map((parts) => parts.map(escaped).join(" | ")).join("\n");

/** The parts of each line. */
function readParts(text: string): string[][] {
  return text
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== "")
    .map(partsOf);
}

function partsOf(line: string): string[] {
  const parts: string[] = [];
  let part = "";
  for (const [token, sign] of line.matchAll(/\\(.)|[^\\]/gsu)) {
    if (token === "|") {
      parts.push(part);
      part = "";
    } else part += sign === undefined ? token : (MEANT[sign] ?? sign);
  }
  return [...parts, part].map((each) => each.trim());
}

type Contact = { name: string; role: string; email: string; phone: string };
type Address = {
  recipient: string;
  address: string;
  postcode: string;
  city: string;
  country: string;
  isDeliveryDefault: boolean;
  isBillingDefault: boolean;
};

const [DELIVERIES, BILLS] = ["deliveries", "bills"];

export const contactsText = (contacts: readonly Contact[]): string =>
  toLines(contacts.map(({ name, role, email, phone }) => [name, role, email, phone]));

export const contactsOf = (text: string): Contact[] =>
  readParts(text).map(([name = "", role = "", email = "", phone = ""]) => ({ name, role, email, phone }));

export const addressesText = (addresses: readonly Address[]): string =>
  toLines(
    addresses.map(({ recipient, address, postcode, city, country, isDeliveryDefault, isBillingDefault }) => {
      const use = [isDeliveryDefault && DELIVERIES, isBillingDefault && BILLS].filter(Boolean).join(" ");
      return [recipient, address, postcode, city, country, use];
    }),
  );

export const addressesOf = (text: string): Address[] =>
  readParts(text).map(([recipient = "", address = "", postcode = "", city = "", country = "", use = ""]) => {
    const uses = use.toLowerCase().split(/[\s,]+/);
    const [isDeliveryDefault, isBillingDefault] = [uses.includes("deliveries"), uses.includes("bills")];
    return { recipient, address, postcode, city, country, isDeliveryDefault, isBillingDefault };
  });
