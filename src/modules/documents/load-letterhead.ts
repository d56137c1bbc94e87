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
  return letterheadOf(
    { ...shop, name: shop.companyName, footer: shop.documentFooter },
    { texts, figures },
    await loadLogo(ctx),
  );
}

type Sender = {
  name: string;
  address: string;
  country: string;
  vatNumber: string;
  registrationNumber?: string;
  iban: string;
  bic: string;
  footer: string;
};

/** The same of whoever sends it. */
export function letterheadOf(sender: Sender, { texts, figures }: Written, logo: Logo | null): Letterhead {
  const named = linesOf(sender.address);
  /** Many write the full name of the company above the street. */
  const address = named[0]?.startsWith(sender.name) ? named : [sender.name, ...named];
  const bank = [
    ...(sender.iban ? [`${texts.iban} ${formatIban(sender.iban)}`] : []),
    ...(sender.bic ? [`${texts.bic} ${sender.bic}`] : []),
  ];
  const tax = [
    ...(sender.vatNumber ? [`${texts.vatNumber} ${sender.vatNumber}`] : []),
    ...(sender.registrationNumber ? [`${texts.registrationNumber} ${sender.registrationNumber}`] : []),
  ];
  const blocks = [[...address, figures.country(sender.country)], [...bank, ...tax], linesOf(sender.footer)];
  return {
    name: sender.name,
    address: address.join(" · "),
    logo,
    foot: blocks.map((lines) => lines.filter((line) => line !== "")).filter((lines) => lines.length > 0),
    paper: paperOf(sender.country),
  };
}

/** A logo that can't be drawn must not keep anybody from a document: the name of the company stands in its place. */
async function loadLogo(ctx: ReadContext): Promise<Logo | null> {
  const found = await findLogo(ctx);
  if (!found) return null;
  try {
    const parts: Buffer[] = [];
    for await (const part of await files().get(found.fileKey)) parts.push(part);
    return await logoOf(Buffer.concat(parts));
  } catch (error) {
    logger().warn({ err: error }, "the logo could not be put on a document");
    return null;
  }
}

/** Null where it can't be drawn. */
export async function logoOf(bytes: Buffer): Promise<Logo | null> {
  const image = readImage(bytes);
  return image && (await isDrawable(bytes, image)) ? { bytes, ...image } : null;
}
