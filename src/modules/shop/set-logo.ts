import { recordChange } from "@/platform/audit/record-change";
import type { Context } from "@/platform/context";
import { files } from "@/platform/files";
import { emit, enqueue } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { logoRefused, removeLogoFile, type SetLogo, shopSettingsChanged } from "./contract";
import { lockSettings } from "./lock-settings";
import { readImage } from "./logo-image";
import { forgetShopSettings } from "./queries";
import { shopSettings } from "./schema";
import { LOGO_BYTES_MAX, LOGO_PIXELS_MAX, SHOP_ID } from "./shop";
import { stripImage } from "./strip-image";

/** Puts an image in the place of the shop's logo, or none. @throws logoRefused */
export async function setLogo(ctx: Context, { image }: SetLogo): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const before = await lockSettings(ctx);
    const stored = image === null ? null : await storeImage(image);
    await ctx.db.update(shopSettings).set({ logoKey: stored?.key ?? null, logoType: stored?.type ?? null });
    forgetShopSettings();
    // The file goes once the change is committed.
    if (before.logoKey !== null) enqueue(ctx, removeLogoFile, { fileKey: before.logoKey });
    recordChange(ctx, {
      entity: "shop",
      entityId: SHOP_ID,
      label: before.companyName,
      before: { logo: before.logoKey !== null },
      after: { logo: stored !== null },
    });
    emit(ctx, shopSettingsChanged, { shopId: SHOP_ID });
  });
}

async function storeImage(base64: string) {
  const bytes = Buffer.from(base64, "base64");
  const image = readImage(bytes);
  if (!image) throw logoRefused({ problem: "The logo must be a PNG, JPEG or WebP image. Choose another file." });
  if (image.width > LOGO_PIXELS_MAX || image.height > LOGO_PIXELS_MAX) {
    const size = `${image.width} × ${image.height}`;
    const problem = `The image has ${size} pixels. Choose one of at most ${LOGO_PIXELS_MAX} × ${LOGO_PIXELS_MAX}.`;
    throw logoRefused({ problem });
  }
  const stripped = stripImage(bytes, image.type);
  if (!stripped) throw logoRefused({ problem: "The image is damaged or cut off. Export it again, or choose another." });
  const content = async function* () {
    yield stripped;
  };
  const { key } = await files().put(content(), { bytesMax: LOGO_BYTES_MAX });
  return { key, type: image.type };
}
