/*
 * The shop's currency and time zone where the browser formats and reads them. The server asks the row of the shop's
 * settings; the browser gets it with the page on which settings are edited, and then this file goes.
 */
export const SHOP_CURRENCY = "EUR";
export const SHOP_TIME_ZONE = "Europe/Berlin";
