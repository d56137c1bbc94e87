import type { Context } from "@/platform/context";
import { zplOfAll } from "./labels/zpl";
import { loadLabels } from "./load-labels";

/** Labels as a PDF of 100 × 150 mm, a page for each. What prints is loaded by the first. @throws as `loadLabels` */
export async function printLabels(
  ctx: Context,
  parcelIds: readonly string[],
): Promise<{ fileName: string; pdf: Buffer }> {
  const { labels, name, given } = await loadLabels(ctx, parcelIds);
  const { printLabelPages } = await import("./print/print-label-pages");
  const printed = { language: given.language, createdAt: ctx.now, missing: given.texts.lettersMissing };
  return { fileName: `${name}.pdf`, pdf: await printLabelPages(labels, printed) };
}

/** The same for a printer of labels. @throws as `loadLabels` */
export async function writeZpl(ctx: Context, parcelIds: readonly string[]): Promise<{ fileName: string; zpl: string }> {
  const { labels, name } = await loadLabels(ctx, parcelIds);
  return { fileName: `${name}.zpl`, zpl: zplOfAll(labels) };
}
