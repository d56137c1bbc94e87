/**
 * The symbols that labels of goods, bins and parcels carry, as the browser's own reader (Shape Detection) names them,
 * and as the library does. GS1 elements come in Code 128, QR Code and Data Matrix.
 */
export const SYMBOLS = [
  { detector: "ean_13", library: "EAN13" },
  { detector: "ean_8", library: "EAN8" },
  { detector: "upc_a", library: "UPCA" },
  { detector: "upc_e", library: "UPCE" },
  { detector: "code_128", library: "Code128" },
  { detector: "code_39", library: "Code39" },
  { detector: "itf", library: "ITF" },
  { detector: "qr_code", library: "QRCode" },
  { detector: "data_matrix", library: "DataMatrix" },
] as const;

/** Without a check digit or sum of their own: a part of one reads as a shorter code. By both names. */
const UNCHECKED: ReadonlySet<string> = new Set(["code_39", "itf", "Code39", "ITF"]);
export const isChecked = (symbol: string): boolean => !UNCHECKED.has(symbol);
