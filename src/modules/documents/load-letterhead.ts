import { formatIban } from "@/modules/shop/bank-account";
import { readImage } from "@/modules/shop/logo-image";
import { findLogo, type ShopSettings } from "@/modules/shop/queries";
import type { ReadContext } from "@/platform/context";
import { files } from "@/platform/files";
import { logger } from "@/platform/logger";
import type { Figures } from "./figures";
import { isDrawable } from "./print/drawable-logo";
import { type Letterhead, type Logo, paperOf } from "./sheet";
import { linesOf } from "./sheets/parts";
import type { Texts } from "./texts/texts";

type Written = { texts: Texts; figures: Figures };

/** Who the shop is, as every document shows it. */
export async function loadLetterhead(
  ctx: ReadContext,
  shop: ShopSettings,
  { texts, figures }: Written,
): Promise<Letterhead> {
  const named = linesOf(shop.address);
  /** Many write the full name of the company above the street. */
  const address = named[0]?.startsWith(shop.companyName) ? named : [shop.companyName, ...named];
  const bank = [
    ...(shop.iban ? [`${texts.iban} ${formatIban(shop.iban)}`] : []),
    ...(shop.bic ? [`${texts.bic} ${shop.bic}`] : []),
  ];
  const tax = shop.vatNumber ? [`${texts.vatNumber} ${shop.vatNumber}`] : [];
  const blocks = [[...address, figures.country(shop.country)], [...bank, ...tax], linesOf(shop.documentFooter)];
  return {
    name: shop.companyName,
    address: address.join(" · "),
    logo: await loadLogo(ctx),
    foot: blocks.map((lines) => lines.filter((line) => line !== "")).filter((lines) => lines.length > 0),
    paper: paperOf(shop.country),
  };
}

/** A logo that can't be drawn must not keep anybody from a document: the name of the company stands in its place. */
async function loadLogo(ctx: ReadContext): Promise<Logo | null> {
  const found = await findLogo(ctx);
  if (!found) return null;
  try {
    const parts: Buffer[] = [];
    for await (const part of await files().get(found.fileKey)) parts.push(part);
    const bytes = Buffer.concat(parts);
    const image = readImage(bytes);
    return image && (await isDrawable(bytes, image)) ? { bytes, ...image } : null;
  } catch (error) {
    logger().warn({ err: error }, "the logo could not be put on a document");
    return null;
  }
}
