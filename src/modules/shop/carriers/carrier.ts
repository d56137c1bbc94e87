/** In a tracking link it stands for the number of the parcel. */
const TRACKING_PLACE = "{tracking}";
const LINK_CHARACTERS_MAX = 300;

const parseUrl = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);

/** What is wrong with a tracking link, as a sentence; null where nothing is. It may be left empty. */
export function faultOfLink(link: string): string | null {
  if (link === "") return null;
  if (link.length > LINK_CHARACTERS_MAX) return `Enter at most ${LINK_CHARACTERS_MAX} characters.`;
  if (link.split(TRACKING_PLACE).length !== 2 || /[{}\s]/.test(link.replace(TRACKING_PLACE, "")))
    return `Write ${TRACKING_PLACE} once, where the tracking number stands in the address.`;
  if (!link.startsWith("https://"))
    return "Enter an address that begins with https://, as https://example.com/track/{tracking}.";
  const [one, other] = ["1", "2"].map((number) => parseUrl(link.replace(TRACKING_PLACE, number)));
  // No number may choose the website: it stands in the path, the query or behind the hash.
  if (!one || !other || one.origin !== other.origin || one.username !== "" || one.password !== "")
    return `${TRACKING_PLACE} stands behind the name of the website, as in https://example.com/track/{tracking}.`;
  return null;
}

/** Where a parcel is followed; null where its carrier has no such page, or it has no number yet. */
export function trackingUrl(link: string, tracking: string): string | null {
  // Half of a letter of two, which no address can hold.
  const number = tracking.replaceAll(/\p{Cs}/gu, "").trim();
  if (link === "" || number === "" || faultOfLink(link) !== null) return null;
  return link.replace(TRACKING_PLACE, () => encodeURIComponent(number));
}

type Suggested = { name: string; services: readonly string[]; trackingLink: string };

/** Carriers that many shops use, with the page on which each lets anybody follow a parcel. */
export const KNOWN_CARRIERS: readonly Suggested[] = [
  {
    name: "DHL",
    services: ["Parcel", "Express"],
    trackingLink: "https://www.dhl.com/global-en/home/tracking/tracking-parcel.html?submit=1&tracking-id={tracking}",
  },
  {
    name: "UPS",
    services: ["Standard", "Express Saver"],
    trackingLink: "https://www.ups.com/track?tracknum={tracking}",
  },
  {
    name: "FedEx",
    services: ["Ground", "Priority"],
    trackingLink: "https://www.fedex.com/fedextrack/?trknbr={tracking}",
  },
  {
    name: "DPD",
    services: ["Classic", "Express"],
    trackingLink: "https://tracking.dpd.de/status/en_US/parcel/{tracking}",
  },
  {
    name: "GLS",
    services: ["BusinessParcel", "ExpressParcel"],
    trackingLink: "https://gls-group.eu/EU/en/parcel-tracking?match={tracking}",
  },
  {
    name: "USPS",
    services: ["Ground Advantage", "Priority Mail"],
    trackingLink: "https://tools.usps.com/go/TrackConfirmAction?tLabels={tracking}",
  },
  {
    name: "Royal Mail",
    services: ["Tracked 24", "Tracked 48"],
    trackingLink: "https://www.royalmail.com/track-your-item#/tracking-results/{tracking}",
  },
  {
    name: "La Poste",
    services: ["Colissimo", "Lettre suivie"],
    trackingLink: "https://www.laposte.fr/outils/suivre-vos-envois?code={tracking}",
  },
];
