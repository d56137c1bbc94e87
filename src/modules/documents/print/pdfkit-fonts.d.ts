import type { Font } from "fontkit";

declare global {
  namespace PDFKit.Mixins {
    interface PDFFont {
      /** pdfkit takes a font that fontkit has opened; its types do not know it yet. */
      font(source: Font, family: string, size?: number): this;
    }
    interface PDFAttachmentOptions {
      /** What the file is to the pages, by PDF/A-3. */
      relationship?: "Alternative";
    }
  }
}
