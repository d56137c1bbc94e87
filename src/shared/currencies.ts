import { DIGITS_BESIDES_TWO } from "./money";

/** ISO 4217, the currencies that are in use and are written with two digits after the point. */
const OF_TWO_DIGITS =
  "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP " +
  "CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR " +
  "JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN " +
  "NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP " +
  "SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD YER ZAR ZMW";

export const CURRENCIES: readonly string[] = [OF_TWO_DIGITS, ...Object.values(DIGITS_BESIDES_TWO)]
  .flatMap((codes) => codes.split(" "))
  .toSorted();

const known = new Set(CURRENCIES);
export const isCurrency = (code: string): boolean => known.has(code);
