import { isCountry } from "@/shared/countries";
import { countryUnknown, type ShipsFrom } from "./ships-from";

/** Without a country a postcode would be of nowhere. @throws countryUnknown */
export function placeOf({ country = "", postcode = "" }: ShipsFrom) {
  if (country !== "" && !isCountry(country)) throw countryUnknown({ country });
  return { country, postcode: country === "" ? "" : postcode };
}
