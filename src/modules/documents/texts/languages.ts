import type { DocumentLanguage } from "@/modules/shop/shop";
import { ENGLISH } from "./english";
import { GERMAN } from "./german";
import type { Texts } from "./texts";

const LANGUAGES = { en: ENGLISH, de: GERMAN } as const satisfies Record<DocumentLanguage, Texts>;

export const textsOf = (language: DocumentLanguage): Texts => LANGUAGES[language];

/** Numbers and dates by the habit of the language: the shop's own where it is of that language. */
const LOCALES = { en: "en-GB", de: "de-DE" } as const satisfies Record<DocumentLanguage, string>;
export const localeOf = (language: DocumentLanguage, shopLocale: string): string =>
  shopLocale.startsWith(`${language}-`) ? shopLocale : LOCALES[language];
