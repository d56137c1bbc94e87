import { readShopSettings } from "@/modules/shop/queries";
import type { DocumentLanguage } from "@/modules/shop/shop";
import type { Context } from "@/platform/context";
import { figuresOf } from "./figures";
import { loadLetterhead } from "./load-letterhead";
import type { Sheet } from "./sheet";
import type { Given } from "./sheets/parts";
import { localeOf, textsOf } from "./texts/languages";

/** A sheet, the number of what it is of, the order that it belongs to, and the language that it is in. */
export type Made = { sheet: Sheet; number: string; orderId: string; language: DocumentLanguage };

type Spoken = Given & { language: DocumentLanguage };

/** What every template is given: the letterhead of the shop, and words of the language asked for, or of the shop. */
export async function loadGiven(ctx: Context, asked: DocumentLanguage | null): Promise<Spoken> {
  const shop = await readShopSettings(ctx);
  const language = asked ?? shop.documentLanguage;
  const texts = textsOf(language);
  const figures = figuresOf({ ...shop, locale: localeOf(language, shop.locale) });
  const letterhead = await loadLetterhead(ctx, shop, { texts, figures });
  return { language, letterhead, texts, figures, country: shop.country, printedAt: ctx.now };
}
