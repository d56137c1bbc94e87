import type { LoadedDocument } from "@/modules/documents/sheet";
import { loadFaces } from "./faces";
import { addPages } from "./print-sheet";

/**
 * Many documents as one PDF, one after another, each with pages of its own. What is printed leaves page by page, so a
 * process holds one document at a time, and the typeface is in the file once.
 */
export async function* printSheets(
  documents: AsyncIterable<LoadedDocument>,
  { createdAt }: { createdAt: Date },
): AsyncGenerator<Buffer> {
  const [{ default: PdfDocument }, faces] = await Promise.all([import("pdfkit"), loadFaces()]);
  const info = { Title: "Documents", Creator: "Quartermaster", CreationDate: createdAt };
  const file = new PdfDocument({ margin: 0, autoFirstPage: false, font: "", pdfVersion: "1.7", info });
  const write = async () => {
    for await (const { sheet } of documents) await addPages(file, sheet, faces);
    file.end();
  };
  const written = write().catch((error: unknown) => {
    file.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  for await (const part of file) yield Buffer.from(part);
  await written;
}
