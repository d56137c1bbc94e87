import { setImmediate as nextTurn } from "node:timers/promises";
import { type Label, LABEL_MM } from "@/modules/documents/labels/label";
import { layLabel } from "@/modules/documents/labels/lay-label";
import { loadFaces, measureBy } from "./faces";
import { collect, draw } from "./print-sheet";

const MM = 72 / 25.4;

type Printed = { language: string; createdAt: Date; /** Said where a letter stands as a box. */ missing: string };

/** Labels as a PDF, one on each page. Between two of them others get their turn. */
export async function printLabelPages(labels: readonly Label[], { language, createdAt, missing }: Printed) {
  const [{ default: PdfDocument }, faces] = await Promise.all([import("pdfkit"), loadFaces()]);
  const document = new PdfDocument({
    size: [LABEL_MM.width * MM, LABEL_MM.height * MM],
    margin: 0,
    autoFirstPage: false,
    font: "",
    lang: language,
    displayTitle: true,
    pdfVersion: "1.7",
    info: {
      Title: labels.map(({ reference }) => reference).join(", "),
      Creator: "Quartermaster",
      CreationDate: createdAt,
    },
  });
  const bytes = collect(document);
  const measure = measureBy(faces);
  for (const label of labels) {
    const page = layLabel(label, measure);
    const isWhole = page.every((mark) => mark.kind !== "text" || faces.regular.has(mark.text));
    document.addPage();
    for (const mark of isWhole ? page : layLabel(label, measure, missing)) draw(document, mark, { faces, logo: null });
    await nextTurn();
  }
  document.end();
  return bytes;
}
