import { setImmediate as nextTurn } from "node:timers/promises";
import { type Attachment, type Logo, PAPERS, type Sheet } from "@/modules/documents/sheet";
import { describeFacturX } from "./describe-factur-x";
import { type Faces, loadFaces, measureBy } from "./faces";
import { laySheet } from "./lay-sheet";
import type { Mark, Page } from "./mark";

const INK = "#15181e";
const FAINT = "#5a6270";
const HAIRLINE = "#d3d7de";
const RULE = 0.5;

type Printed = { language: string; createdAt: Date; attachment?: Attachment | undefined };

/**
 * A sheet as a PDF. Between two pages others get their turn. The same sheet, language and moment give the same bytes.
 * pdfkit and the fonts are loaded by the first one.
 */
export async function printSheet(sheet: Sheet, { language, createdAt, attachment }: Printed): Promise<Buffer> {
  const [{ default: PdfDocument }, faces] = await Promise.all([import("pdfkit"), loadFaces()]);
  const { letterhead, title } = sheet;
  const document = new PdfDocument({
    size: [...PAPERS[letterhead.paper]],
    margin: 0,
    autoFirstPage: false,
    // None of the fonts that every reader has: they lack letters of half of Europe.
    font: "",
    lang: language,
    displayTitle: true,
    pdfVersion: "1.7",
    // pdfkit writes a name into the XML of PDF/A as it is, so there it comes from us.
    info: {
      Title: title,
      Creator: "Quartermaster",
      CreationDate: createdAt,
      ...(!attachment && { Author: letterhead.name }),
    },
    ...(attachment && { subset: "PDF/A-3b" as const }),
  });
  if (attachment) attach(document, attachment, { author: letterhead.name, createdAt });
  const bytes = collect(document);
  await addPages(document, sheet, faces);
  document.end();
  return bytes;
}

/** Between two pages others get their turn. */
export async function addPages(document: PDFKit.PDFDocument, sheet: Sheet, faces: Faces): Promise<void> {
  const { logo, paper } = sheet.letterhead;
  for (const page of layReadable(sheet, faces)) {
    document.addPage({ size: [...PAPERS[paper]], margin: 0 });
    for (const mark of page) draw(document, mark, { faces, logo });
    await nextTurn();
  }
}

/**
 * The electronic invoice, and what says in the metadata that it is there: readers of Factur-X look for both. It stands
 * for the same as the pages.
 */
function attach(
  document: PDFKit.PDFDocument,
  { name, xml }: Attachment,
  { author, createdAt }: { author: string; createdAt: Date },
): void {
  document.file(Buffer.from(xml), {
    name,
    type: "text/xml",
    description: "Factur-X",
    relationship: "Alternative",
    creationDate: createdAt,
    modifiedDate: createdAt,
  });
  document.appendXML(describeFacturX(name, author));
}

/** Nothing is left out in silence: where a letter stands as a box, the last sentence says why. */
function layReadable(sheet: Sheet, faces: Faces): Page[] {
  const pages = laySheet(sheet, measureBy(faces));
  const isWhole = pages.every((page) => page.every((mark) => mark.kind !== "text" || faces.regular.has(mark.text)));
  if (isWhole) return pages;
  return laySheet({ ...sheet, closing: [...sheet.closing, sheet.texts.lettersMissing] }, measureBy(faces));
}

export function collect(document: PDFKit.PDFDocument): Promise<Buffer> {
  const parts: Buffer[] = [];
  return new Promise((resolve, reject) => {
    document.on("data", (part: Buffer) => parts.push(part));
    document.on("end", () => resolve(Buffer.concat(parts)));
    document.on("error", reject);
  });
}

type Drawn = { faces: Faces; logo: Logo | null };
export function draw(document: PDFKit.PDFDocument, mark: Mark, { faces, logo }: Drawn): void {
  switch (mark.kind) {
    case "text": {
      const { printable } = mark.isStrong ? faces.strong : faces.regular;
      document.font(printable, mark.isStrong ? "strong" : "regular", mark.size).fillColor(mark.isFaint ? FAINT : INK);
      document.text(mark.text, mark.x, mark.y, { lineBreak: false, baseline: "alphabetic" });
      return;
    }
    case "line":
      document.moveTo(mark.x, mark.y).lineTo(mark.x + mark.width, mark.y);
      document.lineWidth(RULE).stroke(mark.isStrong ? INK : HAIRLINE);
      return;
    case "bar":
      document.rect(mark.x, mark.y, mark.width, mark.height).fill("#000000");
      return;
    case "box":
      document.rect(mark.x, mark.y, mark.side, mark.side).lineWidth(RULE).stroke(INK);
      return;
    case "logo":
      if (logo) document.image(asText(logo), mark.x, mark.y, { width: mark.width, height: mark.height });
  }
}

/** An image that is a text is known to pdfkit again, so a file of a hundred documents holds it once. */
const asText = ({ type, bytes }: Logo): string => `data:${type};base64,${Buffer.from(bytes).toString("base64")}`;
