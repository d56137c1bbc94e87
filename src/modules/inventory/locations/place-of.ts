import { isCountry } from "@/shared/countries";
import { countryUnknown, postcodeOfNoCountry, type ShipsFrom } from "./ships-from";

/** Without a country a postcode would be of nowhere. @throws countryUnknown, postcodeOfNoCountry */
export function placeOf({ country = "", postcode = "" }: ShipsFrom) {
  if (country !== "" && !isCountry(country)) throw countryUnknown({ country });
  if (country === "" && postcode !== "") throw postcodeOfNoCountry({ postcode });
  return { country, postcode };
}

/** After an edit: what is left out stays, but for a postcode of a country that it is no longer in. */
export function placeAfter(
  before: Record<"country" | "postcode", string>,
  { country = before.country, postcode }: ShipsFrom,
) {
  return placeOf({ country, postcode: postcode ?? (country === before.country ? before.postcode : "") });
}
