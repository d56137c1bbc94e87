import type { AddressSnapshot } from "@/modules/customers/address-snapshot";
import type { InvoiceContent } from "@/modules/invoices/content";
import { element, type XmlNode, text } from "./xml";

/** `20457 Hamburg`, as a line of an address has it. */
const CITY_LINE = /^(?:[A-Z]{1,2}-)?(?<postcode>\d[\d\s-]{2,7}[A-Z\d]?|\d{4} ?[A-Z]{2}) +(?<city>\p{L}.*)$/u;

const linesOf = (written: string): string[] =>
  written
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

const LINE_NAMES = ["ram:LineOne", "ram:LineTwo", "ram:LineThree"] as const;

type Place = { lines: readonly string[]; postcode: string; city: string; country: string };

const addressNode = ({ lines, postcode, city, country }: Place): XmlNode =>
  element(
    "ram:PostalTradeAddress",
    text("ram:PostcodeCode", postcode),
    ...LINE_NAMES.map((name, index) => text(name, index < 2 ? (lines[index] ?? "") : lines.slice(2).join(", "))),
    text("ram:CityName", city),
    text("ram:CountryID", country),
  );

/**
 * The shop's address is typed as it is printed, so its city is the last line that looks like one. What is outside the
 * scope of tax names nobody by a VAT number (BR-O-02).
 */
export function sellerNode(seller: InvoiceContent["seller"], isOutOfScope: boolean): XmlNode {
  const { name, address, country, vatNumber, registrationNumber = "" } = seller;
  const typed = linesOf(address).filter((line) => line !== name);
  const at = typed.findLastIndex((line) => CITY_LINE.test(line));
  const { postcode = "", city = "" } = CITY_LINE.exec(typed[at] ?? "")?.groups ?? {};
  return element(
    "ram:SellerTradeParty",
    text("ram:Name", name),
    registrationNumber === "" ? null : element("ram:SpecifiedLegalOrganization", text("ram:ID", registrationNumber)),
    addressNode({ lines: typed.filter((_, index) => index !== at), postcode, city, country }),
    isOutOfScope ? null : taxNumber(vatNumber),
  );
}

export const buyerNode = ({ vatNumber, ...address }: InvoiceContent["buyer"], isOutOfScope: boolean): XmlNode =>
  element(
    "ram:BuyerTradeParty",
    text("ram:Name", address.name),
    placeOf(address),
    isOutOfScope ? null : taxNumber(vatNumber),
  );

export const shipToNode = (address: AddressSnapshot): XmlNode =>
  element("ram:ShipToTradeParty", text("ram:Name", address.name), placeOf(address));

const placeOf = ({ address, postcode, city, country }: AddressSnapshot): XmlNode =>
  addressNode({ lines: linesOf(address), postcode, city, country });

const taxNumber = (vatNumber: string): XmlNode | null =>
  vatNumber === "" ? null : element("ram:SpecifiedTaxRegistration", text("ram:ID", vatNumber, { schemeID: "VA" }));
