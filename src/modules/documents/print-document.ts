import type { Context } from "@/platform/context";
import { loadDocument, type NamedDocument } from "./load-document";

/** A document as a PDF. What prints it is loaded by the first one. @throws as `loadDocument` */
export async function printDocument(ctx: Context, named: NamedDocument): Promise<{ fileName: string; pdf: Buffer }> {
  const { sheet, language, createdAt, fileName, attachment } = await loadDocument(ctx, named);
  const { printSheet } = await import("./print/print-sheet");
  return { fileName, pdf: await printSheet(sheet, { language, createdAt, attachment }) };
}
