import { asText } from "@/client/address";

/** A stock card, and which of its serial numbers it shows the path of. */
export const SERIAL_ADDRESS = { serial: asText(null) };

export const serialHref = (variantId: string, serial: string): string =>
  `/stock/${variantId}?serial=${encodeURIComponent(serial)}`;
