import { PDFiumLibrary } from "@hyzyla/pdfium";
import type { Picture } from "./png";

/** The pages of a PDF as Chromium's own reader draws them, a pixel for each point: the same on every machine. */
export async function renderPdf(pdf: Buffer): Promise<Picture[]> {
  const library = await PDFiumLibrary.init();
  try {
    const file = await library.loadDocument(pdf);
    const pages: Picture[] = [];
    for (const page of file.pages()) {
      const { width, height, data } = await page.render({ scale: 1, render: "bitmap", colorSpace: "Gray" });
      pages.push({ width, height, pixels: data });
    }
    file.destroy();
    return pages;
  } finally {
    library.destroy();
  }
}
