/** How a shop writes numbers, money and times, for everyone who reads its pages. */
export type Region = {
  /** BCP 47, for numbers and dates; the language of the screens is English. */
  readonly locale: string;
  /** ISO 4217. */
  readonly currency: string;
  /** IANA name of the zone in which the shop's days begin and end. */
  readonly timeZone: string;
};

/** What the first migration put into the row of the shop's settings. */
export const DEFAULT_REGION: Region = { locale: "en-GB", currency: "EUR", timeZone: "Europe/Berlin" };

const KEY = Symbol.for("quartermaster.region");
const registry: { [key: symbol]: unknown } = globalThis;

const isRegion = (value: unknown): value is Region => typeof value === "object" && value !== null && "locale" in value;

/**
 * The region of this process or page, of which each serves one shop. On the global object, since Next evaluates this
 * file once for each bundle. The server sets it as it reads the settings, a page as it is rendered.
 */
export function currentRegion(): Region {
  const known = registry[KEY];
  return isRegion(known) ? known : DEFAULT_REGION;
}

export function setRegion(region: Region): void {
  registry[KEY] = region;
}

const FORMATS_MAX = 50;

/** Creating a format is slow, and nearly always it is one of a few. `make` gets the key's own parts. */
export function formatCache<Parts extends readonly (string | number | boolean)[], Format>(
  make: (...parts: Parts) => Format,
): (...parts: Parts) => Format {
  const known = new Map<string, Format>();
  return (...parts) => {
    const key = parts.join("/");
    const format = known.get(key) ?? make(...parts);
    if (known.size >= FORMATS_MAX) known.clear();
    known.set(key, format);
    return format;
  };
}
