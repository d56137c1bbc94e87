import { asText } from "@/client/address";

/** A stock card, and which of its serial numbers it shows the path of. */
export const SERIAL_ADDRESS = { serial: asText(null) };

/** A stock card that lists the serial numbers in one bin. */
export const SERIALS_ADDRESS = { bin: asText(null) };

export const serialsHref = (variantId: string, binId: string): string => `/stock/${variantId}?bin=${binId}`;

export const serialHref = (variantId: string, serial: string): string =>
  `/stock/${variantId}?serial=${encodeURIComponent(serial)}`;
